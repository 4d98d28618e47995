package org.restante.compose.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** For how long each user can take a message back. */
@Component
public class Holds {

    /** The seconds to choose from. */
    static final List<Integer> CHOICES = List.of(5, 10, 20, 30);

    private final JdbcClient sql;

    Holds(JdbcClient sql) {
        this.sql = sql;
    }

    /** Empty where the user has not said it, and the installation counts. */
    public Optional<Duration> of(String owner) {
        return sql.sql("SELECT seconds FROM hold WHERE owner = :owner")
                .param("owner", Identity.key(owner))
                .query(Integer.class)
                .optional()
                .map(Duration::ofSeconds);
    }

    void save(String owner, int seconds) {
        sql.sql(
                        """
                        INSERT INTO hold (owner, seconds) VALUES (:owner, :seconds)
                        ON CONFLICT (owner) DO UPDATE SET seconds = excluded.seconds
                        """)
                .param("owner", Identity.key(owner))
                .param("seconds", seconds)
                .update();
    }
}
