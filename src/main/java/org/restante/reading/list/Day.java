package org.restante.reading.list;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Uid;

/**
 * Rows of a list that belong to one day or one longer while ago.
 *
 * @param label as in {@code Today}, empty where the list is not in the order of time
 * @param date the day written out, empty for more than a day
 */
public record Day(String label, String date, List<Row> rows) {

    /** Whether that message is among them. */
    public boolean holds(@Nullable Uid uid) {
        return uid != null && rows.stream().anyMatch(row -> row.uid().equals(uid));
    }
}
