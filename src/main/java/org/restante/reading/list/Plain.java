package org.restante.reading.list;

import java.util.List;
import java.util.stream.Collectors;
import org.restante.mail.Address;

/** Texts made by strangers, without the characters that only serve to deceive the reader. */
public final class Plain {

    private Plain() {}

    /** The text in one line, without control characters and overrides of its direction. */
    public static String text(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isDeceptive(c)).forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    /** People by their names, by their addresses where they have none. */
    public static String people(List<Address> addresses) {
        return addresses.stream()
                .map(address -> text(address.label()))
                .filter(label -> !label.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static boolean isDeceptive(int c) {
        return (Character.isISOControl(c) && c != '\t')
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
