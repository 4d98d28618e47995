package org.restante.mailbox.command;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailboxState;
import org.restante.mailbox.connection.Capabilities;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Fields;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/**
 * Asks which state mailboxes are in: all of them at once (RFC 5819), or one; a mailbox whose state
 * the server will not tell is missing.
 */
public final class States extends Command<Map<MailboxName, MailboxState>> {

    private final @Nullable MailboxName mailbox;
    private final Map<MailboxName, MailboxState> states = new HashMap<>();
    private final Set<MailboxName> listed = new HashSet<>();
    private boolean utf8;

    private States(@Nullable MailboxName mailbox) {
        this.mailbox = mailbox;
    }

    /** For servers that {@link ListMailboxes#tellsStatus}. */
    public static States all() {
        return new States(null);
    }

    public static States of(MailboxName mailbox) {
        return new States(mailbox);
    }

    /** Reads the items of a STATUS response; what it does not tell is -1. */
    public static MailboxState read(Value told) {
        long[] state = {-1, -1, -1, -1, -1};
        List<Value> items = told.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            int at =
                    switch (items.get(i).keyword()) {
                        case "UIDVALIDITY" -> 0;
                        case "MESSAGES" -> 1;
                        case "UNSEEN" -> 2;
                        case "UIDNEXT" -> 3;
                        case "HIGHESTMODSEQ" -> 4;
                        default -> -1;
                    };
            if (at >= 0) {
                state[at] = items.get(i + 1).number();
            }
        }
        return new MailboxState(state[0], state[1], state[2], state[3], state[4]);
    }

    @Override
    public String name() {
        return mailbox == null ? "LIST" : "STATUS";
    }

    @Override
    public void write(CommandLine line) {
        Capabilities capabilities = line.capabilities();
        utf8 = capabilities.utf8();
        String items =
                "(MESSAGES UNSEEN UIDNEXT UIDVALIDITY"
                        + (capabilities.has("CONDSTORE") ? " HIGHESTMODSEQ)" : ")");
        if (mailbox == null) {
            line.text("LIST \"\" \"*\" RETURN (STATUS " + items + ")");
        } else {
            line.text("STATUS ").mailbox(mailbox).text(" " + items);
        }
    }

    @Override
    public void untagged(Untagged response) {
        switch (response.keyword()) {
            case "STATUS" ->
                    states.merge(
                            Fields.mailbox(response.value(0), utf8),
                            read(response.value(1)),
                            MailboxState::and);
            case "LIST" -> listed.add(Fields.mailbox(response.value(2), utf8));
            default -> {
                // another command's
            }
        }
    }

    @Override
    public Map<MailboxName, MailboxState> completed(Status status) {
        return mailbox == null ? super.completed(status) : result(status);
    }

    @Override
    protected Map<MailboxName, MailboxState> result(Status status) {
        states.keySet()
                .removeIf(name -> mailbox == null ? !listed.contains(name) : !mailbox.equals(name));
        return states;
    }
}
