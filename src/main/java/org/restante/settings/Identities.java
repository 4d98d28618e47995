package org.restante.settings;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** As whom users write, by the address that they signed in with. */
@Component
public class Identities {

    private final JdbcClient sql;

    Identities(JdbcClient sql) {
        this.sql = sql;
    }

    public Identity of(String address) {
        return sql.sql(
                        """
                        SELECT name, reply_to, signature, bcc_self, receipts, hold
                          FROM identity WHERE address = :address
                        """)
                .param("address", key(address))
                .query(
                        (row, number) ->
                                new Identity(
                                        row.getString("name"),
                                        row.getString("reply_to"),
                                        row.getString("signature"),
                                        row.getBoolean("bcc_self"),
                                        row.getBoolean("receipts"),
                                        row.getInt("hold")))
                .optional()
                .orElse(Identity.UNSAID);
    }

    void save(String address, Identity identity) {
        Integer hold = identity.hold();
        sql.sql(
                        """
                        INSERT INTO identity
                            (address, name, reply_to, signature, bcc_self, receipts, hold)
                        VALUES
                            (:address, :name, :replyTo, :signature, :bccSelf, :receipts, :hold)
                        ON CONFLICT (address) DO UPDATE
                           SET name = excluded.name, reply_to = excluded.reply_to,
                               signature = excluded.signature, bcc_self = excluded.bcc_self,
                               receipts = excluded.receipts, hold = excluded.hold
                        """)
                .param("address", key(address))
                .param("name", identity.name())
                .param("replyTo", identity.replyTo())
                .param("signature", identity.signature())
                .param("bccSelf", identity.bccSelf())
                .param("receipts", identity.receipts())
                .param("hold", hold == null ? Identity.HOLDS.get(1) : hold)
                .update();
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
