package org.restante.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;

/** What may stand before a colon. */
enum Operator {
    FROM,
    TO,
    CC,
    SUBJECT,
    BODY,
    HAS,
    IS,
    LARGER,
    SMALLER,
    BEFORE,
    AFTER,
    ON;

    /** By its English name or by one in the reader's language; empty where it is just a word. */
    static Optional<Operator> of(String name, MessageSource words, Locale locale) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(one -> one.key().equals(wanted) || one.isCalled(wanted, words, locale))
                .findFirst();
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean isCalled(String wanted, MessageSource words, Locale locale) {
        String names = words.getMessage("search.operator." + key(), null, "", locale);
        return names != null && Arrays.asList(names.split("[ ,]+")).contains(wanted);
    }
}
