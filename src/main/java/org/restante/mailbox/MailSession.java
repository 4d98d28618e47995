package org.restante.mailbox;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;

/**
 * The one doorway to an account's mail: work is done inside {@link #in} or {@link #with}, on a
 * connection that is leased for just that long.
 *
 * <p>Everything here throws {@link org.restante.mail.MailException}.
 */
public interface MailSession {

    MailAccount account();

    /** Runs the operation with the mailbox selected and its changes by others already taken in. */
    <T> T in(MailboxName mailbox, MailboxOperation<T> operation);

    /** Runs an operation that needs no mailbox selected. */
    <T> T with(AccountOperation<T> operation);

    /**
     * Streams the content of one part as it is on the server (still transfer-encoded), in constant
     * memory; no connection is held while the reader does something else.
     *
     * @param section as in {@code BODY[section]}; empty for the whole message
     */
    InputStream stream(MailboxName mailbox, Uid uid, String section);

    /**
     * Appends a message once, put together from pieces; a failure is never retried. What is on the
     * server already stays there where it can (CATENATE), else it comes here and goes back, in
     * constant memory.
     */
    Appended append(MailboxName mailbox, Set<Flag> flags, List<Piece> pieces);

    /** The page of a mailbox where it is certain without asking, because nothing has changed. */
    default Optional<KnownPage> known(MailboxName mailbox, long offset, int count) {
        return Optional.empty();
    }

    /** Tells of each change in any mailbox, by whomever, until the result is closed. */
    default WatchListener.Watch watch(WatchListener listener) {
        return () -> {};
    }

    /** Work inside one mailbox. */
    @FunctionalInterface
    interface MailboxOperation<T> {
        T run(OpenMailbox mailbox);
    }

    /** Work on the account's mailboxes as such. */
    @FunctionalInterface
    interface AccountOperation<T> {
        T run(AccountCommands account);
    }
}
