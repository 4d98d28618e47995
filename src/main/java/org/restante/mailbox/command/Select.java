package org.restante.mailbox.command;

import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mailbox.Pending;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Failures;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Selected;
import org.restante.mailbox.connection.Status;

/**
 * Opens a mailbox, with its mod-sequences where the server keeps them (RFC 7162, section 3.1.8).
 */
public final class Select extends Command<Selected> {

    private final ImapConnection connection;
    private final Selected selecting;
    private final String name;

    private Select(ImapConnection connection, Selected selecting, String name) {
        this.connection = connection;
        this.selecting = selecting;
        this.name = name;
    }

    /** Queues the selection. */
    public static Pending<Selected> queue(ImapConnection connection, MailboxName name) {
        return connection.send(new Select(connection, connection.selecting(name), "SELECT"));
    }

    /** Queues the selection for looking only, which takes {@code \\Recent} from nobody. */
    public static Pending<Selected> examine(ImapConnection connection, MailboxName name) {
        return connection.send(new Select(connection, connection.selecting(name), "EXAMINE"));
    }

    /** Leaves the open mailbox without expunging anything (RFC 3691). */
    public static void leave(ImapConnection connection) {
        if (connection.capabilities().has("UNSELECT")) {
            connection.run(new Simple("UNSELECT", true, line -> {}));
        } else {
            queue(connection, MailboxName.INBOX).get();
        }
        connection.deselected();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void write(CommandLine line) {
        line.text(name + " ").mailbox(selecting.name());
        boolean implied = line.capabilities().qresync();
        if (line.capabilities().has("CONDSTORE") && !implied) {
            line.text(" (CONDSTORE)");
        }
    }

    @Override
    public boolean changesMailbox() {
        return true;
    }

    @Override
    public Selected completed(Status status) {
        if (status.ok()) {
            return result(status);
        }
        connection.deselected();
        MailException failure = Failures.of(name(), status);
        boolean unexplained = failure.problem() == Problem.REFUSED;
        throw unexplained
                ? new MailException(Problem.MAILBOX_MISSING, name + ": " + status.text())
                : failure;
    }

    @Override
    protected Selected result(Status status) {
        return selecting;
    }
}
