package org.restante.mailbox.command;

import java.util.HashMap;
import java.util.Map;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailboxState;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;

/**
 * Asks to be told of each change in any of the account's own mailboxes (RFC 5465); the result is
 * how those are now.
 *
 * <p>No mailbox is selected then: each change comes as the new state of its mailbox.
 */
public final class Notify extends Command<Map<MailboxName, MailboxState>> {

    private final Map<MailboxName, MailboxState> states = new HashMap<>();
    private boolean utf8;

    @Override
    public String name() {
        return "NOTIFY";
    }

    @Override
    public void write(CommandLine line) {
        utf8 = line.capabilities().utf8();
        line.text(
                "NOTIFY SET STATUS (personal (MessageNew MessageExpunge FlagChange MailboxName"
                        + " SubscriptionChange))");
    }

    @Override
    public void untagged(Untagged response) {
        if (response.is("STATUS")) {
            States.Told told = States.read(response, utf8);
            states.put(told.mailbox(), told.state());
        }
    }

    @Override
    protected Map<MailboxName, MailboxState> result(Status status) {
        return states;
    }
}
