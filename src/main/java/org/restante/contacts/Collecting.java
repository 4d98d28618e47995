package org.restante.contacts;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Whether an owner agreed that addresses they write to are kept by themselves. */
@Service
class Collecting {

    private final JdbcClient sql;

    Collecting(JdbcClient sql) {
        this.sql = sql;
    }

    /** What the owner chose; empty where nobody asked yet, which is no consent. */
    Optional<Boolean> choice(String owner) {
        return sql.sql("SELECT collects FROM contact_collecting WHERE owner = :owner")
                .param("owner", owner)
                .query(Boolean.class)
                .optional();
    }

    boolean isAgreed(String owner) {
        return choice(owner).orElse(false);
    }

    void choose(String owner, boolean collects) {
        sql.sql(
                        """
                        INSERT INTO contact_collecting (owner, collects) VALUES (:owner, :collects)
                            ON CONFLICT (owner) DO UPDATE SET collects = excluded.collects
                        """)
                .param("owner", owner)
                .param("collects", collects)
                .update();
    }
}
