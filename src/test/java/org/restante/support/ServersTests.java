package org.restante.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersTests {
    private static final byte[] MESSAGE =
            "From: a@posthaste.example\r\nSubject: One\r\n\r\nHello ☂\r\n"
                    .getBytes(StandardCharsets.UTF_8);

    private GreenMailServer greenMail;

    Stream<MailServer> servers() {
        greenMail = greenMail == null ? GreenMailServer.start() : greenMail;
        return DovecotServer.missing().isEmpty()
                ? Stream.of(DovecotServer.shared(), greenMail)
                : Stream.of(greenMail);
    }

    @AfterAll
    void stop() {
        greenMail.close();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void keepsWhatWasAppended(MailServer server) {
        String user = server.newUser();
        server.append(
                user,
                "日本 & Ünïcode",
                MESSAGE,
                List.of("\\Seen", "$Forwarded"),
                ZonedDateTime.now());

        try (RawImap imap = server.connect(user)) {
            assertThat(imap.mailboxes())
                    .contains("INBOX", "Drafts", "Sent", "Junk", "Trash", "Archive")
                    .contains("日本 & Ünïcode");
            imap.select("日本 & Ünïcode");
            long uid = imap.search("ALL").getFirst();
            assertThat(imap.flags(uid)).contains("\\Seen", "$Forwarded");
            assertThat(imap.message(uid)).isEqualTo(MESSAGE);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void speaksTlsWithOurCertificate(MailServer server) {
        String user = server.newUser();
        try (RawImap imap = RawImap.connectTls(server.host(), server.imapsPort())) {
            imap.login(user, "letter-box-1");
            assertThat(imap.count("INBOX")).isZero();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void delivers(MailServer server) throws Exception {
        String from = server.newUser();
        String to = server.newUser();
        MailTransport.send(server, from, List.of(to, "far@away.example"), MESSAGE);

        Thread.sleep(300);
        try (RawImap imap = server.connect(to)) {
            assertThat(imap.count("INBOX")).isOne();
        }
        assertThat(server.sent())
                .anySatisfy(
                        sent -> {
                            assertThat(sent.recipients()).contains("far@away.example");
                            assertThat(sent.text()).contains("Hello");
                        });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void tellsTheQuota(MailServer server) {
        String user = server.newUser();
        server.setQuota(user, 100);
        try (RawImap imap = server.connect(user)) {
            assertThat(imap.command("GETQUOTAROOT INBOX").lines())
                    .anyMatch(line -> line.matches("\\* QUOTA .*\\(STORAGE \\d+ 100\\)"));
        }
    }

    @Test
    void masksCapabilitiesAndEscapesTheSeparator() {
        Instant start = Instant.now();
        try (DovecotServer server =
                DovecotServer.with().without("CONDSTORE", "QRESYNC").separator('.').start()) {
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            String user = server.newUser();
            try (RawImap imap = server.connect(user)) {
                assertThat(imap.capabilities())
                        .contains("MOVE", "QUOTA", "COMPRESS=DEFLATE")
                        .doesNotContain("CONDSTORE", "QRESYNC");
                imap.createIfAbsent("Work.R/D");
                assertThat(imap.mailboxes()).contains("Work.R/D");
            }
            assertThat(server.log()).doesNotContain("Error");
        }
    }

    @Test
    void limitsConnections() {
        try (DovecotServer server = DovecotServer.with().connectionsPerUser(1).start()) {
            String user = server.newUser();
            try (RawImap first = server.connect(user)) {
                assertThat(first.count("INBOX")).isZero();
                assertThatThrownBy(() -> server.connect(user)).hasMessageContaining("LIMIT");
            }
        }
    }

    @Test
    void countsExchangesAndBreaksOnDemand() {
        try (MailServer server = GreenMailServer.start();
                ImapProxy proxy = new ImapProxy(server)) {
            String user = server.newUser();
            try (RawImap imap = RawImap.connect(proxy.host(), proxy.port())) {
                imap.login(user, "letter-box-1");
                proxy.reset();
                imap.command("NOOP");
                imap.count("INBOX");
                assertThat(proxy.count()).isEqualTo(2);
                assertThat(proxy.exchanges().get(1).clientLines().getFirst()).contains("STATUS");

                proxy.delay(ImapProxy.Direction.FROM_SERVER, Duration.ofMillis(150));
                Instant start = Instant.now();
                imap.command("NOOP");
                assertThat(Duration.between(start, Instant.now()))
                        .isGreaterThan(Duration.ofMillis(140));

                proxy.cutAfter(ImapProxy.Direction.FROM_SERVER, 3);
                assertThatThrownBy(() -> imap.command("NOOP"))
                        .isInstanceOf(UncheckedIOException.class);
            }
            proxy.refuse();
            assertThatThrownBy(() -> RawImap.connect(proxy.host(), proxy.port()))
                    .hasMessageContaining("refused");
            proxy.heal();
            try (RawImap again = RawImap.connect(proxy.host(), proxy.port())) {
                assertThat(again.greeting()).startsWith("* OK");
            }
        }
    }
}
