package org.restante.reading.list;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the list is shown.
 *
 * @param page from 1, the newest
 * @param last the number of pages, at least 1
 * @param from the first row's place in the list, from 1; 0 where there is none
 */
public record Pager(int page, int last, long from, long to, long total) {

    static final int ROWS = 50;

    /** How many newer messages stand before that page; the mailbox knows where its list ends. */
    static long offset(int page) {
        return (long) (Math.max(1, page) - 1) * ROWS;
    }

    static Pager of(long offset, int rows, long total) {
        int page = (int) (offset / ROWS) + 1;
        return new Pager(page, last(total), rows == 0 ? 0 : offset + 1, offset + rows, total);
    }

    /** The page on which a message stands, by its place from the newest, counted from 1. */
    public static int pageOf(long position) {
        return (int) (Math.max(0, position - 1) / ROWS) + 1;
    }

    private static int last(long total) {
        return (int) Math.max(1, Math.ceilDiv(total, ROWS));
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
        return page < last - 1 ? last : null;
    }
}
