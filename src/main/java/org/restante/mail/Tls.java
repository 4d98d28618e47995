package org.restante.mail;

/** How a connection to a mail server is protected. */
public enum Tls {
    /** TLS from the first byte (ports 993, 995, 465). */
    IMPLICIT,
    /** STARTTLS is demanded before anything else; a server without it is refused. */
    STARTTLS,
    /** No protection: only for loopback, unless the administrator allows it for a network. */
    PLAIN
}
