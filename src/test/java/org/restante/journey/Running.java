package org.restante.journey;

import java.net.InetAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.restante.Restante;
import org.restante.admin.FirstAdministrator;
import org.restante.support.Cleanup;
import org.restante.support.Databases;
import org.restante.support.DemoMailbox;
import org.restante.support.DovecotServer;
import org.restante.support.GreenMailServer;
import org.restante.support.ImapProxy;
import org.restante.support.MailServer;
import org.restante.support.Missing;
import org.restante.support.RawImap;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The application on a free port, started once per JVM over a real PostgreSQL. It serves several
 * mail domains: one on Dovecot, one on GreenMail, each behind an {@link ImapProxy} that counts and
 * breaks things, and a few whose server is not as it should be.
 */
public final class Running {
    public static final String PASSWORD = "letter-box-1";

    /** How long the application waits for a silent mail server. */
    public static final String SILENCE = "5s";

    private static final AtomicInteger users = new AtomicInteger();
    private static Running instance;

    private final Databases.Database database = Databases.fresh();
    private final Map<String, House> houses = new LinkedHashMap<>();
    private final List<String> rows = new ArrayList<>();
    private final String url;
    private final String invitation;

    /** A mail server with the domain that the application knows it by. */
    public record House(MailServer server, ImapProxy proxy, ImapProxy smtp, String domain) {

        /** A fresh account with an empty mailbox; its address is its login. */
        public String newUser() {
            String address = "reader" + users.incrementAndGet() + "@" + domain;
            server.createUser(address, PASSWORD);
            return address;
        }

        public RawImap connect(String address) {
            return server.connect(address);
        }

        /** A folder's name with this server's separator between the levels. */
        public String name(String... levels) {
            return DemoMailbox.name(List.of(levels), server.separator());
        }

        @Override
        public String toString() {
            return server.name();
        }
    }

    public static synchronized Running get() {
        if (instance == null) {
            instance = new Running();
        }
        return instance;
    }

