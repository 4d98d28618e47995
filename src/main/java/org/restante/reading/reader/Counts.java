package org.restante.reading.reader;

import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;

/** Corrects the counts of a tree by what was done after they were taken. */
final class Counts {

    private Counts() {}

    static MailboxTree oneLessUnread(MailboxTree tree, MailboxName name) {
        return new MailboxTree(
                tree.mailboxes().stream()
                        .map(mailbox -> mailbox.name().equals(name) ? oneLess(mailbox) : mailbox)
                        .toList());
    }

    private static MailboxInfo oneLess(MailboxInfo mailbox) {
        MailboxStatus status = mailbox.status();
        if (status == null) {
            return mailbox;
        }
        long unseen = Math.max(0, status.unseen() - 1);
        return mailbox.withStatus(
                new MailboxStatus(status.messages(), unseen, status.uidValidity(), status.size()));
    }
}
