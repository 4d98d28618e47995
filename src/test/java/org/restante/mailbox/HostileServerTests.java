package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Tls;

/** Servers that never come to an end, announce what nobody wants, or stand between us and TLS. */
class HostileServerTests {

    private static final String GREETING =
            "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN PREVIEW] ready\r\n";
    private static final Duration READ = Duration.ofSeconds(3);
    private static final Duration EXCHANGE = Duration.ofSeconds(2);

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

    /** What the server does once the client has signed in and sent its first command. */
    @FunctionalInterface
    private interface Behaviour {
        void answer(Socket socket, String tag) throws IOException;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().trim();
    }

    /** So long, unless the client says something or goes. */
    private static boolean clientStaysFor(Socket socket, Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    private int listen(Behaviour behaviour) {
        return serve(
                socket -> {
                    write(socket, GREETING);
                    String tag = line(socket).split(" ")[0];
                    write(socket, "+ \r\n");
                    line(socket);
                    write(socket, tag + " OK [CAPABILITY IMAP4rev1 PREVIEW] in\r\n");
                    behaviour.answer(socket, line(socket).split(" ")[0]);
                });
    }

    /** One connection's whole life. */
    @FunctionalInterface
    private interface Life {
        void live(Socket socket) throws IOException;
    }

    private int serve(Life life) {
        try {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
            open.add(listener);
            Thread.ofVirtual()
                    .start(
                            () -> {
                                while (!listener.isClosed()) {
                                    try {
                                        Socket socket = listener.accept();
                                        open.add(socket);
                                        Thread.ofVirtual().start(() -> live(life, socket));
                                    } catch (IOException e) {
                                        // closed
                                    }
                                }
                            });
            return listener.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void live(Life life, Socket socket) {
        try (socket) {
            life.live(socket);
        } catch (IOException e) {
            // the client has had enough
        }
    }

    private MailSession session(int port) {
        return session(port, Tls.PLAIN);
    }

    /** Where the time is not what is tested, a busy machine may take it. */
    private MailSession patient(int port) {
        return session(port, Tls.PLAIN, Duration.ofSeconds(30));
    }

    private MailSession session(int port, Tls tls) {
        return session(port, tls, EXCHANGE);
    }

    private MailSession session(int port, Tls tls, Duration exchange) {
        MailboxSettings settings =
                new MailboxSettings(
                        READ,
                        READ,
                        exchange,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(45),
                        Duration.ofSeconds(1),
                        true);
        ImapSessions sessions =
                new ImapSessions(settings, (structure, head) -> "", new SimpleMeterRegistry());
        open.add(sessions::endAll);
        MailServer server = new MailServer("127.0.0.1", port, tls, false, 3);
        return sessions.signIn(
                new MailAccount(server, "ann"), new Credential("ann", Engine.PASSWORD));
    }

    private static void assertProblem(Problem problem, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        MailException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private static void page(MailSession session) {
        session.in(MailboxName.INBOX, box -> box.page(0, 50));
    }

    @Test
    void anEndlessDribbleIsCutByTheLimitOfTheExchange() {
        AtomicBoolean clientWentAway = new AtomicBoolean();
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, "* OK ");
                            try {
                                while (clientStaysFor(socket, Duration.ofMillis(50))) {
                                    write(socket, "x");
                                }
                            } finally {
                                clientWentAway.set(true);
                            }
                        });
        MailSession session = session(port);
        long start = System.nanoTime();
        assertProblem(Problem.SERVER_SILENT, () -> page(session));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(EXCHANGE.plusSeconds(10));
    }

    @Test
    void endlessUntaggedResponsesAreCut() {
        int port =
                listen(
                        (socket, tag) -> {
                            String many = "* 1 FETCH (UID 5 FLAGS (\\Seen))\r\n".repeat(1000);
                            while (true) {
                                write(socket, many);
                            }
                        });
        MailSession session = session(port);
        assertThatThrownBy(() -> page(session)).isInstanceOf(MailException.class);
    }

    @Test
    void endlessRowsTakeNoMoreThanTheirTime() {
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, "* 50 EXISTS\r\n" + tag + " OK x\r\n");
                            line(socket);
                            for (long uid = 1; ; uid++) {
                                write(socket, "* 7 FETCH (UID " + uid + " FLAGS ())\r\n");
                            }
                        });
        MailSession session = session(port);
        long start = System.nanoTime();
        assertThatThrownBy(() -> page(session)).isInstanceOf(MailException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(EXCHANGE.plusSeconds(20));
    }

    @Test
    void anEndlessLineIsCutBeforeItFillsTheMemory() {
        int port =
                listen(
                        (socket, tag) -> {
                            String much = "x".repeat(1 << 16);
                            while (true) {
                                write(socket, much);
                            }
                        });
        MailSession session = session(port);
        assertThatThrownBy(() -> page(session)).isInstanceOf(MailException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647", "2147483640", "2000000000", "100000000"})
    void aLiteralTooLargeForAnythingIsNotWaitedFor(String size) {
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, "* 1 FETCH (BODY[1] {" + size + "}\r\nabc");
                            line(socket);
                        });
        MailSession session = session(port);
        assertProblem(Problem.SERVER_CONFUSED, () -> page(session));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "9999999999999", "2147483648", "", "x", "0x10", "+3"})
    void aLiteralOfNoSizeIsJustText(String size) {
        int port =
                listen(
                        (socket, tag) -> {
                            write(
                                    socket,
                                    "* OK text {"
                                            + size
                                            + "}\r\n* 3 EXISTS\r\n"
                                            + tag
                                            + " OK x\r\n");
                            line(socket);
                        });
        MailSession session = session(port);
        Outcome outcome = outcome(() -> session.in(MailboxName.INBOX, OpenMailbox::exists));
        assertThat(outcome.failure() == null || outcome.failure() instanceof MailException)
                .isTrue();
    }

    private record Outcome(Object value, RuntimeException failure) {}

    private static Outcome outcome(Supplier<Object> work) {
        try {
            return new Outcome(work.get(), null);
        } catch (RuntimeException e) {
            return new Outcome(null, e);
        }
    }

    @Test
    void brokenBracketsAndBracesCostNoMoreThanTheirLength() {
        String nasty = "* 1 FETCH (" + "BODY[ ".repeat(200_000) + "{1 ".repeat(100_000) + "\r\n";
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, nasty + "* 3 EXISTS\r\n" + tag + " OK x\r\n");
                            line(socket);
                        });
        MailSession session = session(port);
        assertThat(session.in(MailboxName.INBOX, OpenMailbox::exists)).isEqualTo(3);
    }

    @Test
    void nothingButParenthesesIsCutBeforeItFillsTheMemory() {
        String nasty = "* X " + "(".repeat(12_000_000) + "\r\n";
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, nasty);
                            line(socket);
                        });
        MailSession session = patient(port);
        assertProblem(Problem.SERVER_CONFUSED, () -> page(session));
    }

    @Test
    void aNameOfNothingButSeparatorsDoesNotBecomeATreeOfThousands() {
        String name = "a/".repeat(20_000) + "a";
        int port =
                listen(
                        (socket, tag) -> {
                            write(
                                    socket,
                                    "* LIST () \"/\" \"" + name + "\"\r\n" + tag + " OK x\r\n");
                            String next = line(socket).split(" ")[0];
                            write(socket, next + " NO x\r\n");
                            line(socket);
                        });
        MailSession session = session(port);
        assertThat(session.with(account -> account.mailboxes().get()).mailboxes()).hasSize(2);
    }

    @Test
    void anInvitationThatNobodyAskedForIsNoAnswer() {
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, "+ go ahead\r\n");
                            line(socket);
                        });
        MailSession session = session(port);
        assertProblem(Problem.SERVER_CONFUSED, () -> page(session));
    }

    @Test
    void anAnswerToWhatNobodyAskedIsNoAnswer() {
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, "R999 OK x\r\n" + tag + " OK x\r\n");
                            line(socket);
                        });
        MailSession session = session(port);
        assertProblem(Problem.SERVER_CONFUSED, () -> page(session));
    }

    @Test
    void aServerThatReadsNothingDoesNotHoldUsForEver() {
        byte[] much = new byte[10 << 20];
        CountDownLatch ended = new CountDownLatch(1);
        open.add(ended::countDown);
        int port =
                listen(
                        (socket, tag) -> {
                            write(socket, tag + " OK x\r\n");
                            line(socket);
                            write(socket, "+ go\r\n");
                            await(ended);
                        });
        MailSession session = session(port);
        assertThatThrownBy(
                        () ->
                                session.with(
                                        account ->
                                                account.append(
                                                        MailboxName.INBOX,
                                                        Set.of(),
                                                        null,
                                                        new ByteArrayInputStream(much),
                                                        much.length)))
                .isInstanceOf(MailException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void withoutStartTlsNothingIsSaidInPlainText() {
        List<String> said = new CopyOnWriteArrayList<>();
        int port =
                serve(
                        socket -> {
                            write(socket, "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n");
                            for (String line = line(socket); !line.isEmpty(); line = line(socket)) {
                                said.add(line);
                            }
                        });
        assertProblem(Problem.ENCRYPTION_MISSING, () -> session(port, Tls.STARTTLS));
        assertThat(said).noneMatch(line -> line.contains("LOGIN") || line.contains("AUTH"));
    }

    @Test
    void aRefusedStartTlsEndsIt() {
        int port =
                serve(
                        socket -> {
                            write(socket, "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] x\r\n");
                            write(socket, line(socket).split(" ")[0] + " NO not now\r\n");
                            line(socket);
                        });
        assertThatThrownBy(() -> session(port, Tls.STARTTLS)).isInstanceOf(MailException.class);
    }

    /** CVE-2011-0411 and its kin: answers in plain text behind the OK must not count within TLS. */
    @Test
    void whatIsInjectedBehindTheAnswerToStartTlsIsNotBelieved() {
        List<String> said = new CopyOnWriteArrayList<>();
        int port =
                serve(
                        socket -> {
                            write(socket, "* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] x\r\n");
                            String tag = line(socket).split(" ")[0];
                            write(
                                    socket,
                                    tag
                                            + " OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n"
                                            + "A1 OK x\r\nA2 OK x\r\n+ \r\nA3 OK x\r\n");
                            for (String line = line(socket); !line.isEmpty(); line = line(socket)) {
                                said.add(line);
                            }
                        });
        assertThatThrownBy(() -> session(port, Tls.STARTTLS)).isInstanceOf(MailException.class);
        assertThat(said).noneMatch(line -> line.contains("LOGIN") || line.contains("AUTH"));
    }

    @Test
    void plainTextWhereTlsWasAgreedIsNoSignIn() {
        int port =
                serve(
                        socket -> {
                            write(socket, GREETING);
                            line(socket);
                        });
        assertProblem(Problem.ENCRYPTION_MISSING, () -> session(port, Tls.IMPLICIT));
    }

    @Test
    void nothingListensThere() throws IOException {
        int port;
        try (ServerSocket listener = new ServerSocket(0)) {
            port = listener.getLocalPort();
        }
        assertProblem(Problem.SERVER_UNREACHABLE, () -> session(port));
    }

    @Test
    void aServerThatNeverGreetsIsSilent() {
        int port = serve(socket -> line(socket));
        assertProblem(Problem.SERVER_SILENT, () -> session(port));
    }
}
