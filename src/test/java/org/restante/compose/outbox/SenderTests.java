package org.restante.compose.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.restante.compose.Draft;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.Drafts;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.Drafts.Writing;
import org.restante.compose.Recipients;
import org.restante.compose.outbox.Entry.State;
import org.restante.compose.submission.Submissions;
import org.restante.mail.Address;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.restante.mailbox.Engine;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.MailSessions;
import org.restante.settings.MailDomain;
import org.restante.settings.MailDomains;
import org.restante.support.Databases;
import org.restante.support.DovecotServer;
import org.restante.support.ImapProxy;
import org.restante.support.ImapProxy.Direction;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;
import org.restante.support.SmtpSink;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Sending over a line that breaks anywhere, and by a process that dies anywhere. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SenderTests {

    private final DovecotServer server = DovecotServer.with().start();
    private final ImapProxy smtp = new ImapProxy(server.host(), server.smtpPort());
    private final ImapProxy imap = new ImapProxy(server);
    private final MailSessions sessions = Engine.open();
    private final Drafts drafts = new Drafts();
    private final OutboxProperties properties =
            new OutboxProperties(
                    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    null,
                    Duration.ofSeconds(10),
                    List.of(Duration.ZERO, Duration.ZERO),
                    Duration.ofSeconds(10));
    private final MasterKey key = new MasterKey(properties);
    private Entries entries;
    private Sender sender;
    private String user;
    private MailSession session;

    @BeforeAll
    void start() {
        Databases.Database database = Databases.fresh();
        Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .load()
                .migrate();
        entries =
                new Entries(
                        JdbcClient.create(
                                new DriverManagerDataSource(
                                        database.url(), database.user(), database.password())));
        sender = sender();
        user = server.newUser();
        session = sessions.signIn(Engine.account(imap.port(), user), Engine.credential(user));
    }

    /** Another process, which knows only what the database says. */
    private Sender sender() {
        MailDomain domain =
                new MailDomain(
                        "posthaste.example",
                        MailDomain.Login.ADDRESS,
                        new MailServer("127.0.0.1", imap.port(), Tls.PLAIN, false, 3),
                        new MailServer("127.0.0.1", smtp.port(), Tls.PLAIN, false, 3),
                        null);
        MailDomains domains =
                new MailDomains() {
                    @Override
                    public Optional<MailDomain> find(String name) {
                        return Optional.of(domain);
                    }

                    @Override
                    public List<MailDomain> all() {
                        return List.of(domain);
                    }
                };
        return new Sender(
                entries,
                key,
                domains,
                sessions,
                new Submissions(),
                new SentCopies(drafts),
                properties,
                null);
    }

    @AfterEach
    void heal() {
        smtp.heal();
        imap.heal();
    }

    @AfterAll
    void stop() {
        smtp.close();
        imap.close();
        server.close();
    }

    private UUID hold(String subject, String to) {
        UUID id = UUID.randomUUID();
        Draft draft =
                new Draft(
                        id,
                        new Address("Inès", user),
                        Recipients.parse(to),
                        List.of(),
                        Recipients.parse("secret@elsewhere.example"),
                        List.of(),
                        subject,
                        "Dear all,\n.\nthis is it.\n",
                        null,
                        null,
                        List.of(),
                        null,
                        Wishes.NONE,
                        List.of());
        Stored stored =
                drafts.save(
                        session,
                        draft,
                        new Writing(UUID.randomUUID(), 1, null),
                        ZonedDateTime.now());
        Entry entry =
                new Entry(
                        id,
                        user,
                        "posthaste.example",
                        user,
                        State.HELD,
                        Instant.now().minusSeconds(1),
                        false,
                        0,
                        stored.mailbox(),
                        stored.copy(),
                        key.seal(Engine.credential(user).password(), id, user),
                        null,
                        0,
                        false);
        assertThat(entries.hold(entry)).isTrue();
        return id;
    }

    private Entry entry(UUID id) {
        return entries.find(id).orElseThrow();
    }

    private List<SmtpSink.Envelope> taken(String subject) {
        return server.sent().stream()
                .filter(one -> one.text().contains("Subject: " + subject + "\r\n"))
                .toList();
    }

    private int count(String mailbox, String subject) {
        try (RawImap raw = server.connect(user)) {
            raw.createIfAbsent(mailbox);
            raw.select(mailbox);
            return raw.search("HEADER Subject \"" + subject + "\"").size();
        }
    }

    @Test
    void aMessageGoesOutOnceAndItsCopyIsAmongTheSent() {
        UUID id = hold("plain-way", "ann@elsewhere.example");
        assertThat(sender.run(id)).isEmpty();
        assertThat(entry(id).state()).isEqualTo(State.SENT);
        assertThat(entry(id).filed()).isTrue();
        assertThat(entry(id).credential()).isNull();
        SmtpSink.Envelope envelope = taken("plain-way").getFirst();
        assertThat(taken("plain-way")).hasSize(1);
        assertThat(envelope.recipients())
                .containsExactlyInAnyOrder("ann@elsewhere.example", "secret@elsewhere.example");
        assertThat(envelope.text())
                .doesNotContainIgnoringCase("\r\nBcc:")
                .doesNotContain("secret@")
                .doesNotContain("X-Restante")
                .contains("\r\n=2E\r\nthis is it.");
        assertThat(count("Drafts", "plain-way")).isZero();
        assertThat(count("Sent", "plain-way")).isEqualTo(1);
        // whoever comes again finds it done
        assertThat(sender().run(id)).isEmpty();
        assertThat(taken("plain-way")).hasSize(1);
    }

    /** Each octet of the conversation, either way, may be the last. */
    @Test
    void aCutAnywhereSendsNothingTwiceAndLosesNothing() {
        Map<State, Integer> ends = new EnumMap<>(State.class);
        int points = 0;
        for (Direction direction : Direction.values()) {
            int last = direction == Direction.FROM_CLIENT ? 1_100 : 700;
            for (int after = 1; after < last; after += 23) {
                points++;
                String subject = "cut-" + direction + "-" + after;
                UUID id = hold(subject, "ann@elsewhere.example");
                smtp.cutAfter(direction, after);
                Optional<Instant> next = sender.run(id);
                smtp.heal();
                for (int tries = 0; next.isPresent() && tries < 4; tries++) {
                    next = sender.run(id);
                }
                State end = entry(id).state();
                ends.merge(end, 1, Integer::sum);
                int sent = taken(subject).size();
                assertThat(sent).as(subject).isLessThanOrEqualTo(1);
                switch (end) {
                    case SENT -> {
                        assertThat(sent).as(subject).isEqualTo(1);
                        assertThat(count("Sent", subject)).as(subject).isEqualTo(1);
                        assertThat(count("Drafts", subject)).as(subject).isZero();
                    }
                    case UNCERTAIN -> {
                        assertThat(count("Drafts", subject)).as(subject).isEqualTo(1);
                        assertThat(sender.run(id)).as(subject).isEmpty();
                        assertThat(taken(subject)).as(subject).hasSize(sent);
                    }
                    default -> assertThat(end).as(subject).isNull();
                }
            }
        }
        System.out.println("sending cut at " + points + " points: " + ends + ", sent twice 0");
    }

    /** The mailbox's line breaks while the draft is read or its copy is filed. */
    @Test
    void aCutOfTheMailboxSendsNothingTwiceAndLosesNothing() {
        int points = 0;
        for (Direction direction : Direction.values()) {
            for (int after = 1; after < 5_000; after += after < 600 ? 97 : 397) {
                points++;
                String subject = "box-" + direction + "-" + after;
                UUID id = hold(subject, "ann@elsewhere.example");
                imap.cutAfter(direction, after);
                Optional<Instant> next = sender.run(id);
                imap.heal();
                for (int tries = 0; next.isPresent() && tries < 6; tries++) {
                    next = sender.run(id);
                }
                assertThat(entry(id).state()).as(subject).isEqualTo(State.SENT);
                assertThat(taken(subject)).as(subject).hasSize(1);
                assertThat(count("Sent", subject)).as(subject).isEqualTo(1);
                assertThat(count("Drafts", subject)).as(subject).isZero();
            }
        }
        System.out.println("mailbox cut at " + points + " points while sending, sent twice 0");
    }

    @Test
    void whoDiedBeforeTheEndIsTakenOverFrom() {
        UUID id = hold("died-before", "ann@elsewhere.example");
        Entry dead = entries.claim(id).orElseThrow();
        assertThat(sender().run(id)).isEmpty();
        assertThat(entry(id).state()).isEqualTo(State.SENT);
        assertThat(taken("died-before")).hasSize(1);
        // a process that was only asleep cannot end what somebody else has taken over
        assertThat(entries.ending(dead)).isFalse();
    }

    @Test
    void whoDiedAtTheEndLeavesADoubtAndNotASecondMessage() {
        UUID id = hold("died-after", "ann@elsewhere.example");
        Entry dead = entries.claim(id).orElseThrow();
        assertThat(entries.ending(dead)).isTrue();
        assertThat(sender().run(id)).isEmpty();
        assertThat(entry(id).state()).isEqualTo(State.UNCERTAIN);
        assertThat(taken("died-after")).isEmpty();
        assertThat(count("Drafts", "died-after")).isEqualTo(1);
    }

    @Test
    void whoDiedBeforeFilingIsTakenOverFrom() {
        UUID id = hold("died-filing", "ann@elsewhere.example");
        Entry dead = entries.claim(id).orElseThrow();
        entries.ending(dead);
        entries.sent(dead);
        assertThat(sender().run(id)).isEmpty();
        assertThat(entry(id).filed()).isTrue();
        assertThat(taken("died-filing")).isEmpty();
        assertThat(count("Sent", "died-filing")).isEqualTo(1);
        assertThat(count("Drafts", "died-filing")).isZero();
    }

    @Test
    void aSecondPressFindsTheFirst() {
        UUID id = hold("twice", "ann@elsewhere.example");
        Entry again = entry(id);
        assertThat(entries.hold(again)).isFalse();
        sender.run(id);
        assertThat(entries.hold(again)).isFalse();
        sender.run(id);
        assertThat(taken("twice")).hasSize(1);
    }

    @Test
    void takenBackInTimeIsNotSent() {
        UUID id = hold("back", "ann@elsewhere.example");
        assertThat(entries.takeBack("somebody@else.example", id)).isFalse();
        assertThat(entries.takeBack(user, id)).isTrue();
        assertThat(sender.run(id)).isEmpty();
        assertThat(taken("back")).isEmpty();
        assertThat(count("Drafts", "back")).isEqualTo(1);
    }

    @Test
    void aRefusedRecipientStopsItForAll() {
        UUID id = hold("refused", "ann@elsewhere.example, reject@elsewhere.example");
        assertThat(sender.run(id)).isEmpty();
        assertThat(entry(id).state()).isEqualTo(State.FAILED);
        assertThat(entry(id).failure()).isEqualTo("RECIPIENT_REFUSED");
        assertThat(entry(id).credential()).isNull();
        assertThat(taken("refused")).isEmpty();
        assertThat(count("Drafts", "refused")).isEqualTo(1);
    }

    @Test
    void aServerThatIsDownIsTriedAgainAndThenSaid() {
        UUID id = hold("down", "ann@elsewhere.example");
        smtp.refuse();
        Optional<Instant> next = sender.run(id);
        int tries = 1;
        for (; next.isPresent() && tries < 9; tries++) {
            next = sender.run(id);
        }
        assertThat(tries).isEqualTo(3);
        assertThat(entry(id).state()).isEqualTo(State.FAILED);
        assertThat(entry(id).failure()).isEqualTo("UNREACHABLE");
        assertThat(count("Drafts", "down")).isEqualTo(1);
    }

    /** Another key opens nothing: what waits says so instead of being sent by somebody else. */
    @Test
    void aStolenRowOpensNothing() {
        UUID id = hold("stolen", "ann@elsewhere.example");
        assertThat(key.open(entry(id).credential(), UUID.randomUUID(), user)).isEmpty();
        assertThat(key.open(entry(id).credential(), id, "other@posthaste.example")).isEmpty();
        MasterKey other =
                new MasterKey(
                        new OutboxProperties(
                                null,
                                null,
                                Duration.ofSeconds(10),
                                List.of(),
                                Duration.ofSeconds(10)));
        assertThat(other.open(entry(id).credential(), id, user)).isEmpty();
        assertThat(other.isLasting()).isFalse();
        assertThat(entry(id).credential()).doesNotContain("letter-box");
    }
}
