package org.restante.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.SearchKey;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;

/** A selected mailbox; usable only inside the operation that was handed it. */
public interface OpenMailbox extends AccountCommands {

    MailboxName name();

    UidValidity uidValidity();

    /** Its state as far as was told by now, see {@link MailboxState#stamp}. */
    default String state() {
        return MailboxState.UNTOLD;
    }

    /** How many messages it holds. */
    long exists();

    /** Whether the server lets nothing be changed here. */
    boolean readOnly();

    /**
     * The rows of one page, newest first by order of arrival.
     *
     * @param offset how many newer messages are passed over
     */
    MessagePage page(long offset, int count);

    /**
     * The rows of one page of what is found. What takes long is searched from the newest message on
     * in slices, until the page is full or a second has passed.
     *
     * @param offset how many that were found are passed over
     */
    FoundPage find(Query query, long offset, int count);

    /** All that the query finds, as far as {@link Query#until} says. */
    UidSet found(Query query);

    /**
     * The newest message that came on the reader's day, or else before it; empty where all are
     * younger.
     *
     * @param on the day
     * @param until all that came before its end
     */
    Optional<Place> newest(SearchKey on, SearchKey until);

    /** One message, empty where it is gone. */
    Pending<Optional<MessageSummary>> summary(Uid uid);

    /**
     * The message as it was when it was last seen, without asking: its flags may have changed
     * since, and it may be gone.
     */
    default Optional<MessageSummary> known(Uid uid) {
        return Optional.empty();
    }

    /** Where the message stands among its neighbours, empty where it is gone. */
    Pending<Optional<Neighbours>> neighbours(Uid uid);

    /**
     * Where the message stands among what is found, empty where that cannot be told at little cost.
     *
     * @param near a place close to which it stands, counted from 0
     */
    Pending<Optional<Neighbours>> neighbours(Uid uid, Query query, long near);

    /**
     * Parts of one message as they are on the server (still transfer-encoded), each cut after
     * {@code limit} octets; a part that the server does not give is missing from the map. Does not
     * set {@code \Seen}.
     *
     * @param sections as in {@code BODY[section]}: {@code "1.2"}, {@code "HEADER"}, {@code
     *     "2.MIME"}
     */
    Pending<Map<String, byte[]>> parts(Uid uid, List<String> sections, int limit);

    /** Adds or removes flags; messages that are gone are passed over. */
    Pending<@Nullable Void> store(UidSet uids, Set<Flag> flags, boolean add);

    /** Adds or removes one flag and tells which messages it really changed. */
    UidSet mark(UidSet uids, Flag flag, boolean add);

    /** Moves messages, all or as many as the server could; their UIDs there where it tells. */
    Moved move(UidSet uids, MailboxName target);

    Moved copy(UidSet uids, MailboxName target);

    /** Removes exactly these messages for good, never those that another client marked deleted. */
    void expunge(UidSet uids);

    /** The UIDs of all messages here; for acts on a whole mailbox. */
    UidSet all();

    /**
     * A page of the list.
     *
     * @param offset of the first row, counted from the newest message; less than asked for where
     *     the mailbox has become shorter
     * @param total how many messages the mailbox holds
     */
    record MessagePage(
            UidValidity uidValidity, long offset, long total, List<MessageSummary> rows) {}

    /**
     * A page of what was found.
     *
     * @param page its total is what was found so far
     * @param searched how many of the newest messages were looked at
     * @param of how many there are to look at
     * @param reached the UID down to which that was, 0 where all was searched
     * @param sorted whether all that was found is in the order asked for; a server that cannot sort
     *     leaves it to us, and we sort the newest only
     * @param understood whether the server could read the texts (RFC 9051, BADCHARSET)
     */
    record FoundPage(
            MessagePage page,
            long searched,
            long of,
            long reached,
            boolean sorted,
            boolean understood) {

        /** Whether there may be more. */
        public boolean more() {
            return reached > 0;
        }
    }

    /**
     * Where a message stands in the mailbox.
     *
     * @param position 1 for the newest
     */
    record Place(Uid uid, long position) {}

    /**
     * A message's place in the list.
     *
     * @param position 1 for the newest
     */
    record Neighbours(@Nullable Uid newer, @Nullable Uid older, long position, long total) {}

    /**
     * Where messages went.
     *
     * @param target UIDs by those that they had here; empty where the server does not tell
     *     (UIDPLUS)
     */
    record Moved(MailboxName mailbox, @Nullable UidValidity uidValidity, Map<Uid, Uid> target) {}
}
