package org.restante.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.compose.Draft.File;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.Drafts.Writing;
import org.restante.compose.mime.MessageWriter;
import org.restante.mail.Address;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.UidSet;
import org.restante.mailbox.Engine;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.MailSessions;
import org.restante.mailbox.Piece;
import org.restante.support.DovecotServer;
import org.restante.support.GreenMailServer;
import org.restante.support.ImapProxy;
import org.restante.support.ImapProxy.Direction;
import org.restante.support.MailServer;
import org.restante.support.Missing;
import org.restante.support.RawImap;

/** Drafts on real servers: with CATENATE, on a bare one, and on GreenMail. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DraftsTests {

    private final List<MailServer> servers = new ArrayList<>();
    private final MailSessions sessions = Engine.open();
    private final Drafts drafts = new Drafts();

    Stream<MailServer> servers() {
        if (servers.isEmpty()) {
            servers.add(GreenMailServer.start());
            DovecotServer.missing().ifPresent(Missing::abort);
            servers.add(DovecotServer.shared());
            servers.add(DovecotServer.with().capabilities("IMAP4rev1 UIDPLUS LITERAL+").start());
        }
        return servers.stream();
    }

    @AfterAll
    void stop() {
        servers.stream().filter(one -> one != DovecotServer.shared()).forEach(MailServer::close);
    }

    private MailSession session(int port, String user) {
        return sessions.signIn(Engine.account(port, user), Engine.credential(user));
    }

    private static Draft draft(UUID id, String text, List<File> files) {
        return new Draft(
                id,
                new Address("Inès", "ines@posthaste.example"),
                Recipients.parse("Ann <ann@a.example>, unfinished@"),
                Recipients.parse("cc@a.example"),
                Recipients.parse("bcc@a.example"),
                List.of(),
                "Grüße",
                text,
                null,
                "<one@a.example>",
                List.of("<zero@a.example>", "<one@a.example>"),
                null,
                Wishes.NONE,
                files);
    }

    private static List<String> texts(RawImap imap) {
        imap.select("Drafts");
        return imap.search("ALL").stream()
                .map(uid -> new String(imap.message(uid)))
                .map(message -> message.substring(message.indexOf("\r\n\r\n") + 4).strip())
                .toList();
    }

    /** What was just saved is found, whatever another connection does to the mailbox meanwhile. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void savedWhileTheSenderEmptiesTheMailbox(MailServer server) throws Exception {
        String user = server.newUser();
        MailSession writing = session(server.imapPort(), user);
        MailSession sending = session(server.imapPort(), user);
        try (RawImap imap = server.connect(user)) {
            imap.createIfAbsent("Drafts");
            imap.createIfAbsent("Sent");
        }
        MailboxName mailbox = drafts.mailbox(writing);
        BlockingQueue<Stored> saved = new LinkedBlockingQueue<>();
        ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Future<?> sender =
                    people.submit(
                            () -> {
                                for (int i = 0; i < 60; i++) {
                                    Stored one = saved.take();
                                    drafts.open(sending, one.mailbox(), one.copy());
                                    sending.in(
                                            mailbox,
                                            box -> {
                                                UidSet uid = UidSet.of(one.copy().uid());
                                                box.store(uid, Set.of(Flag.DRAFT), false).get();
                                                return box.move(uid, new MailboxName("Sent"));
                                            });
                                }
                                return null;
                            });
            for (int i = 0; i < 60 && !sender.isDone(); i++) {
                Stored stored =
                        drafts.save(
                                writing,
                                draft(UUID.randomUUID(), "text " + i, List.of()),
                                new Writing(UUID.randomUUID(), 1, null),
                                ZonedDateTime.now());
                assertThat(drafts.open(writing, mailbox, stored.copy()).copy())
                        .isEqualTo(stored.copy());
                saved.add(stored);
            }
            sender.get(10, TimeUnit.SECONDS);
        } finally {
            people.shutdownNow();
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void eachSaveTakesThePlaceOfTheOneBeforeAndOfNothingElse(MailServer server) {
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        UUID id = UUID.randomUUID();
        UUID page = UUID.randomUUID();
        try (RawImap imap = server.connect(user)) {
            imap.createIfAbsent("Drafts");
            imap.append(
                    "Drafts",
                    List.of(
                            new RawImap.Message(
                                    "Subject: foreign\r\n\r\nforeign\r\n".getBytes(),
                                    List.of("\\Draft", "\\Deleted"),
                                    ZonedDateTime.now())));
            Copy base = null;
            for (int i = 1; i <= 5; i++) {
                Stored stored =
                        drafts.save(
                                session,
                                draft(id, "text " + i, List.of()),
                                new Writing(page, i, base),
                                ZonedDateTime.now());
                base = stored.copy();
            }
            assertThat(texts(imap)).containsExactlyInAnyOrder("foreign", "text 5");

            Draft read = drafts.open(session, base.uid()).draft();
            assertThat(read.id()).isEqualTo(id);
            assertThat(read.text().strip()).isEqualTo("text 5");
            assertThat(read.to()).extracting(Recipient::isGood).containsExactly(true, false);
            assertThat(read.to().get(1).typed()).isEqualTo("unfinished@");
            assertThat(read.bcc()).hasSize(1);
            assertThat(read.subject()).isEqualTo("Grüße");
            assertThat(read.references()).hasSize(2);
            assertThat(read.inReplyTo()).isEqualTo("<one@a.example>");
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void filesStayWhileTheTextChanges(MailServer server) throws Exception {
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        UUID id = UUID.randomUUID();
        UUID page = UUID.randomUUID();
        byte[] octets = new byte[700_001];
        new Random(1).nextBytes(octets);
        File file =
                MessageWriter.file(
                        "Prüfung.pdf",
                        "application/pdf",
                        null,
                        new ByteArrayInputStream(octets),
                        octets.length);
        Stored first =
                drafts.save(
                        session,
                        draft(id, "one", List.of(file)),
                        new Writing(page, 1, null),
                        ZonedDateTime.now());
        assertThat(first.draft().files()).extracting(File::name).containsExactly("Prüfung.pdf");
        Stored second =
                drafts.save(
                        session,
                        draft(id, "two", first.draft().files()),
                        new Writing(page, 2, first.copy()),
                        ZonedDateTime.now());
        File kept = second.draft().files().getFirst();
        assertThat(kept.content()).isInstanceOf(Piece.Stored.class);
        byte[] back =
                java.util.Base64.getMimeDecoder()
                        .decode(
                                session.stream(
                                                second.mailbox(),
                                                second.copy().uid(),
                                                kept.section())
                                        .readAllBytes());
        assertThat(back).isEqualTo(octets);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void whatAnotherDeviceWroteIsNeverOverwritten(MailServer server) {
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        UUID id = UUID.randomUUID();
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        ZonedDateTime now = ZonedDateTime.now();
        Stored base =
                drafts.save(session, draft(id, "base", List.of()), new Writing(one, 1, null), now);
        Stored other =
                drafts.save(
                        session,
                        draft(id, "other", List.of()),
                        new Writing(two, 1, base.copy()),
                        now);
        assertThatThrownBy(
                        () ->
                                drafts.save(
                                        session,
                                        draft(id, "mine", List.of()),
                                        new Writing(one, 2, base.copy()),
                                        now))
                .isInstanceOfSatisfying(
                        DraftConflict.class,
                        conflict -> {
                            assertThat(conflict.isGone()).isFalse();
                            assertThat(conflict.other()).isEqualTo(other.copy());
                        });
        drafts.discard(session, id, new Writing(UUID.randomUUID(), 1, other.copy()));
        assertThatThrownBy(
                        () ->
                                drafts.save(
                                        session,
                                        draft(id, "mine", List.of()),
                                        new Writing(two, 2, other.copy()),
                                        now))
                .isInstanceOfSatisfying(
                        DraftConflict.class, conflict -> assertThat(conflict.isGone()).isTrue());
        try (RawImap imap = server.connect(user)) {
            assertThat(texts(imap)).isEmpty();
        }
    }

    /** Whatever octet of the conversation is the last: the newest or the one before is there. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void aCutAnywhereLosesNoDraft(MailServer server) {
        String user = server.newUser();
        UUID id = UUID.randomUUID();
        UUID page = UUID.randomUUID();
        int lost = 0;
        int points = 0;
        try (ImapProxy proxy = new ImapProxy(server);
                RawImap imap = server.connect(user)) {
            imap.createIfAbsent("Drafts");
            imap.append(
                    "Drafts",
                    List.of(
                            new RawImap.Message(
                                    "Subject: foreign\r\n\r\nforeign\r\n".getBytes(),
                                    List.of("\\Draft", "\\Deleted"),
                                    ZonedDateTime.now())));
            MailSession session = session(proxy.port(), user);
            Copy base =
                    drafts.save(
                                    session,
                                    draft(id, "text 0", List.of()),
                                    new Writing(page, 1, null),
                                    ZonedDateTime.now())
                            .copy();
            int number = 1;
            for (Direction direction : Direction.values()) {
                for (long after = 1; after < 4_000; after += after < 200 ? 37 : 293) {
                    number++;
                    points++;
                    String text = "text " + number;
                    proxy.cutAfter(direction, after);
                    boolean saved = false;
                    try {
                        base =
                                drafts.save(
                                                session,
                                                draft(id, text, List.of()),
                                                new Writing(page, number, base),
                                                ZonedDateTime.now())
                                        .copy();
                        saved = true;
                    } catch (MailException e) {
                        // said, and tried again by the page
                    }
                    proxy.heal();
                    List<String> there = texts(imap);
                    assertThat(there).contains("foreign");
                    List<String> ours =
                            there.stream().filter(one -> !one.equals("foreign")).toList();
                    lost += ours.isEmpty() ? 1 : 0;
                    if (saved) {
                        assertThat(ours).contains(text);
                    }
                    // the page tries again, with what it knows
                    number++;
                    base =
                            drafts.save(
                                            session,
                                            draft(id, "again " + number, List.of()),
                                            new Writing(page, number, base),
                                            ZonedDateTime.now())
                                    .copy();
                    assertThat(texts(imap)).containsExactlyInAnyOrder("foreign", "again " + number);
                }
            }
        }
        System.out.println(server.name() + ": drafts cut at " + points + " points, lost " + lost);
        assertThat(lost).isZero();
    }
}
