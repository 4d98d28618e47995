package org.restante.mailbox.command;

import org.jspecify.annotations.Nullable;
import org.restante.mailbox.connection.Status;

/** Says who we are; some providers serve nobody who does not (RFC 2971). */
public final class Id extends Simple {

    public Id() {
        super("ID", true, line -> line.text(" (\"name\" \"Restante\")"));
    }

    /** A refusal changes nothing. */
    @Override
    public @Nullable Void completed(Status status) {
        return null;
    }
}
