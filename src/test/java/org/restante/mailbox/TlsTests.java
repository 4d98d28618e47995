package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.MailboxName;
import org.restante.mail.Tls;
import org.restante.support.Certificate;
import org.restante.support.DovecotServer;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** TLS as an administrator sets it up; whom Java trusts is a matter of the whole JVM. */
@Requires(Requirement.DOVECOT)
public class TlsTests {

    /** Not compiled with the tests: spring-boot:test-run looks for the only main among them. */
    private static final String MAIN =
            """
            void main(String[] args) throws Exception {
                org.restante.mailbox.TlsTests.Probe.probe(args);
            }
            """;

    @TempDir Path folder;

    private final DovecotServer server = DovecotServer.shared();

    @Test
    void implicitTlsAndStartTlsWorkWithACertificateThatIsTrusted() throws Exception {
        Path trusted = folder.resolve("trusted.p12");
        Certificate.write(Certificate.localhost().trustStore(), trusted);
        String trust = "-Djavax.net.ssl.trustStore=" + trusted;

        assertThat(probe("localhost", server.imapsPort(), Tls.IMPLICIT, trust))
                .isEqualTo("0 there");
        assertThat(probe("localhost", server.imapPort(), Tls.STARTTLS, trust)).isEqualTo("0 there");
    }

    @Test
    void aCertificateOfNobodyIsRefused() throws Exception {
        assertThat(probe("localhost", server.imapsPort(), Tls.IMPLICIT))
                .isEqualTo("CERTIFICATE_WRONG");
        assertThat(probe("localhost", server.imapPort(), Tls.STARTTLS))
                .isEqualTo("CERTIFICATE_WRONG");
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        Path trusted = folder.resolve("trusted.p12");
        Certificate.write(Certificate.localhost().trustStore(), trusted);
        String trust = "-Djavax.net.ssl.trustStore=" + trusted;

        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 imap.other.example\n");

        assertThat(
                        probe(
                                "imap.other.example",
                                server.imapsPort(),
                                Tls.IMPLICIT,
                                trust,
                                "-Djdk.net.hosts.file=" + hosts))
                .isEqualTo("CERTIFICATE_WRONG");
    }

    private String probe(String host, int port, Tls tls, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        if (options.length > 0) {
            command.add("-Djavax.net.ssl.trustStorePassword=" + Certificate.STORE_PASSWORD);
        }
        String own = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", own)));
        command.add(Files.writeString(folder.resolve("Main.java"), MAIN).toString());
        command.addAll(List.of(host, "" + port, tls.name(), server.newUser()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out.strip().lines().reduce("", (before, line) -> line);
    }

    /** Counts the messages of an empty INBOX in a JVM of its own. */
    public static final class Probe {
        private Probe() {}

        public static void probe(String[] args) throws IOException {
            MailServer server =
                    new MailServer(
                            args[0], Integer.parseInt(args[1]), Tls.valueOf(args[2]), false, 1);
            try {
                long count =
                        Engine.sessions()
                                .signIn(
                                        new MailAccount(server, args[3]),
                                        Engine.credential(args[3]))
                                .in(MailboxName.INBOX, OpenMailbox::exists);
                System.out.println(count + " there");
            } catch (MailException e) {
                System.out.println(e.problem());
            }
            System.exit(0);
        }
    }
}
