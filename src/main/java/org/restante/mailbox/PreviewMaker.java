package org.restante.mailbox;

import org.restante.mail.BodyPart;

/** Makes the first words of a message where the server has no PREVIEW (RFC 8970). */
public interface PreviewMaker {

    /**
     * One line of at most 200 characters, empty where nothing can be read.
     *
     * @param head the first octets of {@code BODY[1]}, still encoded, cut anywhere
     */
    String preview(BodyPart structure, byte[] head);
}
