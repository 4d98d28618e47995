package org.restante.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a message must be like to be found, in the words of RFC 9051, section 6.4.4. */
public sealed interface SearchKey {

    /** Every message. */
    static SearchKey all() {
        return new All();
    }

    /** Every message. */
    record All() implements SearchKey {}

    /** Messages that have the flag. */
    record Has(Flag flag) implements SearchKey {}

    /** Messages with somebody's text in that field, in any case. */
    record Text(Field field, String text) implements SearchKey {}

    /**
     * Messages with a header field of that name that holds the text.
     *
     * @param name as in a header, ASCII letters and hyphens only
     */
    record Header(String name, String text) implements SearchKey {

        public Header {
            if (!name.matches("[A-Za-z-]+")) {
                throw new IllegalArgumentException("not the name of a header field");
            }
        }
    }

    /** Messages of more octets. */
    record Larger(long octets) implements SearchKey {}

    /** Messages of fewer octets. */
    record Smaller(long octets) implements SearchKey {}

    /**
     * Messages that the server took before that day of the reader's.
     *
     * @param start when that day begins where the reader is
     */
    record Before(LocalDate day, Instant start) implements SearchKey {}

    /** Messages that the server took on that day of the reader's or later. */
    record Since(LocalDate day, Instant start) implements SearchKey {}

    /** Just these. */
    record Among(UidSet uids) implements SearchKey {}

    /**
     * Messages to which somebody attached a file. IMAP has no such key: it is told from each
     * message's structure, and may stand alone, in {@link And} and in {@link Not} only.
     */
    record WithFile() implements SearchKey {}

    /** Messages that are like each of these. */
    record And(List<SearchKey> keys) implements SearchKey {}

    /** Messages that are like one of these or like the other. */
    record Or(SearchKey one, SearchKey other) implements SearchKey {}

    /** Messages that are not like that. */
    record Not(SearchKey key) implements SearchKey {}

    /** Where a text is looked for. */
    enum Field {
        FROM,
        TO,
        CC,
        BCC,
        SUBJECT,
        BODY,
        TEXT
    }

    /** All of them together, without what says nothing. */
    static SearchKey and(List<SearchKey> keys) {
        List<SearchKey> all = new ArrayList<>();
        for (SearchKey key : keys) {
            if (key instanceof And and) {
                all.addAll(and.keys());
            } else if (!(key instanceof All)) {
                all.add(key);
            }
        }
        return switch (all.size()) {
            case 0 -> all();
            case 1 -> all.getFirst();
            default -> new And(List.copyOf(all));
        };
    }

    /** Any of them; there must be one at least. */
    static SearchKey or(List<SearchKey> keys) {
        return keys.reversed().stream().reduce((last, key) -> new Or(key, last)).orElseThrow();
    }

    /** The keys that this one is made of by {@link And}. */
    default List<SearchKey> members() {
        return this instanceof And and ? and.keys() : List.of(this);
    }

    /** Whether this key or one inside it is like that. */
    default boolean any(Predicate<SearchKey> like) {
        return like.test(this)
                || switch (this) {
                    case And and -> and.keys().stream().anyMatch(key -> key.any(like));
                    case Or or -> or.one().any(like) || or.other().any(like);
                    case Not not -> not.key().any(like);
                    default -> false;
                };
    }

    /** Whether the server must read messages for it, which takes long. */
    default boolean readsTexts() {
        return any(
                key ->
                        key instanceof Text text
                                && (text.field() == Field.BODY || text.field() == Field.TEXT));
    }

    /** Whether what it finds changes with the messages' flags. */
    default boolean tellsFlags() {
        return any(key -> key instanceof Has);
    }

    /** Whether it asks for files, or for none. */
    default boolean asksForFiles() {
        return any(key -> key instanceof WithFile);
    }

    /** Whether a text in it cannot be written in ASCII. */
    default boolean beyondAscii() {
        return any(key -> key instanceof Text text && text.text().chars().anyMatch(c -> c > 127));
    }
}
