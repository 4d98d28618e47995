package org.restante.settings;

import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether users are asked to confirm that they have read a message (RFC 8098). */
@Component
public class ReceiptPreferences {

    private final JdbcClient sql;

    ReceiptPreferences(JdbcClient sql) {
        this.sql = sql;
    }

    /** They are, until they say that they never want to be. */
    public boolean asks(String owner) {
        return sql.sql("SELECT asks FROM receipt_preference WHERE owner = :owner")
                .param("owner", owner.toLowerCase(Locale.ROOT))
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    /** Keeps what a user wants. */
    public void save(String owner, boolean asks) {
        sql.sql(
                        """
                        INSERT INTO receipt_preference (owner, asks) VALUES (:owner, :asks)
                        ON CONFLICT (owner) DO UPDATE SET asks = excluded.asks
                        """)
                .param("owner", owner.toLowerCase(Locale.ROOT))
                .param("asks", asks)
                .update();
    }
}
