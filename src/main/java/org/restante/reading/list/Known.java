package org.restante.reading.list;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.restante.mail.MessageSummary;

/**
 * The rows of summaries that are still the same objects. They hold nothing that the summary does
 * not, and go with it: at the latest when its account's sessions end.
 */
final class Known {

    /** One's language, zone and day, and whether the sender or the recipients are shown. */
    record Manner(Dates.Manner dates, boolean ownMail) {}

    /**
     * A message as a list shows it.
     *
     * @param group what the rows of its day are gathered under
     * @param underDay the row under the heading of its day
     */
    record Shown(Manner manner, String group, String groupDate, Row row, Row underDay) {}

    private static final int MOST = 50_000;

    // by identity
    private final Cache<MessageSummary, Shown> rows =
            Caffeine.newBuilder().weakKeys().maximumSize(MOST).build();

    Shown shown(MessageSummary message, Manner manner, Rows maker) {
        Shown known = rows.getIfPresent(message);
        if (known == null || !known.manner().equals(manner)) {
            known = maker.shown(message, manner);
            rows.put(message, known);
        }
        return known;
    }
}
