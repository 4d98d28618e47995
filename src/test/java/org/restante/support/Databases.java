package org.restante.support;

import ch.qos.logback.classic.Level;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL, one server per JVM: embedded binaries, or a container where Docker is present
 * and {@code -Drestante.containers=true} asks for it.
 */
public final class Databases {
    private static final AtomicInteger number = new AtomicInteger();
    private static Server server;
    private static Database shared;
    private static RuntimeException failure;

    private Databases() {}

    /** Where one database is, and who may enter. */
    public record Database(String url, String user, String password) {

        /** As the application's own properties. */
        public Map<String, Object> properties() {
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("spring.datasource.url", url);
            properties.put("spring.datasource.username", user);
            properties.put("spring.datasource.password", password);
            return properties;
        }
    }

    private interface Server extends AutoCloseable {
        Database database(String name);

        @Override
        void close();
    }

    /** One database that every caller of this JVM shares. */
    public static synchronized Database shared() {
        if (shared == null) {
            shared = fresh();
        }
        return shared;
    }

    /** A new, empty database of the same server. */
    public static synchronized Database fresh() {
        String name = "restante_" + number.incrementAndGet();
        Database admin = server().database("postgres");
        try (var connection =
                        DriverManager.getConnection(admin.url(), admin.user(), admin.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        return server().database(name);
    }

    /** Stops the server early; the end of the JVM does the same. */
    public static synchronized void stop() {
        if (server != null) {
            server.close();
        }
        server = null;
        shared = null;
    }

    /** Why there is no database on this machine; starts the server to find out. */
    static synchronized Optional<String> missing() {
        try {
            server();
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("PostgreSQL did not start: " + firstLine(e));
        }
    }

    static Optional<String> dockerMissing() {
        try {
            return DockerClientFactory.instance().isDockerAvailable()
                    ? Optional.empty()
                    : Optional.of("no Docker engine answers");
        } catch (RuntimeException e) {
            return Optional.of("no Docker engine answers: " + firstLine(e));
        }
    }

    private static Server server() {
        if (failure != null) {
            throw failure;
        }
        if (server == null) {
            try {
                boolean container =
                        Boolean.getBoolean("restante.containers") && dockerMissing().isEmpty();
                server = container ? container() : embedded();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return server;
    }

    private static Server embedded() {
        quiet("io.zonky.test");
        try {
            Path data = Files.createTempDirectory("restante-postgres");
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder()
                            .setOverrideWorkingDirectory(binaries().toFile())
                            .setDataDirectory(data.resolve("data"))
                            .setCleanDataDirectory(true)
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(Duration.ofSeconds(30))
                            // the same collation on every machine, whatever its locales
                            .setLocaleConfig("locale", "C")
                            .setLocaleConfig("locale-provider", "builtin")
                            .setLocaleConfig("builtin-locale", "C.UTF-8")
                            .setServerConfig("fsync", "off")
                            .setServerConfig("full_page_writes", "off")
                            .setServerConfig("max_connections", "200")
                            .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                            .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return new Server() {
                {
                    Cleanup.atExit(this);
                }

                @Override
                public Database database(String name) {
                    return new Database(postgres.getJdbcUrl("postgres", name), "postgres", "");
                }

                @Override
                public void close() {
                    try {
                        postgres.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } finally {
                        Cleanup.deleteTree(data);
                    }
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The unpacked binaries outlive the JVM, because unpacking takes longer than starting. */
    private static Path binaries() throws IOException {
        Path parent =
                Files.exists(Path.of("pom.xml"))
                        ? Path.of("target")
                        : Path.of(System.getProperty("java.io.tmpdir"));
        return Files.createDirectories(parent.toAbsolutePath().resolve("postgres-binaries"));
    }

    private static Server container() {
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18");
        postgres.start();
        return new Server() {
            {
                Cleanup.atExit(this);
            }

            @Override
            public Database database(String name) {
                String url =
                        "jdbc:postgresql://%s:%d/%s"
                                .formatted(
                                        postgres.getHost(),
                                        postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                                        name);
                return new Database(url, postgres.getUsername(), postgres.getPassword());
            }

            @Override
            public void close() {
                postgres.stop();
            }
        };
    }

    private static void quiet(String logger) {
        if (LoggerFactory.getLogger(logger) instanceof ch.qos.logback.classic.Logger chatty) {
            chatty.setLevel(Level.WARN);
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
