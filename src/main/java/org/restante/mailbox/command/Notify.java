package org.restante.mailbox.command;

/**
 * Asks to be told of each change in any of the account's own mailboxes (RFC 5465).
 *
 * <p>No mailbox is selected then: each change comes as the new state of its mailbox.
 */
public final class Notify extends Simple {

    public Notify() {
        super(
                "NOTIFY",
                true,
                line ->
                        line.text(
                                " SET STATUS (personal (MessageNew MessageExpunge FlagChange"
                                        + " MailboxName SubscriptionChange))"));
    }
}
