package org.restante.mailbox;

import java.util.Set;
import org.restante.mail.MailboxName;
import org.restante.mailbox.connection.Fields;
import org.restante.mailbox.connection.Value;

/**
 * Reads the mailbox names of a NOTIFY, which Dovecot 2.3 sends as plain UTF-8 and not as it names
 * mailboxes everywhere else: of the two readings, the one that is a mailbox.
 */
final class WatchedNames {

    private final boolean utf8;
    private volatile Set<MailboxName> known = Set.of();
    private boolean plain;

    WatchedNames(boolean utf8) {
        this.utf8 = utf8;
        this.plain = utf8;
    }

    void known(Set<MailboxName> names) {
        known = Set.copyOf(names);
    }

    MailboxName read(Value value) {
        MailboxName encoded = Fields.mailbox(value, utf8);
        MailboxName decoded = Fields.mailbox(value, true);
        if (!encoded.equals(decoded) && known.contains(encoded) != known.contains(decoded)) {
            plain = known.contains(decoded);
        }
        return plain ? decoded : encoded;
    }
}
