package org.restante.admin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Links by which somebody becomes an administrator, each once and within a day. */
@Service
class Invitations {

    private static final String VALID =
            " WHERE token_hash = ? AND expires_at > now()"
                    + " AND (invited_by IS NOT NULL OR NOT EXISTS (SELECT FROM administrator))";

    private final JdbcTemplate sql;
    private final Administrators administrators;
    private final Passwords passwords;

    Invitations(JdbcTemplate sql, Administrators administrators, Passwords passwords) {
        this.sql = sql;
        this.administrators = administrators;
        this.passwords = passwords;
    }

    /** What came of an invitation. */
    sealed interface Outcome {

        record Welcome(Administrator administrator) implements Outcome {}

        record NameTaken() implements Outcome {}

        record Gone() implements Outcome {}
    }

    /** The first administrator's link, in place of any earlier one; empty where there is one. */
    @Transactional
    public Optional<Token> first() {
        administrators.alone();
        sql.update("DELETE FROM administrator_invitation WHERE invited_by IS NULL");
        return administrators.isNone() ? Optional.of(make(null)) : Optional.empty();
    }

    Token by(Administrator inviting) {
        sql.update("DELETE FROM administrator_invitation WHERE expires_at < now()");
        return make(inviting.name());
    }

    private Token make(@Nullable String by) {
        Token token = Token.random();
        sql.update(
                "INSERT INTO administrator_invitation (token_hash, invited_by, expires_at)"
                        + " VALUES (?, ?, now() + interval '24 hours')",
                token.hash(),
                by);
        return token;
    }

    boolean isValid(Token token) {
        return Boolean.TRUE.equals(
                sql.queryForObject(
                        "SELECT EXISTS (SELECT FROM administrator_invitation" + VALID + ")",
                        Boolean.class,
                        token.hash()));
    }

    /** Uses the link up and makes the administrator; of several who try, one succeeds. */
    @Transactional
    public Outcome accept(Token token, String name, String hash) {
        administrators.alone();
        if (sql.update("DELETE FROM administrator_invitation" + VALID, token.hash()) == 0) {
            return new Outcome.Gone();
        }
        if (administrators.isTaken(name)) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return new Outcome.NameTaken();
        }
        return new Outcome.Welcome(administrators.add(name, hash));
    }

    /** Slow, and so done before anybody waits for the table. */
    String hash(String password) {
        return passwords.hash(password);
    }
}
