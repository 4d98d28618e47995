package org.restante.reading.list;

import java.util.List;
import org.restante.mail.SearchKey;
import org.restante.settings.Viewer;

/** Understands what somebody typed into the search box; the module {@code search} does. */
public interface Queries {

    Asked read(String text, Viewer viewer);

    /**
     * What was understood.
     *
     * @param parts in their order
     * @param fields where words were looked for, by the last part of their keys in the bundles
     * @param problems what could not be understood, in sentences for the reader
     */
    record Asked(SearchKey key, List<Part> parts, List<String> fields, List<String> problems) {

        public static final Asked NOTHING =
                new Asked(SearchKey.all(), List.of(), List.of(), List.of());
    }

    /**
     * One part of a query.
     *
     * @param operator as the reader may write it, empty for a word
     * @param rest the query without this part
     */
    record Part(String operator, String value, boolean not, String rest) {}
}
