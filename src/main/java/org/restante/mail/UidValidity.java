package org.restante.mail;

/** The value that tells one life of a mailbox from the next (RFC 9051, section 2.3.1.1). */
public record UidValidity(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
