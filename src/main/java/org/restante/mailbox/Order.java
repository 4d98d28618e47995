package org.restante.mailbox;

/** The order in which messages are listed. */
public enum Order {
    /** By arrival in the mailbox, the last one first. */
    NEWEST,
    OLDEST,
    /** By those whom a list names: the senders, or the recipients of what was sent from here. */
    PEOPLE,
    /** Without what replying puts before it (RFC 5256, base subject). */
    SUBJECT,
    LARGEST,
    SMALLEST;

    /** Whether it is that of the mailbox itself, from one end or from the other. */
    boolean isOfArrival() {
        return this == NEWEST || this == OLDEST;
    }
}
