package org.restante.reading.list;

import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.SpecialUse;

/**
 * A mailbox as the head of a list shows it.
 *
 * @param label its name in the reader's language if it is a special one, else its own
 * @param unread 0 where the server does not tell
 */
public record Folder(MailboxName name, String label, @Nullable SpecialUse use, long unread) {

    /** The same after one message more was read. */
    public Folder oneRead() {
        return new Folder(name, label, use, Math.max(0, unread - 1));
    }

    /** The address of its list. */
    public String url() {
        return "/mail/" + name.toPath();
    }

    public String path() {
        return name.toPath();
    }

    public boolean is(String wanted) {
        return use != null && use.name().equals(wanted);
    }

    /** Whether what lies here was written by the account's owner. */
    boolean holdsOwnMail() {
        return use == SpecialUse.SENT || use == SpecialUse.DRAFTS;
    }
}
