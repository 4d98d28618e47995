package org.restante.settings;

import java.net.IDN;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Domain names in the one form in which they are compared: ASCII and lower case (RFC 5891). */
final class Domains {

    private Domains() {}

    static @Nullable String normal(String domain) {
        try {
            String ascii = IDN.toASCII(domain.strip(), IDN.USE_STD3_ASCII_RULES);
            return ascii.isEmpty() || ascii.length() > 253 ? null : ascii.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
