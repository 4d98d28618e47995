package org.restante.mailbox.command;

import org.jspecify.annotations.Nullable;
import org.restante.mailbox.connection.Value;

/** Hierarchy separators as servers send them. */
final class Delimiters {

    private Delimiters() {}

    static @Nullable Character of(Value value) {
        String text = value.string();
        return text == null || text.isEmpty() ? null : text.charAt(0);
    }
}
