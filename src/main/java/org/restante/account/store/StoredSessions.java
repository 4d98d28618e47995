package org.restante.account.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.store.SessionJson.UnreadableSession;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The sessions of mailbox users of all nodes, as rows.
 *
 * <p>A row is named by its primary key and never by the session's id, which is what the browser's
 * cookie proves itself with.
 */
public final class StoredSessions {

    private static final String SELECT =
            """
            SELECT s.primary_id, s.principal_name, s.creation_time, s.last_access_time,
                   a.attribute_bytes
              FROM spring_session s
              LEFT JOIN spring_session_attributes a
                ON a.session_primary_id = s.primary_id AND a.attribute_name = ?
             WHERE s.principal_name IS NOT NULL AND s.expiry_time >= ?\
            """;

    /** Each session lasts equally long after its last use, so this is their order of use. */
    private static final String ORDER =
            " ORDER BY s.expiry_time DESC, s.primary_id LIMIT ? OFFSET ?";

    private static final String COUNT =
            "SELECT count(*) FROM spring_session s"
                    + " WHERE s.principal_name IS NOT NULL AND s.expiry_time >= ?";

    private final JdbcTemplate sql;
    private final CachedSessions<?> cached;

    StoredSessions(JdbcTemplate sql, CachedSessions<?> cached) {
        this.sql = sql;
        this.cached = cached;
    }

    /**
     * One row.
     *
     * @param used exact to a minute
     * @param signedIn null where the row cannot be read
     */
    public record Row(
            UUID id, String address, Instant since, Instant used, @Nullable SignedIn signedIn) {}

    /** The rows most recently used first, of addresses that begin so or end so after "@". */
    public List<Row> find(String text, int offset, int limit) {
        List<Object> values = new ArrayList<>(List.of(SignedIn.NAME, now()));
        String where = where(text, values);
        values.add(limit);
        values.add(offset);
        return sql.query(
                SELECT + where + ORDER,
                (row, number) ->
                        new Row(
                                UUID.fromString(row.getString(1).strip()),
                                row.getString(2),
                                Instant.ofEpochMilli(row.getLong(3)),
                                Instant.ofEpochMilli(row.getLong(4)),
                                read(row.getBytes(5))),
                values.toArray());
    }

    public long count(String text) {
        List<Object> values = new ArrayList<>(List.of(now()));
        Long count = sql.queryForObject(COUNT + where(text, values), Long.class, values.toArray());
        return count == null ? 0 : count;
    }

    /** Ends one session; returns whose it was, or null where there is none. */
    public @Nullable String end(UUID id) {
        return deleted("primary_id = ?", id.toString()).stream().findFirst().orElse(null);
    }

    /** Ends all sessions of the address; returns how many there were. */
    public int endAll(String address) {
        return deleted("principal_name = ?", address.replace("\0", "")).size();
    }

    private List<String> deleted(String which, String value) {
        return sql.query(
                "DELETE FROM spring_session WHERE principal_name IS NOT NULL AND "
                        + which
                        + " RETURNING session_id, principal_name",
                (row, number) -> {
                    cached.forget(row.getString(1).strip());
                    return row.getString(2);
                },
                value);
    }

    private static String where(String text, List<Object> values) {
        String wanted = text.replace("\0", "").strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return "";
        }
        if (wanted.startsWith("@")) {
            values.add(pattern(new StringBuilder(wanted).reverse().toString()));
            return " AND reverse(lower(s.principal_name)) LIKE ?";
        }
        values.add(pattern(wanted));
        return " AND lower(s.principal_name) LIKE ?";
    }

    /** What begins so; what LIKE takes for more than itself is taken for itself. */
    private static String pattern(String start) {
        return start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static long now() {
        return System.currentTimeMillis();
    }

    private static @Nullable SignedIn read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return SessionJson.read(bytes) instanceof SignedIn signedIn ? signedIn : null;
        } catch (UnreadableSession e) {
            return null;
        }
    }
}
