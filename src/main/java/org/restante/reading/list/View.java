package org.restante.reading.list;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What of a folder is listed, and which page of it. It is in every address of a list, and in one
 * hidden field of each form; whatever of it is not ours to read is left out.
 *
 * @param q what is searched for, as it was typed
 * @param page from 1
 * @param until the UID down to which a long search has come, 0 where it has not begun
 */
public record View(Filter filter, Sort sort, String q, int page, long until) {

    /** The newest messages of all. */
    public static final View PLAIN = new View(Filter.ALL, Sort.NEWEST, "", 1, 0);

    /** More is no search that people type, and an address must stay one. */
    private static final int LONGEST = 500;

    public View {
        q = clean(q);
        page = Math.max(1, page);
        until = until > 0xFFFF_FFFFL ? 0 : Math.max(0, until);
    }

    /** In one line; half a character at its end would be no text that can be sent. */
    private static String clean(String q) {
        String line =
                q.codePoints()
                        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                        .map(c -> Character.isISOControl(c) ? ' ' : c)
                        .limit(LONGEST)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return line.strip();
    }

    /** Reads what {@link #query()} wrote, with or without its question mark. */
    public static View parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        String text = query.startsWith("?") ? query.substring(1) : query;
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return of(values);
    }

    static View of(Map<String, String> values) {
        return new View(
                Filter.of(values.getOrDefault("filter", "")),
                Sort.of(values.getOrDefault("sort", "")),
                values.getOrDefault("q", ""),
                (int) Math.min(Integer.MAX_VALUE, number(values.getOrDefault("page", ""))),
                number(values.getOrDefault("until", "")));
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,10}") ? Long.parseLong(text) : 0;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** What an address needs to come back here: empty, or from the question mark on. */
    public String query() {
        String query =
                parameters().entrySet().stream()
                        .map(entry -> entry.getKey() + '=' + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** By the names that they have in an address, without those that say nothing. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (filter != Filter.ALL) {
            parameters.put("filter", filter.key());
        }
        if (sort != Sort.NEWEST) {
            parameters.put("sort", sort.key());
        }
        if (!q.isEmpty()) {
            parameters.put("q", q);
        }
        if (page > 1) {
            parameters.put("page", Integer.toString(page));
        }
        if (until > 0) {
            parameters.put("until", Long.toString(until));
        }
        return parameters;
    }

    /** Whether it is the folder as it is: all of it, the newest first. */
    public boolean isPlain() {
        return filter == Filter.ALL && sort == Sort.NEWEST && q.isEmpty();
    }

    /** Whether it lists all messages of the folder, in whatever order. */
    public boolean isWhole() {
        return filter == Filter.ALL && q.isEmpty();
    }

    public boolean isSearch() {
        return !q.isEmpty();
    }

    public View at(int newPage) {
        return new View(filter, sort, q, newPage, until);
    }

    public View until(long newUntil) {
        return new View(filter, sort, q, page, newUntil);
    }

    public View with(Filter newFilter) {
        return new View(newFilter, sort, q, 1, 0);
    }

    public View with(Sort newSort) {
        return new View(filter, newSort, q, 1, until);
    }

    public View with(String newQ) {
        return new View(filter, sort, newQ, 1, 0);
    }
}
