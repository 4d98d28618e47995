package org.restante.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;

/** A selected mailbox; usable only inside the operation that was handed it. */
public interface OpenMailbox extends AccountCommands {

    MailboxName name();

    UidValidity uidValidity();

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
