package org.restante.reading.filing;

import org.jspecify.annotations.Nullable;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.reading.list.Done;

/**
 * What became of an act.
 *
 * @param uids the messages that it was for
 * @param moved where they went, or null where they stayed
 */
record Outcome(Done done, UidSet uids, @Nullable Moved moved) {

    static final Outcome NOTHING = new Outcome(Done.NOTHING, UidSet.EMPTY, null);

    static Outcome marked(Done done, UidSet uids) {
        return new Outcome(done, uids, null);
    }

    /** A server that tells UIDs and told none has moved nothing. */
    static Outcome moved(Done done, UidSet uids, Moved moved) {
        boolean gone = moved.uidValidity() != null && moved.target().isEmpty();
        return gone ? new Outcome(Done.GONE, uids, null) : new Outcome(done, uids, moved);
    }

    long count() {
        return moved == null || moved.target().isEmpty() ? uids.size() : moved.target().size();
    }
}
