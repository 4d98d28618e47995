package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** The stream of signals as it comes over the line. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStreamTests {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Running running = Running.get();
    private final House house = running.dovecot();
    private final List<Listening> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Listening::close);
        opened.clear();
        house.proxy().heal();
    }

    /** A browser's connection to the stream. */
    private static final class Listening implements AutoCloseable {

        final List<String> lines = new CopyOnWriteArrayList<>();
        private final Socket socket;
        volatile boolean ended;

        Listening(String url, Map<String, String> cookies) throws IOException {
            URI address = URI.create(url);
            socket = new Socket(address.getHost(), address.getPort());
            String cookie =
                    cookies.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; "));
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("GET /live HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nCookie: "
                                    + cookie
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try (BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                    ended |= line.equals("0"); // the last chunk
                }
            } catch (IOException e) {
                // closed
            }
            ended = true;
        }

        void awaits(String part) {
            await(part)
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains(part)));
        }

        long count(String part) {
            return lines.stream().filter(line -> line.contains(part)).count();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                // it is gone
            }
        }
    }

    private Listening listen(Visitor visitor) throws IOException {
        Listening listening = new Listening(running.url(), visitor.cookies());
        opened.add(listening);
        return listening;
    }

    private static RawImap.Message mail(String subject) {
        return new RawImap.Message(Post.text(subject, "Hello."), List.of(), ZonedDateTime.now());
    }

    @Test
    void signalsNameMailboxesAndTellNothingOfTheMail() throws IOException {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Übung & Ernst");
            Listening stream = listen(running.visitor().signedIn(address));
            stream.awaits("{\"watch\":\"live\"}");
            stream.awaits("\"INBOX\":{\"state\":\"");
            assertThat(stream.lines).anyMatch(line -> line.startsWith("HTTP/1.1 200"));
            assertThat(stream.lines).contains("X-Accel-Buffering: no", "Cache-Control: no-store");

            imap.append("INBOX", List.of(mail("Secret words")));
            stream.awaits("\"messages\":1,\"unread\":1");
            imap.append("Übung & Ernst", List.of(mail("More of them")));
            stream.awaits("{\"Übung+~26~+Ernst\":{\"state\"");
            assertThat(stream.count("Secret")).isZero();
            assertThat(stream.count("More")).isZero();
            imap.command("CREATE New");
            stream.awaits("event: folders");
        }
    }

    @Test
    void aThousandMessagesAreAFewSignals() throws IOException {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            Listening stream = listen(running.visitor().signedIn(address));
            stream.awaits("{\"watch\":\"live\"}");
            List<RawImap.Message> thousand =
                    java.util.stream.IntStream.range(0, 1000)
                            .mapToObj(i -> mail("no. " + i))
                            .toList();
            for (int i = 0; i < 10; i++) {
                imap.append("INBOX", thousand.subList(i * 100, i * 100 + 100));
            }
            stream.awaits("\"messages\":1000");
            assertThat(stream.count("event: mailboxes")).isLessThan(30);
        }
    }

    @Test
    void whoeverIsNotSignedInHearsNothing() throws IOException {
        Listening stream = listen(running.visitor());
        await().atMost(SOON).until(() -> !stream.lines.isEmpty());
        assertThat(stream.lines.getFirst()).doesNotContain(" 200");
        assertThat(stream.count("event:")).isZero();
    }

    @Test
    void theStreamEndsWithItsSessionAndNotWithAnother() throws IOException {
        String address = house.newUser();
        Visitor here = running.visitor().signedIn(address);
        Visitor there = running.visitor().signedIn(address);
        Listening ending = listen(here);
        Listening going = listen(there);
        ending.awaits("{\"watch\":\"live\"}");
        going.awaits("{\"watch\":\"live\"}");

        here.press(here.open("/mail/INBOX").page().selectFirst("form[action=/sign-out] button"));

        ending.awaits("event: ended");
        await().atMost(SOON).until(() -> ending.ended);
        long before = going.count("\"messages\":1");
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(mail("Still here")));
        }
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(going.count("\"messages\":1"))
                                        .as(() -> String.join("\n", going.lines))
                                        .isGreaterThan(before));
        assertThat(going.count("event: ended")).isZero();
    }

    /** A stream must not go on asking with a password that is wrong by now. */
    @Test
    void aPasswordThatWasChangedEndsTheSession() throws IOException {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        Listening stream = listen(visitor);
        stream.awaits("{\"watch\":\"live\"}");
        house.server().createUser(address, "another-one-2");
        house.proxy().cut();
        stream.awaits("event: ended");
        assertThat(running.sessions(address)).isZero();
        assertThat(visitor.get("/mail/INBOX").header("Location")).contains("/sign-in");
    }

    @Test
    void manyStreamsOfAnAccountAreOneWatch() throws IOException {
        String address = house.newUser();
        Visitor visitor = running.visitor().signedIn(address);
        listen(visitor).awaits("{\"watch\":\"live\"}");
        int open = house.proxy().openConnections();
        for (int i = 0; i < 8; i++) {
            listen(running.visitor().signedIn(address)).awaits("\"INBOX\":{");
        }
        // signing in makes connections of its own, at most those of the pages
        assertThat(house.proxy().openConnections()).isLessThanOrEqualTo(open + 2);
    }

    @Test
    void aServerThatGoesIsSaidAndComesBack() throws IOException {
        String address = house.newUser();
        Listening stream = listen(running.visitor().signedIn(address));
        stream.awaits("{\"watch\":\"live\"}");
        house.proxy().refuse();
        house.proxy().cut();
        stream.awaits("{\"watch\":\"reconnecting\"}");
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(mail("Meanwhile")));
        }
        long before = stream.count("{\"watch\":\"live\"}");
        house.proxy().accept();
        await().atMost(SOON).until(() -> stream.count("{\"watch\":\"live\"}") > before);
        stream.awaits("\"messages\":1,\"unread\":1");
    }
}
