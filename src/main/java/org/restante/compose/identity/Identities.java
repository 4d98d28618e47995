package org.restante.compose.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The identities of each user, by the address that they signed in with. */
@Component
public class Identities {

    /** How many one user can have. */
    static final int MOST = 50;

    private final JdbcClient sql;

    Identities(JdbcClient sql) {
        this.sql = sql;
    }

    /** All of them, never none; new messages begin with the first. */
    public List<Identity> of(String owner) {
        List<Identity> all =
                sql.sql(
                                """
                                SELECT id, address, name, reply_to, signature, signature_html, bcc_self
                                  FROM identity WHERE owner = :owner ORDER BY place, id
                                """)
                        .param("owner", Identity.key(owner))
                        .query(Identities::identity)
                        .list();
        return all.isEmpty() ? List.of(Identity.unsaid(owner)) : all;
    }

    private static Identity identity(ResultSet row, int number) throws SQLException {
        return new Identity(
                row.getObject("id", UUID.class),
                row.getString("address"),
                row.getString("name"),
                row.getString("reply_to"),
                row.getString("signature"),
                row.getString("signature_html"),
                row.getBoolean("bcc_self"));
    }

    Optional<Identity> find(String owner, UUID id) {
        return of(owner).stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /**
     * Adds it behind the others, or changes the one with that id; false where there are too many.
     */
    @Transactional
    boolean save(String owner, Identity identity) {
        List<Identity> before = of(owner);
        boolean isNew = before.stream().noneMatch(one -> one.id().equals(identity.id()));
        if (isNew && before.size() >= MOST) {
            return false;
        }
        Identity unsaid = Identity.unsaid(owner);
        if (isNew && before.equals(List.of(unsaid))) {
            write(owner, unsaid); // which has held until now, and goes on to
        }
        write(owner, identity);
        return true;
    }

    private void write(String owner, Identity identity) {
        sql.sql(
                        """
                        INSERT INTO identity (id, owner, address, name, reply_to, signature,
                                              signature_html, bcc_self, place)
                        VALUES (:id, :owner, :address, :name, :replyTo, :signature, :html, :bccSelf,
                                (SELECT coalesce(max(place), 0) + 1
                                   FROM identity WHERE owner = :owner))
                        ON CONFLICT (id) DO UPDATE
                           SET address = excluded.address, name = excluded.name,
                               reply_to = excluded.reply_to, signature = excluded.signature,
                               signature_html = excluded.signature_html,
                               bcc_self = excluded.bcc_self
                         WHERE identity.owner = excluded.owner
                        """)
                .param("id", identity.id())
                .param("owner", Identity.key(owner))
                .param("address", identity.address())
                .param("name", identity.name())
                .param("replyTo", identity.replyTo())
                .param("signature", identity.signature())
                .param("html", identity.html())
                .param("bccSelf", identity.bccSelf())
                .update();
    }

    /** New messages begin with this one from now on. */
    @Transactional
    void prefer(String owner, UUID id) {
        sql.sql(
                        """
                        UPDATE identity
                           SET place = (SELECT min(place) - 1 FROM identity WHERE owner = :owner)
                         WHERE owner = :owner AND id = :id
                        """)
                .param("owner", Identity.key(owner))
                .param("id", id)
                .update();
    }

    void remove(String owner, UUID id) {
        sql.sql("DELETE FROM identity WHERE owner = :owner AND id = :id")
                .param("owner", Identity.key(owner))
                .param("id", id)
                .update();
    }
}
