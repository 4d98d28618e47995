package org.restante.mailbox.command;

/** Lets the server tell what others changed (RFC 9051, section 6.1.2). */
public final class Noop extends Simple {

    public Noop() {
        super("NOOP", true, line -> {});
    }
}
