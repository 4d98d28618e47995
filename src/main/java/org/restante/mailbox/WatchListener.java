package org.restante.mailbox;

import java.util.Map;
import org.restante.mail.MailboxName;

/** Is told what happens to an account's mailboxes, by whomever; must return at once. */
public interface WatchListener {

    /**
     * These mailboxes are now so; after a start or a gap all that are known.
     *
     * @param mailboxes with their states, {@link MailboxState#UNKNOWN} where something has changed
     *     and nobody has told what
     */
    void changed(Map<MailboxName, MailboxState> mailboxes);

    /** Mailboxes were created, deleted or renamed, or their subscriptions changed. */
    void foldersChanged();

    void watching(Watching now);

    /**
     * The watch has ended; whoever still wants one may ask for another.
     *
     * @param refused whether the server accepts the password no longer, so that asking is no use
     */
    void ended(boolean refused);

    /** How well the mailboxes are watched. */
    enum Watching {
        /** The server tells of each change. */
        LIVE,
        /** The connection was lost and is being made again. */
        RECONNECTING,
        /** The server is asked now and then. */
        POLLING
    }

    /** Ends a listener's watch when it is closed. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
