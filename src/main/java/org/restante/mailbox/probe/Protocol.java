package org.restante.mailbox.probe;

/** What a probed server is to speak. */
public enum Protocol {
    IMAP,
    SMTP,
    POP3
}
