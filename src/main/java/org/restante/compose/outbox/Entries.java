package org.restante.compose.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Copy;
import org.restante.compose.outbox.Entry.State;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code outbox}: each change of state is one statement that names the state before. */
@Component
class Entries {

    private static final String UNDONE = " AND state IN ('HELD', 'FAILED', 'UNCERTAIN')";

    private final JdbcClient sql;

    Entries(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Puts a message into the outbox, once.
     *
     * @return false where it is there already and has not failed
     */
    boolean hold(Entry entry) {
        int held =
                sql.sql(
                                """
                                INSERT INTO outbox (id, owner, domain, username, state, due, later,
                                    mailbox, uid_validity, uid, credential)
                                VALUES (:id, :owner, :domain, :username, 'HELD', :due, :later,
                                    :mailbox, :validity, :uid, :credential)
                                ON CONFLICT (id) DO UPDATE
                                   SET state = 'HELD', due = excluded.due, later = excluded.later,
                                       mailbox = excluded.mailbox, uid = excluded.uid,
                                       uid_validity = excluded.uid_validity,
                                       credential = excluded.credential, failure = NULL, code = 0,
                                       changed_at = now()
                                 WHERE outbox.owner = excluded.owner
                                   AND outbox.state = 'FAILED'
                                """)
                        .param("id", entry.id())
                        .param("owner", entry.owner())
                        .param("domain", entry.domain())
                        .param("username", entry.username())
                        .param("due", time(entry.due()))
                        .param("later", entry.later())
                        .param("mailbox", entry.mailbox().toPath())
                        .param("validity", entry.copy().uidValidity().value())
                        .param("uid", entry.copy().uid().value())
                        .param("credential", entry.credential())
                        .update();
        return held == 1;
    }

    /** Takes back what was not begun yet, or failed; false where it is too late. */
    boolean takeBack(String owner, UUID id) {
        return sql.sql("DELETE FROM outbox WHERE id = :id AND owner = :owner" + UNDONE)
                        .param("id", id)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    /** Whether it is to be sent now at once and not when its time has come. */
    boolean hasten(String owner, UUID id, Instant due) {
        return sql.sql(
                                """
                                UPDATE outbox SET due = :due, later = false, changed_at = now()
                                 WHERE id = :id AND owner = :owner AND state = 'HELD'
                                """)
                        .param("due", time(due))
                        .param("id", id)
                        .param("owner", owner)
                        .update()
                == 1;
    }

    /** Begins to send it: whoever began before can end it no more. */
    Optional<Entry> claim(UUID id) {
        return sql.sql(
                        """
                        UPDATE outbox
                           SET state = 'SENDING', attempt = attempt + 1, changed_at = now()
                         WHERE id = :id AND state IN ('HELD', 'SENDING') AND due <= now()
                        RETURNING *
                        """)
                .param("id", id)
                .query(Entries::entry)
                .optional();
    }

    /** The point of no return; false where somebody else has claimed it meanwhile. */
    boolean ending(Entry entry) {
        return move(entry, State.SENDING, State.ENDING, null, 0, false);
    }

    void sent(Entry entry) {
        move(entry, State.ENDING, State.SENT, null, 0, false);
    }

    void uncertain(Entry entry) {
        move(entry, State.ENDING, State.UNCERTAIN, "UNCERTAIN", 0, true);
    }

    /** It was not sent, and will not be. */
    void failed(Entry entry, String failure, int code) {
        // the server's refusal may be its answer to the end
        if (!move(entry, State.SENDING, State.FAILED, failure, code, true)) {
            move(entry, State.ENDING, State.FAILED, failure, code, true);
        }
    }

    /** It was not sent, and will be tried again. */
    void again(Entry entry, String failure, int code, Instant due) {
        for (State before : List.of(State.SENDING, State.ENDING)) {
            sql.sql(
                            """
                            UPDATE outbox
                               SET state = 'HELD', failure = :failure, code = :code, due = :due,
                                   changed_at = now()
                             WHERE id = :id AND attempt = :attempt AND state = :before
                            """)
                    .param("failure", failure)
                    .param("code", code)
                    .param("due", time(due))
                    .param("id", entry.id())
                    .param("attempt", entry.attempt())
                    .param("before", before.name())
                    .update();
        }
    }

    private boolean move(
            Entry entry,
            State before,
            State after,
            @Nullable String failure,
            int code,
            boolean forget) {
        return sql.sql(
                                """
                                UPDATE outbox
                                   SET state = :after, failure = :failure, code = :code,
                                       credential = CASE WHEN :forget THEN NULL
                                                         ELSE credential END,
                                       changed_at = now()
                                 WHERE id = :id AND attempt = :attempt AND state = :before
                                """)
                        .param("after", after.name())
                        .param("failure", failure)
                        .param("code", code)
                        .param("forget", forget)
                        .param("id", entry.id())
                        .param("attempt", entry.attempt())
                        .param("before", before.name())
                        .update()
                == 1;
    }

    /** Its copy is among the sent messages. */
    void filed(UUID id) {
        sql.sql(
                        """
                        UPDATE outbox
                           SET filed = true, failure = NULL, credential = NULL, changed_at = now()
                         WHERE id = :id
                        """)
                .param("id", id)
                .update();
    }

    /** Its copy could not be put among the sent messages, for now or for good. */
    void notFiled(UUID id, String failure, boolean forget) {
        sql.sql(
                        """
                        UPDATE outbox
                           SET failure = :failure, changed_at = now(),
                               credential = CASE WHEN :forget THEN NULL ELSE credential END
                         WHERE id = :id
                        """)
                .param("failure", failure)
                .param("forget", forget)
                .param("id", id)
                .update();
    }

    Optional<Entry> find(UUID id) {
        return sql.sql("SELECT * FROM outbox WHERE id = :id")
                .param("id", id)
                .query(Entries::entry)
                .optional();
    }

    /** What the owner may have to be told of, the next due first. */
    List<Entry> open(String owner) {
        return sql.sql(
                        """
                        SELECT * FROM outbox
                         WHERE owner = :owner AND NOT (state = 'SENT' AND filed)
                         ORDER BY due, id LIMIT 200
                        """)
                .param("owner", owner)
                .query(Entries::entry)
                .list();
    }

    /** What should have been done by then, in case nobody is going to. */
    List<UUID> overdue(Instant by) {
        return sql.sql(
                        """
                        SELECT id FROM outbox
                         WHERE due < :by AND changed_at < :by
                           AND (state IN ('HELD', 'SENDING', 'ENDING')
                                OR (state = 'SENT' AND NOT filed AND credential IS NOT NULL))
                         LIMIT 500
                        """)
                .param("by", time(by))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** That a message was sent is remembered for as long as a page may still try. */
    int forget(Instant before) {
        return sql.sql("DELETE FROM outbox WHERE state = 'SENT' AND changed_at < :before")
                .param("before", time(before))
                .update();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("domain"),
                row.getString("username"),
                State.valueOf(row.getString("state")),
                row.getObject("due", OffsetDateTime.class).toInstant(),
                row.getBoolean("later"),
                row.getInt("attempt"),
                MailboxName.ofPath(row.getString("mailbox")),
                new Copy(new UidValidity(row.getLong("uid_validity")), new Uid(row.getLong("uid"))),
                row.getString("credential"),
                row.getString("failure"),
                row.getInt("code"),
                row.getBoolean("filed"));
    }
}
