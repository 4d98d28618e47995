package org.restante.reading.list;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an address says of the list that is wanted, not read yet. What makes no sense is passed
 * over; only a page that is no number is an error, as the reader would wait for another one.
 */
public record Viewed(
        @Nullable String filter,
        @Nullable String sort,
        @Nullable String q,
        @Nullable Integer page,
        @Nullable String until) {

    public View view() {
        Map<String, String> values = new HashMap<>();
        put(values, "filter", filter);
        put(values, "sort", sort);
        put(values, "q", q);
        put(values, "page", page);
        put(values, "until", until);
        return View.of(values);
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }
}
