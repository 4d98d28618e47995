package org.restante.reading.list;

import java.util.List;

/**
 * What a search says of itself.
 *
 * @param chips the parts of the query, each with the list without it
 * @param fields where words were looked for
 * @param problems sentences about what could not be understood
 * @param looked how many of the newest messages were looked at
 * @param further the address that looks further, empty where all was looked at or the page is full
 * @param sorted whether all of it is in order
 * @param understood whether the server could read the words
 */
public record Searched(
        List<Chip> chips,
        List<String> fields,
        List<String> problems,
        long looked,
        long of,
        String further,
        boolean sorted,
        boolean understood) {

    /** Of a list that was not searched for. */
    static final Searched NOTHING =
            new Searched(List.of(), List.of(), List.of(), 0, 0, "", true, true);

    public boolean isPartial() {
        return looked < of;
    }

    /**
     * One part of the query.
     *
     * @param without the address of the list without it
     */
    public record Chip(String operator, String value, boolean not, String without) {}
}
