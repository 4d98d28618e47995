package org.restante.reading.list;

import java.util.Arrays;
import java.util.Locale;
import org.restante.mail.Flag;
import org.restante.mail.SearchKey;

/** Which messages of a folder are listed. */
public enum Filter {
    ALL,
    UNREAD,
    FLAGGED,
    FILES;

    /** As in an address and in the keys of the messages. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Filter of(String key) {
        return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst().orElse(ALL);
    }

    SearchKey searchKey() {
        return switch (this) {
            case ALL -> SearchKey.all();
            case UNREAD -> new SearchKey.Not(new SearchKey.Has(Flag.SEEN));
            case FLAGGED -> new SearchKey.Has(Flag.FLAGGED);
            case FILES -> new SearchKey.WithFile();
        };
    }
}
