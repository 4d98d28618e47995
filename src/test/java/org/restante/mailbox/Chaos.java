package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.UidSet;
import org.restante.mailbox.WatchListener.Watch;
import org.restante.mailbox.WatchListener.Watching;
import org.restante.support.DovecotServer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * Ten minutes of a line that does its worst, while the application and another program go on. At
 * the end the two agree, and nothing is stuck. Not part of the build: {@code -Dtest=Chaos}, with
 * {@code -Drestante.chaos.seconds} for another length.
 */
@Requires(Requirement.DOVECOT)
class Chaos {

    private static final MailboxName INBOX = MailboxName.INBOX;
    private static final int ACCOUNTS = 4;

    private final long seed = Long.getLong("restante.chaos.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void appAndServerAgreeInTheEnd() throws IOException {
        Duration length = Duration.ofSeconds(Integer.getInteger("restante.chaos.seconds", 600));
        DovecotServer server = DovecotServer.shared();
        ImapSessions sessions = Engine.sessions(Duration.ofSeconds(4), Duration.ofSeconds(6));
        List<String> users = Stream.generate(server::newUser).limit(ACCOUNTS).toList();
        int acts = 0;
        int failed = 0;
        try (ChaosProxy proxy = new ChaosProxy(server.imapPort(), random)) {
            List<MailSession> all =
                    users.stream()
                            .map(
                                    user ->
                                            sessions.resume(
                                                    Engine.account(proxy.port(), user),
                                                    Engine.credential(user)))
                            .toList();
            List<Ear> ears = all.stream().map(Ear::new).toList();
            List<Watch> watches =
                    Stream.iterate(0, i -> i + 1)
                            .limit(ACCOUNTS)
                            .map(i -> all.get(i).watch(ears.get(i)))
                            .toList();
            long end = System.nanoTime() + length.toNanos();
            proxy.rate(0.04);
            while (System.nanoTime() < end) {
                int who = random.nextInt(ACCOUNTS);
                others(server, users.get(who));
                acts++;
                failed += app(all.get(who)) ? 0 : 1;
            }
            proxy.rate(0);
            for (int i = 0; i < ACCOUNTS; i++) {
                agree(server, users.get(i), all.get(i), ears.get(i));
            }
            watches.forEach(Watch::close);
            System.out.printf(
                    "Chaos: %d s, %d faults, %d acts of which %d failed, seed %d%n",
                    length.toSeconds(), proxy.faults.get(), acts, failed, seed);
        } finally {
            sessions.endAll();
        }
    }

    private void others(DovecotServer server, String user) {
        try (RawImap imap = server.connect(user)) {
            imap.createIfAbsent("Work");
            imap.select("INBOX");
            List<Long> uids = imap.search("ALL");
            if (uids.size() < 5 || (random.nextBoolean() && uids.size() < 30)) {
                imap.append("INBOX", List.of(WatchTests.mail("no. " + random.nextInt())));
            } else {
                long uid = uids.get(random.nextInt(uids.size()));
                switch (random.nextInt(3)) {
                    case 0 -> imap.command("UID STORE " + uid + " +FLAGS (\\Seen)");
                    case 1 -> imap.command("UID STORE " + uid + " -FLAGS (\\Seen)");
                    default -> imap.attempt("UID MOVE " + uid + " Work");
                }
            }
        }
    }

    /** False where it did not get through, which is said and is no mistake here. */
    private boolean app(MailSession session) {
        try {
            List<MessageSummary> rows = WatchTests.list(session, INBOX).rows();
            if (!rows.isEmpty()) {
                UidSet uid = UidSet.of(rows.get(random.nextInt(rows.size())).uid());
                boolean on = random.nextBoolean();
                session.in(
                        INBOX,
                        box -> {
                            box.store(uid, Set.of(Flag.FLAGGED), on).get();
                            return Map.of();
                        });
            }
            return true;
        } catch (MailException e) {
            assertThat(e.problem()).isNotEqualTo(Problem.ACCOUNT_BUSY);
            return false;
        }
    }

    private void agree(DovecotServer server, String user, MailSession session, Ear ear) {
        await("seed " + seed)
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(
                        () -> {
                            assertThat(ear.watching).isEqualTo(Watching.LIVE);
                            WatchTests.list(session, INBOX);
                            KnownPage known = session.known(INBOX, 0, 50).orElse(null);
                            assertThat(known).isNotNull();
                            try (RawImap judge = server.connect(user)) {
                                assertThat(WatchTests.rows(known.page()))
                                        .isEqualTo(WatchTests.truth(judge, INBOX));
                            }
                        });
    }

    /** Hears how the watching goes. */
    private static final class Ear implements WatchListener {

        private volatile Watching watching = Watching.RECONNECTING;
        private final MailSession session;

        Ear(MailSession session) {
            this.session = session;
        }

        @Override
        public void changed(Map<MailboxName, MailboxState> mailboxes) {
            // the end is what counts
        }

        @Override
        public void foldersChanged() {
            // likewise
        }

        @Override
        public void watching(Watching now) {
            watching = now;
        }

        @Override
        public void ended(boolean refused) {
            // what was spoiled may have been the password
            Watch _ = session.watch(this);
        }
    }
}
