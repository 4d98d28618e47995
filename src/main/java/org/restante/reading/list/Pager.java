package org.restante.reading.list;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the list is shown.
 *
 * @param page from 1, the newest
 * @param last the number of pages, at least 1
 * @param from the first row's place in the list, from 1; 0 where there is none
 * @param more whether a search may find more than it has so far
 */
public record Pager(int page, int last, long from, long to, long total, boolean more) {

    /** How many rows stand before that page; the mailbox knows where its list ends. */
    static long offset(int page, int rows) {
        return (long) (Math.max(1, page) - 1) * rows;
    }

    static Pager of(long offset, int shown, long total, int rows, boolean more) {
        return new Pager(
                pageOf(offset + 1, rows),
                (int) Math.max(1, Math.ceilDiv(total, rows)),
                shown == 0 ? 0 : offset + 1,
                offset + shown,
                total,
                more);
    }

    /** The page on which a message stands, by its place in the list, counted from 1. */
    public static int pageOf(long position, int rows) {
        return (int) (Math.max(0, position - 1) / rows) + 1;
    }

    public @Nullable Integer newest() {
        return page > 2 ? 1 : null;
    }

    public @Nullable Integer newer() {
        return page > 1 ? page - 1 : null;
    }

    public @Nullable Integer older() {
        return page < last ? page + 1 : null;
    }

    public @Nullable Integer oldest() {
        return page < last - 1 && !more ? last : null;
    }
}
