package org.restante.contacts;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page of the book.
 *
 * @param page from 1
 * @param total of all pages
 */
record Listing(List<Row> rows, int page, int total) {

    static final int SIZE = 50;

    private static final Pattern APART = Pattern.compile("[^\\p{L}\\p{N}]+");

    /**
     * A contact in a list.
     *
     * @param email where mail goes, or empty
     */
    record Row(
            UUID id,
            String display,
            String email,
            String organisation,
            boolean pictured,
            boolean collected,
            boolean blocked) {

        /** What stands for the picture where there is none. */
        public String initials() {
            return Listing.initials(display);
        }

        /** Whether the address says more than the name. */
        public boolean isNamed() {
            return !display.equals(email);
        }
    }

    static String initials(String display) {
        return APART.splitAsStream(display)
                .filter(word -> !word.isEmpty())
                .limit(2)
                .map(word -> Character.toString(word.codePointAt(0)))
                .collect(Collectors.joining())
                .toUpperCase(Locale.ROOT);
    }

    public int from() {
        return (page - 1) * SIZE + 1;
    }

    public int to() {
        return from() + rows.size() - 1;
    }

    public int last() {
        return pages(total);
    }

    static int pages(int total) {
        return Math.max(1, (total + SIZE - 1) / SIZE);
    }
}
