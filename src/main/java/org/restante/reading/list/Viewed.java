package org.restante.reading.list;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an address says of the list that is wanted, not read yet: nothing that it can say is an
 * error, what makes no sense is passed over.
 */
public record Viewed(
        @Nullable String filter,
        @Nullable String sort,
        @Nullable String q,
        @Nullable String page,
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

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
