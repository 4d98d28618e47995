package org.restante.mailbox;

import java.io.InputStream;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;

/** A piece of a message that is put together on the server. */
public sealed interface Piece {

    /** How many octets it gives. */
    long size();

    /** Octets of our own. */
    record Octets(byte[] octets) implements Piece {

        @Override
        public long size() {
            return octets.length;
        }
    }

    /**
     * Content that is read once.
     *
     * @param size the exact number of octets that it gives
     */
    record Content(InputStream content, long size) implements Piece {}

    /**
     * A part of a message that is on the server already, as it is there (still transfer-encoded).
     *
     * @param section as in {@code BODY[section]}; empty for the whole message
     * @param size the exact number of octets of it
     */
    record Stored(MailboxName mailbox, UidValidity uidValidity, Uid uid, String section, long size)
            implements Piece {}
}