    private Running() {
        migrate();
        house("green.example", GreenMailServer.start());
        if (DovecotServer.missing().isEmpty()) {
            DovecotServer dovecot =
                    DovecotServer.with()
                            .extra(NO_LOGIN + "submission_max_mail_size = 8M\n")
                            .start();
            house("posthaste.example", dovecot);
            row("untrusted.example", "localhost", dovecot.imapsPort(), "IMPLICIT", 25);
            house("single.example", DovecotServer.with().connectionsPerUser(1).start());
            house("untold.example", DovecotServer.with().without("NOTIFY").start());
            house("prefix.example", DovecotServer.with().separator('.').prefix("INBOX.").start());
        }
        rows.add(WITH_POP.formatted(configured().proxy().host(), configured().proxy().port()));
        rows.forEach(this::update);
        String[] settings =
                Stream.concat(
                                database.properties().entrySet().stream(),
                                settings().entrySet().stream())
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new);
        var context = new SpringApplicationBuilder(Restante.class).run(settings);
        Cleanup.afterSpring();
        invitation =
                context.getBean(FirstAdministrator.class)
                        .link()
                        .map(link -> link.substring(link.indexOf("/admin/")))
                        .orElseThrow();
        url = "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.port", 0);
        settings.put("restante.mail.domain", configured().domain());
        settings.put("restante.mail.imap.host", configured().proxy().host());
        settings.put("restante.mail.imap.port", configured().proxy().port());
        settings.put("restante.mail.imap.tls", "plain");
        settings.put("restante.mail.smtp.host", configured().smtp().host());
        settings.put("restante.mail.smtp.port", configured().smtp().port());
        settings.put("restante.mail.smtp.tls", "plain");
        settings.put("restante.outbox.master-key", MASTER_KEY);
        settings.put("restante.outbox.retries", "1s,1s");
        settings.put("restante.outbox.hold", "3s");
        settings.put("restante.imap.read", SILENCE);
        settings.put("restante.imap.exchange", "40s");
        return settings;
    }

    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    /** Accounts of this name exist, and may not sign in. */
    private static final String NO_LOGIN =
            """
            passdb {
              driver = static
              username_filter = disabled*
              args = nopassword=y nologin=y
            }
            """;

    /** The configured domain's mail server under another name, with all kinds of security. */
    private static final String WITH_POP =
            """
            INSERT INTO mail_domain
                (domain, imap_host, imap_port, imap_tls, smtp_host, smtp_port, smtp_tls,
                 pop3_host, pop3_port, pop3_tls)
            VALUES ('pop.example', '%s', %d, 'PLAIN', 'smtp.pop.example', 587, 'STARTTLS',
                    'pop.pop.example', 995, 'IMPLICIT')
            """;

    /** Where the application answers, without a slash at the end. */
    public String url() {
        return url;
    }

    /** The path of the first administrator's link, as the log told it; it works once. */
    public String invitation() {
        return invitation;
    }

    public Visitor visitor() {
        return new Visitor(url);
    }

    /** Dovecot; ends the calling test where there is none. */
    public House dovecot() {
        DovecotServer.missing().ifPresent(Missing::abort);
        return houses.get("posthaste.example");
    }

    public House greenMail() {
        return houses.get("green.example");
    }

    /** Dovecot that lets each user have one connection only. */
    public House single() {
        DovecotServer.missing().ifPresent(Missing::abort);
        return houses.get("single.example");
    }

    /** Dovecot that tells of the open mailbox only. */
    public House untold() {
        DovecotServer.missing().ifPresent(Missing::abort);
        return houses.get("untold.example");
    }

    /** Dovecot that has every folder below INBOX, with dots between the levels. */
    public House prefixed() {
        DovecotServer.missing().ifPresent(Missing::abort);
        return houses.get("prefix.example");
    }

    /** A domain that offers POP too; mail is read over its IMAP. */
    public House withPop() {
        return new House(
                configured().server(), configured().proxy(), configured().smtp(), "pop.example");
    }

    /** Whatever of Dovecot and GreenMail this machine can run; says so where one is missing. */
    public List<House> houses() {
        if (DovecotServer.missing().isPresent()) {
            System.out.println("not run on Dovecot: " + DovecotServer.missing().get());
            if ("fail".equals(System.getProperty("restante.missing"))) {
                throw Missing.abort(DovecotServer.missing().get());
            }
            return List.of(greenMail());
        }
        return List.of(dovecot(), greenMail());
    }

    /** Rows of {@code spring_session} that belong to the address. */
    public int sessions(String address) {
        try (Connection connection = connection();
                PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT count(*) FROM spring_session WHERE principal_name = ?")) {
            query.setString(1, address);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getInt(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one whose domain is in the configuration, not in the database. */
    public House configured() {
        return houses.getOrDefault("posthaste.example", houses.get("green.example"));
    }

    private void house(String domain, MailServer server) {
        ImapProxy proxy = new ImapProxy(server);
        ImapProxy smtp = new ImapProxy(server.host(), server.smtpPort());
        houses.put(domain, new House(server, proxy, smtp, domain));
        if (!domain.equals("posthaste.example")) {
            row(domain, proxy.host(), proxy.port(), "PLAIN", smtp.port());
        }
    }

    private void row(String domain, String host, int port, String tls, int smtp) {
        rows.add(
                """
                INSERT INTO mail_domain
                    (domain, imap_host, imap_port, imap_tls, smtp_host, smtp_port, smtp_tls)
                VALUES ('%s', '%s', %d, '%s', '%s', %d, 'PLAIN')
                """
                        .formatted(
                                domain,
                                host,
                                port,
                                tls,
                                InetAddress.getLoopbackAddress().getHostAddress(),
                                smtp));
    }

    private void migrate() {
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .load()
                .migrate();
    }

    /** Changes the database as another node or a pair of hands would. */
    public void update(String statement) {
        try (Connection connection = connection();
                var update = connection.createStatement()) {
            update.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }
}
