package org.restante.settings;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Domain names in the one form in which they are compared: ASCII and lower case (RFC 5891). */
public final class Domains {

    private Domains() {}

    /** The name in that form, or null where it is no domain name. */
    public static @Nullable String normal(String domain) {
        try {
            String ascii = IDN.toASCII(domain.strip(), IDN.USE_STD3_ASCII_RULES);
            return ascii.isEmpty() || ascii.length() > 253 ? null : ascii.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A server's name in ASCII and lower case, or its address; null where it is neither. */
    public static @Nullable String host(String host) {
        String name = host.strip();
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        if (isAddress(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String normal = normal(name);
        if (normal == null || normal.startsWith(".") || normal.endsWith(".")) {
            return null;
        }
        // what ends in a number would be taken for an address by one program and not by another
        return normal.matches("(.*\\.)?[0-9]+") ? null : normal;
    }

    /** Whether the host is this machine; a name could lead anywhere. */
    public static boolean isLoopback(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || (isAddress(name) && InetAddress.ofLiteral(name).isLoopbackAddress());
    }

    private static boolean isAddress(String text) {
        if (text.indexOf('%') >= 0) {
            return false; // a zone names an interface of ours
        }
        try {
            InetAddress.ofLiteral(text);
            return text.indexOf(':') >= 0 || text.matches("(\\d{1,3}\\.){3}\\d{1,3}");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
