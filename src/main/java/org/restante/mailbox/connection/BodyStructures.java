package org.restante.mailbox.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;

/**
 * Reads BODYSTRUCTURE, and its many broken forms, into parts with their section numbers (RFC 9051,
 * sections 6.4.5 and 7.5.2).
 */
final class BodyStructures {

    /** Deeper than any mail that somebody wrote; below it a part counts as one without children. */
    private static final int DEPTH = 60;

    /** More parts than anybody looks at. */
    private static final int PARTS = 2000;

    private int count;

    private BodyStructures() {}

    static @Nullable BodyPart read(Value value) {
        return value.items().isEmpty() ? null : new BodyStructures().root(value, "", 0);
    }

    /** The body of a message: a multipart has no number of its own, anything else is part 1. */
    private BodyPart root(Value value, String message, int depth) {
        String own = message.isEmpty() ? "1" : message + ".1";
        return isMultipart(value) ? multipart(value, message, depth) : leaf(value, own, depth);
    }

    private static boolean isMultipart(Value value) {
        // Some servers leave out the children of an empty multipart: ("MIXED" (...)) or (NIL
        // "MIXED").
        return value.item(0) instanceof Value.Items
                || (value.item(0) instanceof Value.Nil && value.items().size() < 7)
                || value.item(1) instanceof Value.Items;
    }

    private BodyPart multipart(Value value, String section, int depth) {
        List<Value> items = value.items();
        List<BodyPart> parts = new ArrayList<>();
        int i = 0;
        while (i < items.size() && items.get(i) instanceof Value.Items child) {
            if (depth < DEPTH && count < PARTS) {
                count++;
                String number = (section.isEmpty() ? "" : section + ".") + (i + 1);
                parts.add(
                        isMultipart(child)
                                ? multipart(child, number, depth + 1)
                                : leaf(child, number, depth + 1));
            }
            i++;
        }
        if (i == 0 && value.item(0) instanceof Value.Nil) {
            i = 1;
        }
        Value disposition = value.item(i + 2);
        return new BodyPart(
                section,
                "multipart",
                word(value.item(i), "mixed"),
                Fields.parameters(value.item(i + 1)),
                null,
                null,
                "7bit",
                0,
                disposition(disposition),
                Fields.parameters(disposition.item(1)),
                value.item(i + 4).string(),
                null,
                List.copyOf(parts));
    }

    private BodyPart leaf(Value value, String section, int depth) {
        String type = word(value.item(0), "application");
        String subtype = word(value.item(1), type.equals("text") ? "plain" : "octet-stream");
        int extension = 8;
        Envelope envelope = null;
        List<BodyPart> parts = List.of();
        if (type.equals("text")) {
            extension = 8;
        } else if (hasMessage(value, type, subtype)) {
            envelope = Fields.envelope(value.item(7));
            Value body = value.item(8);
            if (!body.items().isEmpty() && depth < DEPTH && count++ < PARTS) {
                parts = List.of(root(body, section, depth + 1));
            }
            extension = 10;
        } else {
            extension = 7;
        }
        Value disposition = value.item(extension + 1);
        return new BodyPart(
                section,
                type,
                subtype,
                Fields.parameters(value.item(2)),
                id(value.item(3).string()),
                value.item(4).string(),
                word(value.item(5), "7bit"),
                Math.max(0, value.item(6).number()),
                disposition(disposition),
                disposition instanceof Value.Items
                        ? Fields.parameters(disposition.item(1))
                        : Map.of(),
                value.item(extension + 3).string(),
                envelope,
                parts);
    }

    private static boolean hasMessage(Value value, String type, String subtype) {
        return type.equals("message")
                && (subtype.equals("rfc822") || subtype.equals("global"))
                && value.item(7) instanceof Value.Items;
    }

    private static @Nullable String disposition(Value value) {
        Value name = value instanceof Value.Items ? value.item(0) : value;
        String text = name.string();
        return text == null ? null : text.toLowerCase(Locale.ROOT).trim();
    }

    private static @Nullable String id(@Nullable String id) {
        if (id == null) {
            return null;
        }
        String bare = id.trim();
        return bare.startsWith("<") && bare.endsWith(">") && bare.length() > 1
                ? bare.substring(1, bare.length() - 1)
                : bare;
    }

    private static String word(Value value, String other) {
        String text = value.string();
        return text == null || text.isBlank() ? other : text.trim().toLowerCase(Locale.ROOT);
    }
}
