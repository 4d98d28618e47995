package org.restante.mailbox;

import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;
import org.restante.mail.Quota;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;

/** What can be asked of the server without a selected mailbox. */
public interface AccountCommands {

    /** All mailboxes with their counts; a mailbox that the server cannot count has none. */
    Pending<MailboxTree> mailboxes();

    /**
     * The counts of these mailboxes with their sizes where the server tells (STATUS=SIZE, RFC
     * 8438), in one round trip; those that it will not count are missing.
     */
    default Pending<Map<MailboxName, MailboxStatus>> measure(Collection<MailboxName> mailboxes) {
        return Map::of;
    }

    /** The quota that counts for the mailbox, empty where the server has none or does not tell. */
    Pending<Optional<Quota>> quota(MailboxName mailbox);

    /** Creates and subscribes a mailbox, for a special use where given (RFC 6154). */
    void create(MailboxName name, @Nullable SpecialUse use);

    void delete(MailboxName name);

    /** Renames a mailbox with all below it; subscriptions follow. */
    void rename(MailboxName from, MailboxName to);

    void subscribe(MailboxName name, boolean subscribed);

    /**
     * Appends a message once; a failure is never retried.
     *
     * @param size the exact number of octets that {@code content} gives
     * @return its UID where the server tells (UIDPLUS)
     */
    Optional<Uid> append(
            MailboxName mailbox,
            Set<Flag> flags,
            @Nullable Instant received,
            InputStream content,
            long size);

    /**
     * What the names of the account's own mailboxes start with, such as {@code INBOX.}; mostly
     * empty.
     */
    String personalPrefix();

    /** The hierarchy separator of the account's own mailboxes, or null where names are flat. */
    @Nullable Character delimiter();
}
