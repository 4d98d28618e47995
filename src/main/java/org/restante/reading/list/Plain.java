package org.restante.reading.list;

import java.util.List;
import java.util.stream.Collectors;
import org.restante.mail.Address;
import org.restante.mail.Legible;

/** Texts made by strangers, without the characters that only serve to deceive the reader. */
public final class Plain {

    private Plain() {}

    /** The text in one line, without control characters and overrides of its direction. */
    public static String text(String text) {
        return Legible.text(text);
    }

    /** People by their names, by their addresses where they have none. */
    public static String people(List<Address> addresses) {
        return addresses.stream()
                .map(address -> text(address.label()))
                .filter(label -> !label.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
