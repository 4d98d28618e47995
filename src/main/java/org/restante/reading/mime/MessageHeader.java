package org.restante.reading.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The header of a message as it came, each field unfolded and raw, in the order that it has. */
public final class MessageHeader {

    /** Of a message whose header is not known. */
    public static final MessageHeader EMPTY = new MessageHeader(List.of());

    private static final int MOST = 2_000;

    private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");
    private static final Pattern FORGED =
            Pattern.compile("\\bdmarc\\s*=\\s*fail\\b", Pattern.CASE_INSENSITIVE);

    private final List<Field> fields;

    private MessageHeader(List<Field> fields) {
        this.fields = fields;
    }

    private record Field(String name, String value) {}

    /** Reads a header, to the empty line at its end. */
    public static MessageHeader of(byte[] octets) {
        List<Field> fields = new ArrayList<>();
        String name = "";
        StringBuilder value = new StringBuilder();
        // raw, octets above 127 as the characters of the same number
        for (String line : new String(octets, StandardCharsets.ISO_8859_1).lines().toList()) {
            if (line.isEmpty() || fields.size() == MOST) {
                break;
            }
            if (line.startsWith(" ") || line.startsWith("\t")) {
                value.append(' ').append(line.strip());
                continue;
            }
            add(fields, name, value);
            int colon = line.indexOf(':');
            name = colon > 0 ? line.substring(0, colon).strip() : "";
            value.setLength(0);
            value.append(line.substring(colon + 1).strip());
        }
        add(fields, name, value);
        return new MessageHeader(List.copyOf(fields));
    }

    private static void add(List<Field> fields, String name, CharSequence value) {
        if (!name.isEmpty()) {
            fields.add(new Field(name, value.toString().strip()));
        }
    }

    /** The values of all fields of that name. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The one field of that name; null where there is none, or there are several. */
    public @Nullable String only(String name) {
        List<String> all = all(name);
        return all.size() == 1 ? all.getFirst() : null;
    }

    /**
     * Whether a server on the way found that the message is not from the domain that it names (RFC
     * 8601, section 2.7.1; RFC 7489). Anybody can write such a field, so that a good result in one
     * proves nothing; nobody gains by writing a bad one.
     */
    public boolean isForged() {
        return all("Authentication-Results").stream()
                .map(value -> COMMENT.matcher(value).replaceAll(" "))
                .anyMatch(value -> FORGED.matcher(value).find());
    }
}
