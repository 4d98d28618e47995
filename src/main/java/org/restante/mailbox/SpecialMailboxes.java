package org.restante.mailbox;

import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.Problem;
import org.restante.mail.SpecialUse;

/** Finds the mailbox for a special use and creates it when it is first needed (RFC 6154). */
public final class SpecialMailboxes {

    private SpecialMailboxes() {}

    /** The mailbox of that use, made now if the account has none. */
    public static MailboxName require(AccountCommands account, MailboxTree tree, SpecialUse use) {
        return tree.find(use)
                .filter(MailboxInfo::selectable)
                .map(MailboxInfo::name)
                .orElseGet(() -> create(account, use));
    }

    private static MailboxName create(AccountCommands account, SpecialUse use) {
        MailboxName name = new MailboxName(account.personalPrefix() + leaf(use));
        try {
            account.create(name, use);
        } catch (MailException e) {
            if (e.problem() != Problem.MAILBOX_EXISTS) {
                throw e;
            }
        }
        return name;
    }

    private static String leaf(SpecialUse use) {
        return switch (use) {
            case TRASH -> "Trash";
            case ARCHIVE -> "Archive";
            case JUNK -> "Junk";
            case DRAFTS -> "Drafts";
            case SENT -> "Sent";
            case INBOX, FLAGGED, ALL, IMPORTANT ->
                    throw new IllegalArgumentException("never created: " + use);
        };
    }
}
