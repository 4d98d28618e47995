package org.restante.admin;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may enter /admin. */
@Service
class Administrators {

    private record Known(Administrator who, String hash) {}

    private final JdbcTemplate sql;
    private final Passwords passwords;

    Administrators(JdbcTemplate sql, Passwords passwords) {
        this.sql = sql;
        this.passwords = passwords;
    }

    List<Administrator.Listed> all() {
        return sql.query(
                "SELECT id, name, created_at, signed_in_at FROM administrator ORDER BY lower(name)",
                (row, number) ->
                        new Administrator.Listed(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                instant(row.getObject(4, OffsetDateTime.class))));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
        return moment == null ? null : moment.toInstant();
    }

    /** Who has that name and password; takes as long where there is nobody of the name. */
    Optional<Administrator> find(String name, String password) {
        Known known = named(name);
        boolean right = passwords.matches(password, known == null ? null : known.hash());
        return known != null && right ? Optional.of(known.who()) : Optional.empty();
    }

    void changePassword(Administrator administrator, String password) {
        String hash = passwords.hash(password);
        sql.update("UPDATE administrator SET password = ? WHERE id = ?", hash, administrator.id());
    }

    /** Removes the administrator and ends their sessions; never the last one. */
    @Transactional
    public Optional<String> remove(UUID id) {
        alone();
        List<String> removed =
                sql.query(
                        "DELETE FROM administrator WHERE id = ?"
                                + " AND (SELECT count(*) FROM administrator) > 1 RETURNING name",
                        (row, number) -> row.getString(1),
                        id);
        return removed.stream().findFirst();
    }

    boolean isTaken(String name) {
        return named(name) != null;
    }

    Administrator add(String name, String hash) {
        Administrator added = new Administrator(UUID.randomUUID(), name);
        sql.update(
                "INSERT INTO administrator (id, name, password) VALUES (?, ?, ?)",
                added.id(),
                name,
                hash);
        return added;
    }

    boolean isNone() {
        return all().isEmpty();
    }

    /** Until the transaction ends nobody else adds or removes an administrator. */
    void alone() {
        sql.execute("LOCK TABLE administrator IN SHARE ROW EXCLUSIVE MODE");
    }

    private @Nullable Known named(String name) {
        if (name.length() > NewAdministrator.LONGEST_NAME || name.indexOf('\0') >= 0) {
            return null;
        }
        return sql
                .query(
                        "SELECT id, name, password FROM administrator"
                                + " WHERE lower(name) = lower(?)",
                        (row, number) ->
                                new Known(
                                        new Administrator(
                                                row.getObject(1, UUID.class), row.getString(2)),
                                        row.getString(3)),
                        name)
                .stream()
                .findFirst()
                .orElse(null);
    }
}
