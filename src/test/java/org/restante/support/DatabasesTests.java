package org.restante.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@WithDatabase
@SpringJUnitConfig
class DatabasesTests {
    @Value("${spring.datasource.url}")
    String url;

    @Test
    void givesEachContextADatabaseOfItsOwn() throws SQLException {
        Databases.Database other = Databases.fresh();
        assertThat(other.url()).isNotEqualTo(url);
        try (Connection connection =
                        DriverManager.getConnection(url, other.user(), other.password());
                var rows =
                        connection
                                .createStatement()
                                .executeQuery("SELECT lower('ÄÖÜ'), version()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).isEqualTo("äöü");
            assertThat(rows.getString(2)).startsWith("PostgreSQL 18");
        }
    }
}
