package org.restante.mailbox.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One value of a server's response: NIL, a text in any of its forms, or a list (RFC 9051, 4). */
public sealed interface Value {

    /** The absent value. */
    record Nil() implements Value {
        static final Nil NIL = new Nil();
    }

    /** An atom, a number, a quoted string or a literal; which form it had seldom matters. */
    record Text(byte[] bytes, boolean atom) implements Value {}

    /** A parenthesized list. */
    record Items(List<Value> values) implements Value {}

    /** The bytes of a text, or null for all else. */
    default byte @Nullable [] bytes() {
        return this instanceof Text text ? text.bytes() : null;
    }

    /** The text with one char for each byte, so that nothing is lost; null for NIL and lists. */
    default @Nullable String string() {
        byte[] bytes = bytes();
        return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The text in capitals, empty for NIL and lists; for keywords. */
    default String keyword() {
        String text = string();
        return text == null ? "" : text.toUpperCase(Locale.ROOT);
    }

    /** The number, or {@code -1} for what is none or does not fit. */
    default long number() {
        String text = string();
        if (text == null || text.isEmpty() || text.length() > 19) {
            return -1;
        }
        try {
            return Math.max(-1, Long.parseLong(text));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The members of a list; none for NIL and texts. */
    default List<Value> items() {
        return this instanceof Items items ? items.values() : List.of();
    }

    /** The member of a list at that place, NIL where there is none. */
    default Value item(int index) {
        List<Value> items = items();
        return index < items.size() ? items.get(index) : Nil.NIL;
    }
}
