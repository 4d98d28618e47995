package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.mail.Credential;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox.MessagePage;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.support.DovecotServer;
import org.restante.support.GreenMailServer;
import org.restante.support.ImapProxy;
import org.restante.support.MailServer;
import org.restante.support.Missing;
import org.restante.support.RawImap;

/**
 * The engine on real servers: Dovecot with all that it offers, Dovecot as a bare one, GreenMail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineTests {

    private final List<MailServer> servers = new ArrayList<>();
    private final ImapSessions sessions = Engine.sessions();

    Stream<MailServer> servers() {
        if (servers.isEmpty()) {
            servers.add(GreenMailServer.start());
            if (DovecotServer.missing().isPresent()) {
                System.out.println(
                        "not run: EngineTests on Dovecot: " + DovecotServer.missing().get());
                if ("fail".equals(System.getProperty("restante.missing"))) {
                    throw Missing.abort(EngineTests.class, DovecotServer.missing().get());
                }
            } else {
                servers.add(DovecotServer.shared());
                servers.add(DovecotServer.with().capabilities("IMAP4rev1").start());
            }
        }
        return servers.stream();
    }

    @AfterEach
    void endSessions() {
        sessions.endAll();
    }

    @AfterAll
    void stopServers() {
        servers.stream()
                .filter(server -> server != DovecotServer.shared())
                .forEach(MailServer::close);
    }

    private static byte[] mail(String subject, String body) {
        return ("From: Ann <ann@posthaste.example>\r\nTo: Ben <ben@posthaste.example>\r\n"
                        + "Date: Fri, 13 Nov 2026 10:42:00 +0100\r\nMessage-ID: <"
                        + subject.hashCode()
                        + "@posthaste.example>\r\nSubject: "
                        + subject
                        + "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + body
                        + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void fill(MailServer server, String user, String mailbox, int count) {
        try (RawImap imap = server.connect(user)) {
            imap.createIfAbsent(mailbox);
            imap.append(
                    mailbox,
                    IntStream.rangeClosed(1, count)
                            .mapToObj(
                                    i ->
                                            new RawImap.Message(
                                                    mail("Letter " + i, "Dear Ben, no. " + i),
                                                    i % 3 == 0 ? List.of("\\Seen") : List.of(),
                                                    ZonedDateTime.now().minusHours(count - i)))
                            .toList());
        }
    }

    private MailSession session(MailServer server, String user) {
        return sessions.signIn(Engine.account(server.imapPort(), user), Engine.credential(user));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void listsNewestFirstPageByPage(MailServer server) {
        String user = server.newUser();
        fill(server, user, "INBOX", 120);
        MailSession session = session(server, user);

        MessagePage first = session.in(MailboxName.INBOX, box -> box.page(0, 50));
        MessagePage last = session.in(MailboxName.INBOX, box -> box.page(100, 50));
        MessagePage beyond = session.in(MailboxName.INBOX, box -> box.page(5000, 50));

        assertThat(first.total()).isEqualTo(120);
        assertThat(subjects(first)).hasSize(50).startsWith("Letter 120", "Letter 119");
        assertThat(subjects(last)).hasSize(20).endsWith("Letter 2", "Letter 1");
        assertThat(beyond.offset()).isEqualTo(100);
        assertThat(subjects(beyond)).isEqualTo(subjects(last));
        MessageSummary row = first.rows().getFirst();
        assertThat(row.has(Flag.SEEN)).isTrue();
        assertThat(row.envelope().from().getFirst().email()).isEqualTo("ann@posthaste.example");
        assertThat(row.envelope().date().toInstant()).hasToString("2026-11-13T09:42:00Z");
        assertThat(row.structure().mediaType()).isEqualTo("text/plain");
        assertThat(Duration.between(row.received(), Instant.now()))
                .isLessThan(Duration.ofMinutes(2));
    }

    private static List<String> subjects(MessagePage page) {
        return page.rows().stream().map(row -> row.envelope().subject()).toList();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void anEmptyMailboxHasAnEmptyPage(MailServer server) {
        String user = server.newUser();
        MailSession session = session(server, user);
        assertThat(session.in(MailboxName.INBOX, box -> box.page(0, 50)).rows()).isEmpty();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void whatAnotherClientDoesShowsAtTheNextLook(MailServer server) {
        String user = server.newUser();
        fill(server, user, "INBOX", 60);
        MailSession session = session(server, user);
        session.in(MailboxName.INBOX, box -> box.page(0, 50));

        try (RawImap other = server.connect(user)) {
            other.select("INBOX");
            long newest = other.search("ALL").getLast();
            other.command("UID STORE " + newest + " +FLAGS (\\Flagged)");
            other.command("UID STORE " + (newest - 1) + " +FLAGS (\\Deleted)");
            other.command("EXPUNGE");
        }
        server.append(user, "INBOX", mail("Just in", "x"), List.of(), ZonedDateTime.now());

        MessagePage page = session.in(MailboxName.INBOX, box -> box.page(0, 50));
        assertThat(subjects(page)).startsWith("Just in", "Letter 60", "Letter 58").hasSize(50);
        assertThat(page.rows().get(1).has(Flag.FLAGGED)).isTrue();
        assertThat(page.total()).isEqualTo(60);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void flagsMovesAndRemovesExactlyWhatWasAsked(MailServer server) {
        String user = server.newUser();
        fill(server, user, "INBOX", 10);
        MailSession session = session(server, user);
        List<Uid> uids =
                session.in(MailboxName.INBOX, box -> box.page(0, 50)).rows().stream()
                        .map(MessageSummary::uid)
                        .toList();
        try (RawImap other = server.connect(user)) {
            other.select("INBOX");
            other.command("UID STORE " + uids.get(9) + " +FLAGS (\\Deleted)");
        }
        UidSet two = UidSet.of(uids.get(0), uids.get(1));
        session.in(MailboxName.INBOX, box -> box.store(two, Set.of(Flag.FLAGGED), true).get());
        Moved moved =
                session.in(MailboxName.INBOX, box -> box.move(two, new MailboxName("Archive")));
        session.in(
                MailboxName.INBOX,
                box -> {
                    box.expunge(UidSet.of(uids.get(2)));
                    return 0;
                });

        try (RawImap other = server.connect(user)) {
            other.select("INBOX");
            assertThat(other.search("ALL")).hasSize(7).contains(uids.get(9).value());
            assertThat(other.flags(uids.get(9).value())).contains("\\Deleted");
            other.select("Archive");
            List<Long> there = other.search("ALL");
            assertThat(there).hasSize(2);
            assertThat(other.flags(there.getFirst())).contains("\\Flagged");
            if (!moved.target().isEmpty()) {
                assertThat(moved.target().values().stream().map(Uid::value))
                        .containsExactlyInAnyOrderElementsOf(there);
            }
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void aMissingTargetLeavesTheMessagesWhereTheyAre(MailServer server) {
        String user = server.newUser();
        fill(server, user, "INBOX", 3);
        MailSession session = session(server, user);

        assertThatThrownBy(
                        () ->
                                session.in(
                                        MailboxName.INBOX,
                                        box -> box.move(box.all(), new MailboxName("Nowhere"))))
                .isInstanceOfSatisfying(
                        MailException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.MAILBOX_MISSING));
        assertThat(session.in(MailboxName.INBOX, OpenMailbox::exists)).isEqualTo(3);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void anyNameThatTheServerTakesIsListedOpenedAndRoundTripped(MailServer server) {
        String user = server.newUser();
        char separator = server.separator();
        List<String> wanted =
                List.of(
                        "Rechnungen & Belege",
                        "Ünïcode ☂",
                        "日本",
                        "100% \"sure\"",
                        "a\\b",
                        "stars * and %",
                        "مرحبا",
                        "A&B",
                        "&",
                        "&-",
                        "~tilde~2f~",
                        "+plus:colon",
                        "a;b=c",
                        "dots..and...",
                        "emoji 😀",
                        "plus+sign",
                        "it's",
                        "<b>bold</b>",
                        "Work" + separator + "R und D" + separator + "Tief",
                        " vorn",
                        "hinten ",
                        "x#hash",
                        "q?x=1",
                        "a]b[c{5}");
        List<MailboxName> made = new ArrayList<>();
        MailSession session = session(server, user);
        for (String name : wanted) {
            if (separator == '.' && name.contains("..")) {
                continue; // levels without a name
            }
            try {
                session.with(
                        account -> {
                            account.create(new MailboxName(name), null);
                            return 0;
                        });
                made.add(new MailboxName(name));
            } catch (MailException e) {
                // this server has no such mailboxes, which it may say
                assertThat(e.problem()).isNotIn(Problem.CONNECTION_LOST, Problem.SERVER_CONFUSED);
            }
        }
        MailboxTree tree = session.with(account -> account.mailboxes().get());
        assertThat(made).hasSizeGreaterThan(wanted.size() * 2 / 3);
        for (MailboxName name : made) {
            assertThat(tree.find(name)).as(name.value()).isPresent();
            assertThat(MailboxName.ofPath(name.toPath())).isEqualTo(name);
            byte[] content = mail("In " + name.value().hashCode(), "x");
            session.with(
                    account ->
                            account.append(
                                    name,
                                    Set.of(Flag.SEEN),
                                    null,
                                    new ByteArrayInputStream(content),
                                    content.length));
            assertThat(session.in(name, OpenMailbox::exists)).as(name.value()).isEqualTo(1);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void theTreeHasSpecialMailboxesFirstWithTheirCounts(MailServer server) {
        String user = server.newUser();
        fill(server, user, "INBOX", 9);
        fill(server, user, "Zettel" + server.separator() + "Unten", 2);
        MailSession session = session(server, user);

        List<MailboxInfo> tree = session.with(account -> account.mailboxes().get()).mailboxes();

        assertThat(tree.stream().map(MailboxInfo::use).limit(6))
                .containsExactly(
                        SpecialUse.INBOX,
                        SpecialUse.DRAFTS,
                        SpecialUse.SENT,
                        SpecialUse.ARCHIVE,
                        SpecialUse.JUNK,
                        SpecialUse.TRASH);
        assertThat(tree.getFirst().status().messages()).isEqualTo(9);
        assertThat(tree.getFirst().status().unseen()).isEqualTo(6);
        assertThat(tree.stream().map(mailbox -> mailbox.name().value()))
                .containsSubsequence("Zettel", "Zettel" + server.separator() + "Unten");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void opensAMessageWithItsPartsAndNeighbours(MailServer server) {
        String user = server.newUser();
        fill(server, user, "INBOX", 5);
        MailSession session = session(server, user);
        List<Uid> uids =
                session.in(MailboxName.INBOX, box -> box.page(0, 50)).rows().stream()
                        .map(MessageSummary::uid)
                        .toList();

        session.in(
                MailboxName.INBOX,
                box -> {
                    Uid uid = uids.get(1);
                    MessageSummary summary = box.summary(uid).get().orElseThrow();
                    Pending<Map<String, byte[]>> parts =
                            box.parts(uid, List.of("1", "HEADER"), 4096);
                    Optional<Neighbours> neighbours = box.neighbours(uid).get();

                    assertThat(summary.envelope().subject()).isEqualTo("Letter 4");
                    assertThat(new String(parts.get().get("1"), StandardCharsets.UTF_8).trim())
                            .isEqualTo("Dear Ben, no. 4");
                    assertThat(new String(parts.get().get("HEADER"), StandardCharsets.UTF_8))
                            .contains("Subject: Letter 4");
                    assertThat(neighbours).contains(new Neighbours(uids.get(0), uids.get(2), 2, 5));
                    assertThat(box.neighbours(uids.get(4)).get())
                            .contains(new Neighbours(uids.get(3), null, 5, 5));
                    assertThat(box.summary(new Uid(999_999)).get()).isEmpty();
                    assertThat(box.neighbours(new Uid(999_999)).get()).isEmpty();
                    return 0;
                });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void streamsALargePartByteForByte(MailServer server) throws IOException {
        String user = server.newUser();
        StringBuilder body = new StringBuilder();
        Random random = new Random(7);
        while (body.length() < 3_000_000) {
            body.append(Long.toHexString(random.nextLong())).append("\r\n");
        }
        byte[] message = mail("Large", body.toString());
        server.append(user, "INBOX", message, List.of(), ZonedDateTime.now());
        MailSession session = session(server, user);
        Uid uid = session.in(MailboxName.INBOX, box -> box.page(0, 1)).rows().getFirst().uid();

        try (InputStream whole = session.stream(MailboxName.INBOX, uid, "")) {
            assertThat(whole.readAllBytes()).isEqualTo(message);
        }
        assertThatThrownBy(() -> session.stream(MailboxName.INBOX, new Uid(77_777), "1"))
                .isInstanceOfSatisfying(
                        MailException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.MESSAGE_MISSING));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void aWrongPasswordIsSaidToBeOne(MailServer server) {
        String user = server.newUser();
        assertThatThrownBy(
                        () ->
                                sessions.signIn(
                                        Engine.account(server.imapPort(), user),
                                        new Credential(user, "wröng \"pass\\word")))
                .isInstanceOfSatisfying(
                        MailException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_PASSWORD));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void manyAtOnceShareThreeConnections(MailServer server) throws Exception {
        String user = server.newUser();
        fill(server, user, "INBOX", 30);
        fill(server, user, "Other", 20);
        try (ImapProxy proxy = new ImapProxy(server);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            MailSession session =
                    sessions.signIn(Engine.account(proxy.port(), user), Engine.credential(user));
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Long>> totals = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                MailboxName name = new MailboxName(i % 2 == 0 ? "INBOX" : "Other");
                totals.add(
                        threads.submit(
                                () -> {
                                    start.await();
                                    return session.in(name, box -> box.page(0, 50)).total();
                                }));
            }
            start.countDown();
            for (int i = 0; i < totals.size(); i++) {
                assertThat(totals.get(i).get()).isEqualTo(i % 2 == 0 ? 30 : 20);
            }
            assertThat(proxy.connections()).isLessThanOrEqualTo(3);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void aConnectionThatDiedWhileIdleIsNoticedByNobody(MailServer server) {
        String user = server.newUser();
        fill(server, user, "INBOX", 3);
        try (ImapProxy proxy = new ImapProxy(server)) {
            MailSession session =
                    sessions.signIn(Engine.account(proxy.port(), user), Engine.credential(user));
            session.in(MailboxName.INBOX, box -> box.page(0, 50));
            proxy.cut();

            assertThat(session.in(MailboxName.INBOX, box -> box.page(0, 50)).total()).isEqualTo(3);
            proxy.cut();
            Uid uid =
                    session.in(MailboxName.INBOX, box -> box.all().stream().findFirst())
                            .orElseThrow();
            proxy.cut();
            session.in(
                    MailboxName.INBOX, box -> box.move(UidSet.of(uid), new MailboxName("Trash")));
            assertThat(session.in(MailboxName.INBOX, OpenMailbox::exists)).isEqualTo(2);
            assertThat(session.in(new MailboxName("Trash"), OpenMailbox::exists)).isEqualTo(1);
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void renamingTakesTheMailboxesBelowAlong(MailServer server) {
        String user = server.newUser();
        char separator = server.separator();
        fill(server, user, "Old" + separator + "Kid", 2);
        MailSession session = session(server, user);
        MailboxName kid = new MailboxName("New" + separator + "Kid");
        session.in(new MailboxName("Old" + separator + "Kid"), OpenMailbox::exists);
        session.with(
                account -> {
                    account.rename(new MailboxName("Old"), new MailboxName("New"));
                    return 0;
                });

        assertThat(session.in(kid, OpenMailbox::exists)).isEqualTo(2);
        session.with(
                account -> {
                    account.delete(kid);
                    return 0;
                });
        assertThatThrownBy(() -> session.in(kid, OpenMailbox::exists))
                .isInstanceOfSatisfying(
                        MailException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.MAILBOX_MISSING));
    }
}
