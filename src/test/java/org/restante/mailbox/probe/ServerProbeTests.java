package org.restante.mailbox.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.mail.Credential;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.restante.support.Certificate;
import org.restante.support.DovecotServer;
import org.restante.support.GreenMailServer;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** The probe against real servers, and against some that are not as they should be. */
class ServerProbeTests {

    private static final Credential NOBODY = new Credential("nobody", "secret-of-nobody");

    private final ServerProbe probe = probe(Certificate.localhost());
    private final ServerProbe strict = new ServerProbe(null, patience());
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ServerSocket listener;

    private static ServerProbe.Patience patience() {
        return new ServerProbe.Patience(Duration.ofMillis(1500), Duration.ofSeconds(3));
    }

    private static ServerProbe probe(Certificate trusted) {
        return new ServerProbe(trusted.trustStore(), patience());
    }

    private static MailServer server(String host, int port, Tls tls) {
        return new MailServer(host, port, tls, false, 3);
    }

    @AfterEach
    void stop() throws IOException {
        if (listener != null) {
            listener.close();
        }
    }

    private static Result result(Report report, Step step) {
        return report.results().stream()
                .filter(one -> one.step() == step)
                .findFirst()
                .orElseThrow();
    }

    private static Finding finding(Report report, Step step) {
        return result(report, step).finding();
    }

    @Nested
    @Requires(Requirement.DOVECOT)
    class Dovecot {

        @Test
        void dovecotOverTlsPassesEachStep() {
            DovecotServer dovecot = DovecotServer.shared();
            String user = dovecot.newUser();
            Credential credential = new Credential(user, dovecot.users().get(user));
            Report report =
                    probe.probe(
                            Protocol.IMAP,
                            server("localhost", dovecot.imapsPort(), Tls.IMPLICIT),
                            credential);
            assertThat(report.results())
                    .extracting(Result::finding)
                    .containsExactly(
                            Finding.NAME_FOUND,
                            Finding.CONNECTED,
                            Finding.PROTECTED,
                            Finding.GREETED,
                            Finding.ABLE,
                            Finding.SIGNED_IN);
            assertThat(result(report, Step.TLS).found())
                    .contains("TLSv1.3", "CN=localhost", "127.0.0.1");
            assertThat(result(report, Step.TLS).number()).isBetween(360L, 366L);
            assertThat(result(report, Step.SIGN_IN).found()).contains("IDLE", "NOTIFY", "QRESYNC");
            assertThat(report.outcome()).isEqualTo(Finding.Outcome.GOOD);

            Report started =
                    probe.probe(
                            Protocol.IMAP,
                            server("localhost", dovecot.imapPort(), Tls.STARTTLS),
                            NOBODY);
            assertThat(started.results())
                    .extracting(Result::step)
                    .containsExactly(
                            Step.NAME,
                            Step.CONNECTION,
                            Step.GREETING,
                            Step.TLS,
                            Step.CAPABILITIES,
                            Step.SIGN_IN);
            assertThat(finding(started, Step.TLS)).isEqualTo(Finding.PROTECTED);
            assertThat(finding(started, Step.SIGN_IN)).isEqualTo(Finding.NOT_LET_IN);
        }
    }

    @Test
    void greenMailSpeaksAllThree() {
        GreenMailServer green = GreenMailServer.start();
        Report imap =
                probe.probe(
                        Protocol.IMAP, server(green.host(), green.imapPort(), Tls.PLAIN), NOBODY);
        assertThat(finding(imap, Step.TLS)).isEqualTo(Finding.UNPROTECTED);
        assertThat(finding(imap, Step.SIGN_IN)).isEqualTo(Finding.NOT_LET_IN);
        Report smtp =
                probe.probe(Protocol.SMTP, server(green.host(), green.smtpPort(), Tls.PLAIN), null);
        assertThat(finding(smtp, Step.GREETING)).isEqualTo(Finding.GREETED);
        assertThat(finding(smtp, Step.SIGN_IN)).isEqualTo(Finding.NOBODY_TO_SIGN_IN);
        Report wrong =
                probe.probe(Protocol.POP3, server(green.host(), green.smtpPort(), Tls.PLAIN), null);
        assertThat(finding(wrong, Step.GREETING)).isEqualTo(Finding.NOT_THIS_PROTOCOL);
    }

    @Test
    void nothingIsSaidToAServerWhoseCertificateIsRefused() throws Exception {
        int port = secure(Certificate.localhost(), "* OK ready");
        assertThat(tls(strict, "localhost", port)).isEqualTo(Finding.SELF_SIGNED);
        assertThat(tls(probe, "127.0.0.2", port)).isEqualTo(Finding.WRONG_HOST);
        assertThat(heard).isEmpty();
        assertThat(tls(probe, "localhost", port)).isEqualTo(Finding.PROTECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "-400, -1, EXPIRED",
        "1, 400, NOT_YET_VALID",
        "-10, 9, ENDS_SOON",
        "-10, 40, PROTECTED"
    })
    void theDaysOfACertificateCount(int from, int until, Finding finding) throws Exception {
        Certificate certificate =
                Certificate.localhost(Duration.ofDays(from), Duration.ofDays(until).plusHours(1));
        int port = secure(certificate, "* OK ready");
        assertThat(tls(probe(certificate), "localhost", port)).isEqualTo(finding);
        assertThat(heard.isEmpty()).isEqualTo(finding.outcome() == Finding.Outcome.FAILED);
    }

