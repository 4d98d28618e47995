package org.restante.compose;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MessageRef;

/**
 * Everything that the page shows on which a message is written.
 *
 * @param id of the draft
 * @param writer this page
 * @param number how often this page has written the draft
 * @param base the copy that the page was made from, or null
 * @param source the message whose files go along, or null
 * @param heading the key of what the page is called
 * @param troubles why it was not sent or saved, in words
 * @param sure whether it would be sent all the same
 */
record Composer(
        UUID id,
        UUID writer,
        long number,
        @Nullable Copy base,
        @Nullable MessageRef source,
        String heading,
        Letter letter,
        List<FileRow> files,
        List<String> troubles,
        boolean sure) {

    /**
     * A file that goes along.
     *
     * @param badge its kind in at most four letters
     * @param id the Content-ID of a picture in the text, or null
     * @param url where it can be looked at
     */
    record FileRow(
            String section,
            String name,
            String size,
            String badge,
            @Nullable String id,
            String url) {

        public boolean isShown() {
            return id != null;
        }

        FileRow asFile() {
            return new FileRow(section, name, size, badge, null, url);
        }
    }

    /** A draft whose first copy is still to be written. */
    static Composer begun(
            UUID id,
            @Nullable MessageRef source,
            String heading,
            Letter letter,
            List<FileRow> files) {
        return new Composer(
                id, UUID.randomUUID(), 0, null, source, heading, letter, files, List.of(), false);
    }

    Composer with(List<String> newTroubles, boolean newSure) {
        return new Composer(
                id, writer, number, base, source, heading, letter, files, newTroubles, newSure);
    }

    /** The source as the form carries it: folder, UIDVALIDITY, UID. */
    public String sourceText() {
        return source == null ? "" : text(source);
    }

    static String text(MessageRef source) {
        return source.mailbox().toPath() + " " + source.uidValidity() + " " + source.uid();
    }
}
