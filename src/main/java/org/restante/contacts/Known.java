package org.restante.contacts;

import java.util.UUID;

/**
 * What the address book knows of an address.
 *
 * @param id of the contact's page, {@code /contacts/{id}}
 * @param blocked whether mail from there is not wanted
 * @param images whether remote images in mail from there are always shown
 */
public record Known(UUID id, String name, boolean blocked, boolean images) {

    /** Of two contacts with the same address: what one of them forbids counts. */
    Known and(Known other) {
        return new Known(id, name, blocked || other.blocked, images && other.images);
    }
}
