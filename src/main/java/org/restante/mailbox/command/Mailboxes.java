package org.restante.mailbox.command;

import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.SpecialUse;

/** The commands that make, name and remove mailboxes (RFC 9051, section 6.3). */
public final class Mailboxes {

    private Mailboxes() {}

    public static Simple create(MailboxName name, @Nullable SpecialUse use) {
        return new Simple(
                "CREATE",
                false,
                line -> {
                    line.text(" ").mailbox(name);
                    if (use != null && line.capabilities().has("CREATE-SPECIAL-USE")) {
                        line.text(" (USE (" + use.attribute() + "))");
                    }
                });
    }

    public static Simple delete(MailboxName name) {
        return new Simple("DELETE", false, line -> line.text(" ").mailbox(name));
    }

    public static Simple rename(MailboxName from, MailboxName to) {
        return new Simple(
                "RENAME", false, line -> line.text(" ").mailbox(from).text(" ").mailbox(to));
    }

    public static Simple subscribe(MailboxName name, boolean subscribed) {
        return new Simple(
                subscribed ? "SUBSCRIBE" : "UNSUBSCRIBE",
                true,
                line -> line.text(" ").mailbox(name));
    }
}
