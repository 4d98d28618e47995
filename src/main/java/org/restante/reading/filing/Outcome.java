package org.restante.reading.filing;

import org.jspecify.annotations.Nullable;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.reading.list.Done;

/**
 * What became of an act.
 *
 * @param uids the messages that it was for
 * @param moved where they went, or null where they stayed
 * @param changed those of them whose mark was really changed
 * @param uidValidity of the mailbox in which they were marked, or null where none were
 */
record Outcome(
        Done done,
        UidSet uids,
        @Nullable Moved moved,
        UidSet changed,
        @Nullable UidValidity uidValidity) {

    static final Outcome NOTHING = plain(Done.NOTHING, UidSet.EMPTY, null);

    private static Outcome plain(Done done, UidSet uids, @Nullable Moved moved) {
        return new Outcome(done, uids, moved, UidSet.EMPTY, null);
    }

    /** What is not about messages. */
    static Outcome of(Done done) {
        return plain(done, UidSet.EMPTY, null);
    }

    static Outcome marked(Done done, UidSet uids, UidSet changed, UidValidity validity) {
        return new Outcome(done, uids, null, changed, validity);
    }

    static Outcome deleted(UidSet uids) {
        return plain(Done.DELETED, uids, null);
    }

    /** The same as the undoing of an act. */
    Outcome undone() {
        return done == Done.NOTHING ? this : plain(Done.UNDONE, uids, null);
    }

    /** A server that tells UIDs and told none has moved nothing. */
    static Outcome moved(Done done, UidSet uids, Moved moved) {
        boolean gone = moved.uidValidity() != null && moved.target().isEmpty();
        return gone ? plain(Done.GONE, uids, null) : plain(done, uids, moved);
    }

    long count() {
        return moved == null || moved.target().isEmpty() ? uids.size() : moved.target().size();
    }
}