    private Finding tls(ServerProbe probe, String host, int port) {
        Report report = probe.probe(Protocol.IMAP, server(host, port, Tls.IMPLICIT), NOBODY);
        Result tls = result(report, Step.TLS);
        if (tls.finding().outcome() == Finding.Outcome.FAILED) {
            assertThat(finding(report, Step.SIGN_IN)).isEqualTo(Finding.NOT_TRIED);
            assertThat(tls.found()).contains("CN=localhost", "localhost");
        }
        return tls.finding();
    }

    @Test
    void namesAndPortsThatAreNotThere() throws Exception {
        Report unknown =
                probe.probe(
                        Protocol.IMAP, server("no-such-host.invalid", 993, Tls.IMPLICIT), NOBODY);
        assertThat(finding(unknown, Step.NAME)).isIn(Finding.NAME_UNKNOWN, Finding.NAME_SLOW);
        assertThat(finding(unknown, Step.CONNECTION)).isEqualTo(Finding.NOT_TRIED);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Report closed = probe.probe(Protocol.IMAP, server("127.0.0.1", port, Tls.IMPLICIT), NOBODY);
        assertThat(finding(closed, Step.CONNECTION)).isEqualTo(Finding.REFUSED);
    }

    @Test
    void starttlsCannotBeStrippedAndNoPasswordLeaves() throws Exception {
        int port = plain("* OK hello", "* CAPABILITY IMAP4rev1\r\np1 OK done");
        Report report = probe.probe(Protocol.IMAP, server("127.0.0.1", port, Tls.STARTTLS), NOBODY);
        assertThat(finding(report, Step.TLS)).isEqualTo(Finding.STARTTLS_MISSING);
        assertThat(String.join("", heard)).doesNotContain("LOGIN", "AUTH", "secret");

        listener.close();
        port =
                plain(
                        "* OK hello",
                        "* CAPABILITY IMAP4rev1 STARTTLS\r\np1 OK done",
                        "p2 OK go on\r\n* OK [ALERT] injected");
        report = probe.probe(Protocol.IMAP, server("127.0.0.1", port, Tls.STARTTLS), NOBODY);
        assertThat(finding(report, Step.TLS)).isEqualTo(Finding.SPOKE_BEFORE_TLS);
    }

    @Test
    void whatAServerSaysIsShortAndVisible() throws Exception {
        int port = plain("* BYE <b>\u001b[31m\u202Egnp.exe\u0000 " + "x".repeat(1500));
        Report report = probe.probe(Protocol.IMAP, server("127.0.0.1", port, Tls.PLAIN), NOBODY);
        Result greeting = result(report, Step.GREETING);
        assertThat(greeting.finding()).isEqualTo(Finding.TURNED_AWAY);
        assertThat(greeting.found().getFirst())
                .startsWith("<b>[31mgnp.exe xxx")
                .endsWith("x…")
                .hasSizeLessThan(170);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aFloodOrSilenceEndsInTime(int kind) throws Exception {
        int port = plain(kind == 1 ? "* OK " + "y".repeat(3_000_000) : "");
        long start = System.nanoTime();
        Report report = probe.probe(Protocol.IMAP, server("127.0.0.1", port, Tls.PLAIN), NOBODY);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(finding(report, Step.GREETING))
                .isIn(Finding.NOT_THIS_PROTOCOL, Finding.SILENT, Finding.TLS_WANTED);
        assertThat(finding(report, Step.SIGN_IN)).isEqualTo(Finding.NOT_TRIED);
    }

    @Test
    void aServerThatSaysOneOctetNowAndThenIsCutOff() throws Exception {
        listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Thread.ofVirtual().start(this::drip);
        long start = System.nanoTime();
        Report report =
                probe.probe(
                        Protocol.IMAP,
                        server("127.0.0.1", listener.getLocalPort(), Tls.PLAIN),
                        NOBODY);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(finding(report, Step.GREETING)).isEqualTo(Finding.SILENT);
    }

    private void drip() {
        try (Socket socket = listener.accept()) {
            socket.setSoTimeout(200);
            while (true) {
                socket.getOutputStream().write('x');
                try {
                    if (socket.getInputStream().read() < 0) {
                        return;
                    }
                } catch (java.net.SocketTimeoutException e) {
                    heard.add("waited");
                }
            }
        } catch (IOException e) {
            heard.add("gone");
        }
    }

    /** Says the first line at once and each further one after a line was heard. */
    private int plain(String... lines) throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        ServerSocket own = listener;
        Thread.ofVirtual().start(() -> serve(own, lines));
        return own.getLocalPort();
    }

    private int secure(Certificate certificate, String... lines) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.keyStore(), Certificate.STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        listener = context.getServerSocketFactory().createServerSocket(0);
        ServerSocket own = listener;
        Thread.ofVirtual().start(() -> serve(own, lines));
        return own.getLocalPort();
    }

    private void serve(ServerSocket own, String... lines) {
        while (!own.isClosed()) {
            try (Socket socket = own.accept()) {
                OutputStream out = socket.getOutputStream();
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8));
                for (String line : lines) {
                    if (!line.isEmpty()) {
                        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                        out.flush();
                    }
                    String said = in.readLine();
                    if (said == null) {
                        break;
                    }
                    heard.add(said);
                }
            } catch (IOException e) {
                continue; // the probe has seen enough
            }
        }
    }
}
