package org.restante.mail;

import java.util.Arrays;
import java.util.Optional;

/** What a mailbox is for (RFC 6154); the order is the order in which people look for them. */
public enum SpecialUse {
    INBOX("\\Inbox"),
    FLAGGED("\\Flagged"),
    DRAFTS("\\Drafts"),
    SENT("\\Sent"),
    ARCHIVE("\\Archive"),
    JUNK("\\Junk"),
    TRASH("\\Trash"),
    ALL("\\All"),
    IMPORTANT("\\Important");

    private final String attribute;

    SpecialUse(String attribute) {
        this.attribute = attribute;
    }

    /** The mailbox attribute of LIST, with its backslash. */
    public String attribute() {
        return attribute;
    }

    public static Optional<SpecialUse> ofAttribute(String attribute) {
        return Arrays.stream(values())
                .filter(use -> use.attribute.equalsIgnoreCase(attribute))
                .findFirst();
    }
}
