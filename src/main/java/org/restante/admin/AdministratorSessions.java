package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Component;

/** Sessions of administrators: rows of their own, over after half an hour without a request. */
@Component
class AdministratorSessions {

    private static final String USE =
            """
            UPDATE administrator_session s SET used_at = now()
              FROM administrator a
             WHERE s.token_hash = ? AND a.id = s.administrator_id
               AND s.used_at > now() - interval '30 minutes'
               AND s.started_at > now() - interval '12 hours'
            RETURNING a.id, a.name, s.zone
            """;

    private final JdbcTemplate sql;
    private final CsrfTokenRepository csrf;

    AdministratorSessions(
            JdbcTemplate sql, @Qualifier("administratorTokens") CsrfTokenRepository csrf) {
        this.sql = sql;
        this.csrf = csrf;
    }

    /** Whose session the token opens; that is a use of it. */
    Optional<Administrator.Present> use(Token token) {
        List<Administrator.Present> found =
                sql.query(
                        USE,
                        (row, number) ->
                                new Administrator.Present(
                                        new Administrator(
                                                row.getObject(1, UUID.class), row.getString(2)),
                                        ZoneId.of(row.getString(3))),
                        token.hash());
        return found.stream().findFirst();
    }

    /** Whether there is or was such a session not long ago. */
    boolean isKnown(Token token) {
        return Boolean.TRUE.equals(
                sql.queryForObject(
                        "SELECT EXISTS (SELECT 1 FROM administrator_session WHERE token_hash = ?)",
                        Boolean.class,
                        token.hash()));
    }

    /** Begins a session under a new token, whatever was there before. */
    void begin(
            Administrator administrator,
            ZoneId zone,
            HttpServletRequest request,
            HttpServletResponse response) {
        endRow(request);
        sql.update("DELETE FROM administrator_session WHERE used_at < now() - interval '1 day'");
        Token token = Token.random();
        sql.update(
                "INSERT INTO administrator_session (token_hash, administrator_id, zone)"
                        + " VALUES (?, ?, ?)",
                token.hash(),
                administrator.id(),
                zone.getId());
        sql.update(
                "UPDATE administrator SET signed_in_at = now() WHERE id = ?", administrator.id());
        AdminCookie.write(token, request, response);
        csrf.saveToken(csrf.generateToken(request), request, response);
    }

    void end(HttpServletRequest request, HttpServletResponse response) {
        endRow(request);
        AdminCookie.clear(request, response);
    }

    /** Ends the administrator's other sessions, whose password may be known to somebody. */
    void endOthers(Administrator administrator, HttpServletRequest request) {
        Token own = AdminCookie.read(request);
        sql.update(
                "DELETE FROM administrator_session WHERE administrator_id = ? AND token_hash <> ?",
                administrator.id(),
                own == null ? new byte[32] : own.hash());
    }

    private void endRow(HttpServletRequest request) {
        Token token = AdminCookie.read(request);
        if (token != null) {
            sql.update("DELETE FROM administrator_session WHERE token_hash = ?", token.hash());
        }
    }
}
