package org.restante.mailbox;

import org.jspecify.annotations.Nullable;
import org.restante.mail.Uid;

/**
 * What a search found, in its order.
 *
 * @param total how many there are, or how many were found so far
 * @param from how many stand before the first of {@code uids}
 * @param searched how many of the newest messages were looked at
 * @param reached the UID down to which that was, 0 where all was searched
 * @param sorted whether all that was found is in order
 */
record Hits(
        long total,
        long from,
        long[] uids,
        long searched,
        long of,
        long reached,
        boolean sorted,
        boolean understood) {

    /** Found at once and all of it. */
    static Hits all(long[] uids, long of) {
        return new Hits(uids.length, 0, uids, of, of, 0, true, true);
    }

    /** Nothing, because the server cannot read what is asked for. */
    static Hits misunderstood(long of) {
        return new Hits(0, 0, new long[0], of, of, 0, true, false);
    }

    /** The place of the message, -1 where it is not among these. */
    int indexOf(Uid uid) {
        for (int i = 0; i < uids.length; i++) {
            if (uids[i] == uid.value()) {
                return i;
            }
        }
        return -1;
    }

    boolean covers(long offset) {
        return offset >= from && (offset < from + uids.length || from + uids.length >= total);
    }

    @Nullable Uid at(long index) {
        return index < 0 || index >= uids.length ? null : new Uid(uids[(int) index]);
    }

    /** The same in the opposite order. */
    Hits reversed() {
        long[] other = new long[uids.length];
        for (int i = 0; i < other.length; i++) {
            other[i] = uids[uids.length - 1 - i];
        }
        return with(other, sorted);
    }

    Hits with(long[] ordered, boolean all) {
        return new Hits(
                ordered.length, 0, ordered, searched, of, reached, all && sorted, understood);
    }
}
