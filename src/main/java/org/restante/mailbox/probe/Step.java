package org.restante.mailbox.probe;

/** One step on the way to a server. */
public enum Step {
    NAME,
    CONNECTION,
    TLS,
    GREETING,
    CAPABILITIES,
    SIGN_IN
}
