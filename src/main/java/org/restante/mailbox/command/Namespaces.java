package org.restante.mailbox.command;

import org.jspecify.annotations.Nullable;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Fields;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/** Asks where the account's own mailboxes are (RFC 2342). */
public final class Namespaces extends Command<Namespaces.Personal> {

    /**
     * Where the account's own mailboxes are.
     *
     * @param prefix such as {@code INBOX.}, mostly empty
     * @param delimiter or null where names are flat
     */
    public record Personal(String prefix, @Nullable Character delimiter) {}

    private boolean utf8;
    private @Nullable Personal personal;

    @Override
    public String name() {
        return "NAMESPACE";
    }

    @Override
    public void write(CommandLine line) {
        utf8 = line.capabilities().utf8();
        line.text("NAMESPACE");
    }

    @Override
    public void untagged(Untagged response) {
        Value first = response.value(0).item(0);
        if (response.is("NAMESPACE") && !first.items().isEmpty()) {
            boolean none = first.item(0).string() == null;
            personal =
                    new Personal(
                            none ? "" : Fields.mailbox(first.item(0), utf8).value(),
                            Delimiters.of(first.item(1)));
        }
    }

    /** A refusal changes nothing: names are then as LIST tells. */
    @Override
    public Personal completed(Status status) {
        return result(status);
    }

    @Override
    protected Personal result(Status status) {
        return personal == null ? new Personal("", null) : personal;
    }
}
