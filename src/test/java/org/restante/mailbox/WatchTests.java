package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox.MessagePage;
import org.restante.mailbox.WatchListener.Watch;
import org.restante.mailbox.WatchListener.Watching;
import org.restante.support.DovecotServer;
import org.restante.support.GreenMailServer;
import org.restante.support.ImapProxy;
import org.restante.support.MailServer;
import org.restante.support.Missing;
import org.restante.support.RawImap;

/** What watchers tell, and what is known without asking: on real servers, with others writing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchTests {

    private static final MailboxName INBOX = MailboxName.INBOX;
    private static final MailboxName WORK = new MailboxName("Work");
    private static final Duration SOON = Duration.ofSeconds(8);

    private final List<MailServer> servers = new ArrayList<>();
    private final ImapSessions sessions =
            Engine.sessions(Duration.ofSeconds(5), Duration.ofSeconds(2));

    Stream<MailServer> servers() {
        if (servers.isEmpty()) {
            servers.add(GreenMailServer.start());
            if (DovecotServer.missing().isPresent()) {
                System.out.println(
                        "not run: WatchTests on Dovecot: " + DovecotServer.missing().get());
                if ("fail".equals(System.getProperty("restante.missing"))) {
                    throw Missing.abort(WatchTests.class, DovecotServer.missing().get());
                }
            } else {
                servers.add(DovecotServer.shared());
                servers.add(DovecotServer.with().without("NOTIFY").start());
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

    /** Keeps what it is told. */
    private static final class Ear implements WatchListener {

        final List<Map<MailboxName, MailboxState>> told = new CopyOnWriteArrayList<>();
        final Map<MailboxName, MailboxState> now = new ConcurrentHashMap<>();
        volatile int trees;
        volatile boolean ended;
        volatile @Nullable Watching watching;

        @Override
        public void changed(Map<MailboxName, MailboxState> mailboxes) {
            now.putAll(mailboxes);
            told.add(mailboxes);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread tells
        public void foldersChanged() {
            trees++;
        }

        @Override
        public void watching(Watching how) {
            watching = how;
        }

        @Override
        public void ended(boolean refused) {
            ended = true;
        }

        long of(MailboxName mailbox) {
            return told.stream().filter(one -> one.containsKey(mailbox)).count();
        }
    }

    private MailSession session(int port, String user) {
        return sessions.signIn(Engine.account(port, user), Engine.credential(user));
    }

    static RawImap.Message mail(String subject) {
        return new RawImap.Message(
                ("From: Ann <ann@a.example>\r\nSubject: " + subject + "\r\n\r\nHello\r\n")
                        .getBytes(),
                List.of(),
                ZonedDateTime.now());
    }

    private static void awaitLive(Ear ear) {
        await().atMost(SOON)
                .until(() -> ear.watching == Watching.LIVE && ear.now.containsKey(INBOX));
    }

    /** Does it and waits until the listener is told of that mailbox. */
    private static void told(Ear ear, MailboxName mailbox, Runnable change) {
        long before = ear.of(mailbox);
        change.run();
        await().atMost(SOON).until(() -> ear.of(mailbox) > before);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void eachChangeByOthersIsTold(MailServer server) {
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        Ear ear = new Ear();
        try (RawImap imap = server.connect(user);
                Watch _ = session.watch(ear)) {
            awaitLive(ear);
            told(ear, INBOX, () -> imap.append("INBOX", List.of(mail("one"), mail("two"))));
            imap.select("INBOX");
            long uid = imap.search("ALL").getFirst();
            told(ear, INBOX, () -> imap.command("UID STORE " + uid + " +FLAGS (\\Seen)"));
            told(ear, INBOX, () -> imap.command("UID STORE " + uid + " +FLAGS (\\Flagged)"));
            told(ear, INBOX, () -> imap.command("UID STORE " + uid + " -FLAGS (\\Seen)"));
            told(
                    ear,
                    INBOX,
                    () -> {
                        imap.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
                        imap.command("EXPUNGE");
                    });
        }
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("servers")
    void ourOwnWritingIsToldAtOnce(MailServer server) {
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        Ear ear = new Ear();
        try (RawImap imap = server.connect(user);
                Watch _ = session.watch(ear)) {
            imap.append("INBOX", List.of(mail("one")));
            awaitLive(ear);
            Uid uid = session.in(INBOX, box -> box.page(0, 10)).rows().getFirst().uid();
            long before = ear.of(INBOX);
            session.in(
                    INBOX,
                    box -> {
                        box.store(UidSet.of(uid), Set.of(Flag.SEEN), true).get();
                        return Map.of();
                    });
            assertThat(ear.of(INBOX)).isGreaterThan(before);
            int trees = ear.trees;
            session.with(
                    account -> {
                        account.create(WORK, null);
                        return Map.of();
                    });
            assertThat(ear.trees).isGreaterThan(trees);
        }
    }

    @Test
    void whatOthersDoToFoldersIsTold() {
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        Ear ear = new Ear();
        try (RawImap imap = server.connect(user);
                Watch _ = session.watch(ear)) {
            awaitLive(ear);
            for (String command :
                    List.of("CREATE Work", "SUBSCRIBE Work", "RENAME Work Play", "DELETE Play")) {
                int before = ear.trees;
                imap.command(command);
                await(command).atMost(SOON).until(() -> ear.trees > before);
            }
            imap.command("CREATE Work");
            told(ear, WORK, () -> imap.append("Work", List.of(mail("elsewhere"))));
            assertThat(ear.now.get(WORK).messages()).isEqualTo(1);
            assertThat(ear.now.get(WORK).unseen()).isEqualTo(1);
        }
    }

    @Test
    void aMailboxThatIsMadeAgainIsAnotherOne() {
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        Ear ear = new Ear();
        MailboxName name = new MailboxName("Räder & Co");
        try (RawImap imap = server.connect(user);
                Watch _ = session.watch(ear)) {
            imap.createIfAbsent(name.value());
            imap.append(name.value(), List.of(mail("one")));
            awaitLive(ear);
            await().atMost(SOON).until(() -> ear.now.containsKey(name));
            assertThat(list(session, name).total()).isEqualTo(1);
            long life = ear.now.get(name).uidValidity();
            imap.command("DELETE " + RawImap.name(name.value()));
            await().atMost(SOON).until(() -> ear.trees > 0);
            imap.createIfAbsent(name.value());
            imap.append(name.value(), List.of(mail("two"), mail("three")));
            await().atMost(SOON)
                    .until(
                            () ->
                                    ear.now.get(name).uidValidity() != life
                                            && ear.now.get(name).messages() == 2);
            assertThat(list(session, name).total()).isEqualTo(2);
        }
    }

    @Test
    void aWarmPageAsksForNothing() {
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        try (RawImap imap = server.connect(user);
                ImapProxy proxy = new ImapProxy(server)) {
            imap.append("INBOX", List.of(mail("one"), mail("two")));
            MailSession session = session(proxy.port(), user);
            Ear ear = new Ear();
            try (Watch _ = session.watch(ear)) {
                awaitLive(ear);
                MessagePage read = list(session, INBOX);
                proxy.reset();
                for (int i = 0; i < 5; i++) {
                    KnownPage known = session.known(INBOX, 0, 50).orElseThrow();
                    assertThat(known.page().rows()).isEqualTo(read.rows());
                    assertThat(known.tree().find(INBOX).orElseThrow().status().unseen())
                            .isEqualTo(2);
                }
                assertThat(proxy.count()).isZero();

                // flags, counts and places follow what others do
                imap.select("INBOX");
                told(ear, INBOX, () -> imap.command("STORE 1 +FLAGS (\\Seen)"));
                assertThat(session.known(INBOX, 0, 50)).isEmpty();
                list(session, INBOX);
                KnownPage known = session.known(INBOX, 0, 50).orElseThrow();
                assertThat(known.tree().find(INBOX).orElseThrow().status().unseen()).isEqualTo(1);
                assertThat(known.page().rows().getLast().has(Flag.SEEN)).isTrue();
            }
        }
    }

    /** As a page does it: the tree and the quota travel with the rows. */
    static MessagePage list(MailSession session, MailboxName mailbox) {
        return session.in(
                mailbox,
                box -> {
                    var tree = box.mailboxes();
                    var quota = box.quota(mailbox);
                    MessagePage page = box.page(0, 50);
                    tree.get();
                    quota.get();
                    return page;
                });
    }

    @Test
    void whatHappenedWhileTheConnectionWasGoneIsToldAfterwards() {
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        try (RawImap imap = server.connect(user);
                ImapProxy proxy = new ImapProxy(server)) {
            imap.append("INBOX", List.of(mail("one"), mail("two")));
            MailSession session = session(proxy.port(), user);
            Ear ear = new Ear();
            try (Watch _ = session.watch(ear)) {
                awaitLive(ear);
                list(session, INBOX);
                proxy.refuse();
                proxy.cut();
                await().atMost(SOON).until(() -> ear.watching == Watching.RECONNECTING);
                assertThat(session.known(INBOX, 0, 50)).isEmpty();
                imap.select("INBOX");
                imap.command("STORE 1 +FLAGS (\\Seen)");
                long before = ear.of(INBOX);
                proxy.accept();
                await().atMost(SOON)
                        .until(() -> ear.watching == Watching.LIVE && ear.of(INBOX) > before);
                assertThat(ear.now.get(INBOX).unseen()).isEqualTo(1);
            }
        }
    }

    /** No FIN and no reset: the peer says nothing more. */
    @Test
    void aPeerThatFellSilentIsNoticed() {
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        try (ImapProxy proxy = new ImapProxy(server)) {
            MailSession session = session(proxy.port(), user);
            Ear ear = new Ear();
            try (Watch _ = session.watch(ear)) {
                awaitLive(ear);
                proxy.stall();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> ear.watching == Watching.RECONNECTING);
                proxy.resume();
                await().atMost(Duration.ofSeconds(15)).until(() -> ear.watching == Watching.LIVE);
            }
        }
    }

    @Test
    void withoutAConnectionOfItsOwnItIsAskedNowAndThen() {
        try (DovecotServer server = DovecotServer.with().connectionsPerUser(1).start()) {
            String user = server.newUser();
            MailSession session = session(server.imapPort(), user);
            Ear ear = new Ear();
            try (Watch _ = session.watch(ear)) {
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> ear.watching == Watching.POLLING);
                assertThat(list(session, INBOX).total()).isZero();
            }
        }
    }

    @Test
    void theLastOneWhoLeavesEndsIt() {
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        try (ImapProxy proxy = new ImapProxy(server)) {
            MailSession session = session(proxy.port(), user);
            Ear ear = new Ear();
            Watch first = session.watch(ear);
            Watch second = session.watch(new Ear());
            awaitLive(ear);
            int open = proxy.openConnections();
            first.close();
            second.close();
            await().atMost(SOON).until(() -> proxy.openConnections() == open - 1);
        }
    }

    @Test
    void anAccountThatIsEndedIsWatchedNoLonger() {
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        Ear ear = new Ear();
        try (Watch _ = session.watch(ear)) {
            awaitLive(ear);
            sessions.end(session.account());
            await().atMost(SOON).until(() -> ear.ended);
            assertThat(sessions.connections(session.account())).isZero();
        }
    }

    /**
     * Two others and the application do things at random; what is known without asking is soon what
     * the server has. The number of steps is raised by {@code -Drestante.watch.steps}.
     */
    @Test
    void whatIsKnownIsWhatTheServerHas() {
        int steps = Integer.getInteger("restante.watch.steps", 60);
        long seed = Long.getLong("restante.watch.seed", System.nanoTime());
        Random random = new Random(seed);
        DovecotServer server = DovecotServer.shared();
        String user = server.newUser();
        MailSession session = session(server.imapPort(), user);
        Ear ear = new Ear();
        int asked = 0;
        try (RawImap one = server.connect(user);
                RawImap two = server.connect(user);
                RawImap judge = server.connect(user);
                Watch _ = session.watch(ear)) {
            one.createIfAbsent("Work");
            one.append(
                    "INBOX",
                    Stream.iterate(0, i -> i + 1).limit(12).map(i -> mail("first " + i)).toList());
            awaitLive(ear);
            for (int step = 0; step < steps; step++) {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    act(random, random.nextInt(3), session, one, two);
                }
                MailboxName mailbox = random.nextInt(4) == 0 ? WORK : INBOX;
                List<String> truth = truth(judge, mailbox);
                String what = "seed " + seed + ", step " + step + ", " + mailbox;
                asked += compare(session, mailbox, truth, what);
            }
        }
        System.out.println(
                "WatchTests: " + steps + " steps, pages asked for " + asked + ", seed " + seed);
    }

    /** Looks until known and right; how often it had to be asked for. */
    private static int compare(
            MailSession session, MailboxName mailbox, List<String> truth, String what) {
        int[] asked = {0};
        List<String> shown = truth.stream().limit(50).toList();
        // asked for, it is right at once
        assertThat(rows(list(session, mailbox))).as(what + ", asked for").isEqualTo(shown);
        await(what)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(40))
                .untilAsserted(
                        () -> {
                            KnownPage known = session.known(mailbox, 0, 50).orElse(null);
                            if (known == null) {
                                // where the server contradicts itself it is asked each time
                                asked[0]++;
                                assertThat(rows(list(session, mailbox))).isEqualTo(shown);
                            }
                            assertThat(known).isNotNull();
                            assertThat(rows(known.page())).isEqualTo(shown);
                            assertThat(known.page().total()).isEqualTo(truth.size());
                            assertThat(known.tree().find(mailbox).orElseThrow().status().unseen())
                                    .isEqualTo(
                                            truth.stream()
                                                    .filter(row -> !row.contains("\\seen"))
                                                    .count());
                        });
        return asked[0];
    }

    static List<String> rows(MessagePage page) {
        return page.rows().stream().map(row -> row.uid() + " " + flags(row)).toList();
    }

    private static List<String> flags(MessageSummary row) {
        return row.flags().stream()
                .map(flag -> flag.name().toLowerCase(java.util.Locale.ROOT))
                .filter(flag -> !flag.equals("\\recent"))
                .sorted()
                .toList();
    }

    /** The newest first. */
    static List<String> truth(RawImap imap, MailboxName mailbox) {
        imap.select(mailbox.value());
        return imap.search("ALL").reversed().stream()
                .map(
                        uid ->
                                uid
                                        + " "
                                        + imap.flags(uid).stream()
                                                .map(
                                                        flag ->
                                                                flag.toLowerCase(
                                                                        java.util.Locale.ROOT))
                                                .filter(flag -> !flag.equals("\\recent"))
                                                .sorted()
                                                .toList())
                .toList();
    }

    private static void act(Random random, int who, MailSession session, RawImap one, RawImap two) {
        if (who == 0) {
            actAsApp(random, session);
            return;
        }
        RawImap imap = who == 1 ? one : two;
        String mailbox = random.nextInt(4) == 0 ? "Work" : "INBOX";
        imap.select(mailbox);
        List<Long> uids = imap.search("ALL");
        String uid = uids.isEmpty() ? "1" : "" + uids.get(random.nextInt(uids.size()));
        String flag = List.of("\\Seen", "\\Flagged", "\\Answered", "$Label").get(random.nextInt(4));
        switch (random.nextInt(uids.size() > 40 ? 8 : 10)) {
            case 0, 1 -> imap.command("UID STORE " + uid + " +FLAGS (" + flag + ")");
            case 2, 3 -> imap.command("UID STORE " + uid + " -FLAGS (" + flag + ")");
            case 4 ->
                    imap.attempt(
                            "UID MOVE " + uid + " " + (mailbox.equals("INBOX") ? "Work" : "INBOX"));
            case 5 -> imap.attempt("UID COPY " + uid + " Work");
            case 6, 7 -> {
                imap.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
                imap.command("UID EXPUNGE " + uid);
            }
            default -> imap.append(mailbox, List.of(mail("new " + random.nextInt())));
        }
    }

    private static void actAsApp(Random random, MailSession session) {
        MailboxName mailbox = random.nextInt(4) == 0 ? WORK : INBOX;
        List<MessageSummary> rows = session.in(mailbox, box -> box.page(0, 50)).rows();
        if (rows.isEmpty()) {
            return;
        }
        UidSet uid = UidSet.of(rows.get(random.nextInt(rows.size())).uid());
        session.in(
                mailbox,
                box -> {
                    switch (random.nextInt(4)) {
                        case 0 -> box.store(uid, Set.of(Flag.SEEN), true).get();
                        case 1 -> box.store(uid, Set.of(Flag.FLAGGED), random.nextBoolean()).get();
                        case 2 -> box.move(uid, mailbox.equals(INBOX) ? WORK : INBOX);
                        default -> box.expunge(uid);
                    }
                    return Map.of();
                });
    }
}
