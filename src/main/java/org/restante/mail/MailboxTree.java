package org.restante.mail;

import java.util.List;
import java.util.Optional;

/** All mailboxes of an account, special ones first, then by name, parents before children. */
public record MailboxTree(List<MailboxInfo> mailboxes) {

    public Optional<MailboxInfo> find(MailboxName name) {
        return mailboxes.stream().filter(mailbox -> mailbox.name().equals(name)).findFirst();
    }

    public Optional<MailboxInfo> find(SpecialUse use) {
        return mailboxes.stream().filter(mailbox -> mailbox.use() == use).findFirst();
    }
}
