package org.restante.mail;

import org.jspecify.annotations.Nullable;

/**
 * One address of a header field, decoded for people (RFC 5322, section 3.4).
 *
 * @param name the display name without encoding, empty if there is none
 * @param email {@code local@domain} as it stood in the mail, empty if it was not given
 * @param group the name of the group that holds it, or null
 */
public record Address(String name, String email, @Nullable String group) {

    public Address(String name, String email) {
        this(name, email, null);
    }

    /** The name where there is one, else the address itself. */
    public String label() {
        return name.isBlank() ? email : name;
    }
}
