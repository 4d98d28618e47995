package org.restante.reading.filing;

import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;

/**
 * Whom a form of the reader is about.
 *
 * @param sender the address, which the address book checks
 */
record SenderForm(@Nullable String sender, @Nullable String senderName) {

    Address address() {
        return new Address(senderName == null ? "" : senderName, sender == null ? "" : sender);
    }
}
