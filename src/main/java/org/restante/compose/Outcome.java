package org.restante.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of what a composer's page has asked for. */
sealed interface Outcome {

    /** The state after a save, for the page that goes on. */
    record Saved(
            String uid,
            String uidValidity,
            String source,
            String saved,
            List<Composer.FileRow> files,
            List<Checks.Remark> remarks)
            implements Outcome {}

    /**
     * How it went on the way out.
     *
     * @param next the page that tells
     * @param hold for how many seconds it can be taken back
     */
    record Sent(String id, String state, String next, long hold) implements Outcome {}

    /**
     * What keeps it from being saved or sent.
     *
     * @param sure whether it would be sent all the same
     * @param other where the draft is that somebody else has written, or null
     * @param saved the state, where it was saved but not sent, or null
     */
    record Refused(
            String problem,
            List<String> troubles,
            boolean sure,
            @Nullable String other,
            @Nullable Saved saved)
            implements Outcome {}
}
