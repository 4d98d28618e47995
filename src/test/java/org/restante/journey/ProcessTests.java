package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.restante.journey.Visitor.Answer;
import org.restante.support.Databases;
import org.restante.support.DovecotServer;
import org.restante.support.ImapProxy;
import org.restante.support.ImapProxy.Direction;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application as a process of its own: what it keeps where, and what is left when it is killed.
 *
 * <p>{@code -Drestante.kills=all} kills it at many more points than the build does.
 */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessTests {

    private static final boolean ALL = "all".equals(System.getProperty("restante.kills"));
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MEGABYTE = 1 << 20;

    @TempDir static Path folder;

    private DovecotServer server;
    private ImapProxy imap;
    private ImapProxy smtp;
    private AppProcess app;
    private Databases.Database database;

    @BeforeAll
    void start() {
        server = DovecotServer.with().start();
        imap = new ImapProxy(server);
        smtp = new ImapProxy(server.host(), server.smtpPort());
        database = Databases.fresh();
        Map<String, Object> settings = new LinkedHashMap<>(database.properties());
        settings.put("restante.mail.domain", "posthaste.example");
        settings.put("restante.mail.imap.host", imap.host());
        settings.put("restante.mail.imap.port", imap.port());
        settings.put("restante.mail.imap.tls", "plain");
        settings.put("restante.mail.smtp.host", smtp.host());
        settings.put("restante.mail.smtp.port", smtp.port());
        settings.put("restante.mail.smtp.tls", "plain");
        settings.put("restante.outbox.master-key", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
        settings.put("restante.outbox.retries", "1s,1s");
        settings.put("restante.outbox.hold", "1s");
        settings.put("restante.outbox.heartbeat", "1s");
        app = new AppProcess(folder, settings);
    }

    @AfterAll
    void stop() {
        app.close();
        smtp.close();
        imap.close();
        server.close();
    }

    private String user(String name) {
        String address = name + "@posthaste.example";
        server.createUser(address, Running.PASSWORD);
        return address;
    }

    /** A page on which somebody writes: its form's address and its fields. */
    private record Page(Visitor visitor, String action, Map<String, String> fields) {

        static Page of(Visitor visitor, String path) {
            Document page = visitor.open(path).hasStatus(200).page();
            var form = page.selectFirst("form.composer");
            assertThat(form).isNotNull();
            Map<String, String> fields = new LinkedHashMap<>();
            for (String name : List.of("writer", "number", "uid", "uidValidity", "source")) {
                fields.put(name, form.select("input[name=" + name + "]").val());
            }
            return new Page(visitor, form.attr("action"), fields);
        }

        UUID id() {
            return UUID.fromString(action.replaceFirst("^/drafts/([^?]+).*$", "$1"));
        }

        Page with(String name, String value) {
            fields.put(name, value);
            return this;
        }

        /** What follows bases on what was saved. */
        void saved(Answer answer) {
            JsonNode saved = JSON.readTree(answer.hasStatus(200).text());
            for (String name : List.of("uid", "uidValidity", "source")) {
                fields.put(name, saved.get(name).asString());
            }
            fields.put("number", "" + (Integer.parseInt(fields.get("number")) + 1));
        }

        Answer press(String act) {
            fields.put("act", act);
            return visitor.post(action, fields, "Accept", "application/json");
        }
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // a file that went while it was counted
        }
    }

    private long databaseSize() throws Exception {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.url(), database.user(), database.password());
                var answer =
                        connection
                                .createStatement()
                                .executeQuery("SELECT pg_database_size(current_database())")) {
            answer.next();
            return answer.getLong(1);
        }
    }

    @Test
    void twentyPeopleAttachLargeFilesInLittleMemoryAndNothingStaysHere() throws Exception {
        Path file = folder.resolve("film.mp4");
        try (RandomAccessFile film = new RandomAccessFile(file.toFile(), "rw")) {
            film.setLength(25L * MEGABYTE);
        }
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Visitor visitor = app.visitor().signedIn(user("film" + i));
            pages.add(
                    Page.of(visitor, "/compose").with("subject", "film " + i).with("act", "save"));
        }
        long before = databaseSize();
        AtomicLong mostOnDisk = new AtomicLong();
        List<Answer> answers = new ArrayList<>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var watch = Executors.newSingleThreadScheduledExecutor()) {
            watch.scheduleAtFixedRate(
                    () -> mostOnDisk.accumulateAndGet(size(app.temporary()), Math::max),
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            List<Future<Answer>> all = new ArrayList<>();
            for (Page page : pages) {
                all.add(
                        people.submit(
                                () ->
                                        page.visitor()
                                                .upload(
                                                        page.action(),
                                                        page.fields(),
                                                        "film.mp4",
                                                        file)));
            }
            for (Future<Answer> one : all) {
                answers.add(one.get());
            }
            watch.shutdownNow();
        }
        for (int i = 0; i < 20; i++) {
            pages.get(i).saved(answers.get(i));
            try (RawImap raw = server.connect("film" + i + "@posthaste.example")) {
                raw.select("Drafts");
                assertThat(raw.search("LARGER " + 33 * MEGABYTE)).hasSize(1);
            }
        }
        // once more with another text: the file goes from copy to copy on the server
        Page first = pages.getFirst();
        first.with("keep", "2").with("text", "once more");
        first.saved(first.press("save"));
        try (RawImap raw = server.connect("film0@posthaste.example")) {
            raw.select("Drafts");
            assertThat(raw.search("LARGER " + 33 * MEGABYTE + " TEXT \"once more\"")).hasSize(1);
            assertThat(raw.search("ALL")).hasSize(1);
        }
        assertThat(app.isAlive()).isTrue();
        assertThat(mostOnDisk.get()).isLessThan(MEGABYTE);
        assertThat(databaseSize() - before).isLessThan(5L * MEGABYTE);
        assertThat(Files.readString(folder.resolve("log"))).doesNotContain("OutOfMemory");
        System.out.println(
                "20 people with 25 MB each at -Xmx256m: "
                        + Files.readAllLines(Path.of("/proc/" + app.pid() + "/status")).stream()
                                .filter(line -> line.startsWith("VmHWM"))
                                .findFirst()
                                .orElse("")
                        + ", most in its temporary folder "
                        + mostOnDisk
                        + " octets");
    }

    private int count(String address, String mailbox, String search) {
        try (RawImap raw = server.connect(address)) {
            raw.createIfAbsent(mailbox);
            raw.select(mailbox);
            return raw.search(search).size();
        }
    }

    private long sent(String subject) {
        return server.sent().stream()
                .filter(one -> one.text().contains("Subject: " + subject + "\r\n"))
                .count();
    }

    /** The few of each build, or one every so many octets. */
    private static int[] points(int step, int last, int... few) {
        return ALL ? IntStream.iterate(step, at -> at < last, at -> at + step).toArray() : few;
    }

    /** Whoever takes over finds each message sent once, or in doubt with its draft where it was. */
    @Test
    void killedWhileSendingNothingIsLostAndNothingSentTwice() {
        String address = user("killed");
        Map<String, String> ends = new LinkedHashMap<>();
        for (Direction direction : Direction.values()) {
            boolean out = direction == Direction.FROM_CLIENT;
            for (int after : out ? points(30, 560, 450) : points(30, 400)) {
                String subject = "kill-" + direction + "-" + after;
                Visitor visitor = app.visitor().signedIn(address);
                // it asks for the size limit: what it says from there on is the message
                visitor.open("/compose");
                await().until(() -> smtp.connections() > 0 && smtp.openConnections() == 0);
                Page page =
                        Page.of(visitor, "/compose")
                                .with("to", "ann@elsewhere.example")
                                .with("subject", subject)
                                .with("text", "This is it.");
                smtp.cutAfter(direction, after, app::kill);
                page.press("send").hasStatus(200);
                await().atMost(Duration.ofSeconds(20))
                        .until(
                                () ->
                                        !app.isAlive()
                                                || count(address, "Sent", subject(subject)) == 1);
                ends.put(subject, app.isAlive() ? "not reached" : "killed");
                smtp.heal();
                app.restart();
            }
        }
        Visitor visitor = app.visitor().signedIn(address);
        for (String subject : ends.keySet()) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(
                                                    count(address, "Sent", subject(subject))
                                                            + doubts(visitor, subject))
                                            .as(subject)
                                            .isEqualTo(1));
            int filed = count(address, "Sent", subject(subject));
            assertThat(sent(subject)).as(subject).isLessThanOrEqualTo(1);
            assertThat(filed + count(address, "Drafts", subject(subject))).as(subject).isEqualTo(1);
            if (filed == 1) {
                assertThat(sent(subject)).as(subject).isEqualTo(1);
            }
            ends.merge(subject, filed == 1 ? "sent once" : "in doubt", (a, b) -> a + ", " + b);
        }
        System.out.println("killed while sending: " + ends);
        assertThat(ends.values()).anyMatch(end -> end.startsWith("killed"));
    }

    /** The message waits on the mail server, and whoever is there when its time comes sends it. */
    @Test
    void aMessageForLaterOutlivesTheProcess() {
        String address = user("later");
        Page page =
                Page.of(app.visitor().signedIn(address), "/compose")
                        .with("to", "ann@elsewhere.example")
                        .with("subject", "for-later")
                        .with("text", "In due time.")
                        .with("later", LocalDateTime.now(ZoneOffset.UTC).plusSeconds(8).toString());
        page.press("send").hasStatus(200);
        app.kill();
        await().until(() -> !app.isAlive());
        assertThat(sent("for-later")).isZero();
        app.restart();
        await().atMost(Duration.ofSeconds(40)).until(() -> sent("for-later") == 1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> count(address, "Sent", subject("for-later")) == 1);
        assertThat(app.visitor().signedIn(address).open("/outbox").text())
                .doesNotContain("for-later");
        assertThat(sent("for-later")).isEqualTo(1);
        assertThat(count(address, "Drafts", subject("for-later"))).isZero();
    }

    private static String subject(String subject) {
        return "HEADER Subject \"" + subject + "\"";
    }

    /** How often the page of the outbox says that it may have been sent. */
    private static int doubts(Visitor visitor, String subject) {
        return (int)
                visitor.open("/outbox").page().select("#outbox section").stream()
                        .filter(one -> one.text().contains("may have been sent"))
                        .filter(one -> one.text().contains(subject))
                        .count();
    }

    /** The newest copy is there or the one before, and a draft of somebody else's stays. */
    @Test
    void killedWhileSavingTheNewestDraftIsThereOrTheOneBefore() {
        String address = user("killed-saving");
        try (RawImap raw = server.connect(address)) {
            raw.createIfAbsent("Drafts");
            raw.append(
                    "Drafts",
                    List.of(
                            Post.message(
                                    "Subject: foreign\r\n\r\nx\r\n".getBytes(),
                                    1,
                                    "\\Draft",
                                    "\\Deleted")));
        }
        Map<Integer, String> ends = new LinkedHashMap<>();
        for (int after : points(60, 1_000, 500)) {
            Page page =
                    Page.of(app.visitor().signedIn(address), "/compose")
                            .with("subject", "save-" + after)
                            .with("text", "first-" + after);
            page.saved(page.press("save"));
            page.with("text", "second-" + after);
            imap.cutAfter(Direction.FROM_CLIENT, after, app::kill);
            try {
                page.press("save");
            } catch (UncheckedIOException e) {
                // it dies before it answers; its connections go a little sooner than itself
                await().atMost(Duration.ofSeconds(10)).until(() -> !app.isAlive());
            }
            imap.heal();
            boolean died = !app.isAlive();
            int first = count(address, "Drafts", "TEXT first-" + after);
            int second = count(address, "Drafts", "TEXT second-" + after);
            ends.put(
                    after,
                    (died ? "killed" : "not reached")
                            + (first > 0 ? " old" : "")
                            + (second > 0 ? " new" : ""));
            assertThat(first + second).as("copies at " + after).isPositive();
            app.restart();
            // the page is still open, and its author signs in again
            Visitor visitor = app.visitor().signedIn(address);
            Page again = Page.of(visitor, "/compose");
            Map<String, String> fields = new LinkedHashMap<>(page.fields());
            fields.put("text", "third-" + after);
            fields.put("act", "save");
            String action = again.action().replace(again.id().toString(), page.id().toString());
            visitor.post(action, fields, "Accept", "application/json").hasStatus(200);
            assertThat(count(address, "Drafts", "HEADER Subject save-" + after)).isEqualTo(1);
            assertThat(count(address, "Drafts", "TEXT third-" + after)).isEqualTo(1);
        }
        assertThat(count(address, "Drafts", "HEADER Subject foreign")).isEqualTo(1);
        System.out.println("killed while saving after so many octets: " + ends);
        assertThat(ends.values()).anyMatch(end -> end.startsWith("killed"));
    }
}
