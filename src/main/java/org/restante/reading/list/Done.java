package org.restante.reading.list;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What was done to messages, as the page that follows reports it. */
public enum Done {
    SEEN,
    UNSEEN,
    FLAGGED,
    UNFLAGGED,
    MOVED,
    ARCHIVED,
    TRASHED,
    JUNKED,
    CLEARED,
    RESTORED,
    /** What was marked is as it was. */
    UNDONE,
    DELETED,
    BLOCKED,
    UNBLOCKED,
    /** Remote images of a sender are always shown. */
    PICTURED,
    UNPICTURED,
    /** That a message was read is confirmed. */
    CONFIRMED,
    /** The same, on a server that does not keep it. */
    CONFIRMED_UNMARKED,
    DECLINED,
    DECLINED_UNMARKED,
    /** What was said of a sender could not be kept. */
    UNKEPT,
    /** Nothing was chosen. */
    NOTHING,
    /** The messages are not there any more. */
    GONE;

    /** As in an address and in the keys of the messages. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Done> of(String key) {
        return Arrays.stream(values()).filter(done -> done.key().equals(key)).findFirst();
    }
}
