package org.restante.contacts;

import java.util.UUID;

/**
 * A contact of the book.
 *
 * @param pictured whether there is a photo; the card itself comes without it unless asked for
 */
record Contact(UUID id, Card card, boolean pictured) {

    /** What stands for the picture where there is none. */
    public String initials() {
        return Listing.initials(card.display());
    }
}
