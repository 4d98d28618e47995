package org.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Tls;
import org.restante.mailbox.ConnectionPool.Lease;
import org.restante.mailbox.command.Noop;
import org.restante.mailbox.command.Select;
import org.restante.mailbox.connection.ConnectionSettings;
import org.restante.mailbox.connection.ExchangeListener;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.ImapConnector;

/** The connections of one account, over a server that only signs in and opens a mailbox. */
class ConnectionPoolTests {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final ScriptedServer server = new ScriptedServer();
    private final ScriptedServer.Play play =
            server.play(
                    Dialogue.parse(
                            "pool",
                            List.of(
                                    "C: a SELECT \"INBOX\"",
                                    "S: * 3 EXISTS",
                                    "S: a OK x",
                                    "S: * BYE x")),
                    new ScriptedServer.Fault.Lenient());
    private final Credential credential = new Credential(play.user, Engine.PASSWORD);
    private final AtomicInteger opened = new AtomicInteger();
    private final List<ConnectionPool> pools = new ArrayList<>();

    /** The server allows so many connections. */
    private int allowed = Integer.MAX_VALUE;

    @AfterEach
    void everyConnectionIsClosed() {
        pools.forEach(ConnectionPool::closeAll);
        assertThat(play.finish()).noneMatch(error -> error.contains("left open"));
        assertThat(pools).allMatch(pool -> pool.open() == 0);
        play.close();
        server.close();
    }

    private ConnectionPool pool(int limit, Duration patience) {
        ConnectionPool pool = new ConnectionPool(limit, patience, this::open);
        pools.add(pool);
        return pool;
    }

    private ImapConnection open(Credential who) {
        if (opened.get() >= allowed) {
            throw new MailException(Problem.TOO_MANY_CONNECTIONS, "for a test");
        }
        opened.incrementAndGet();
        ImapConnector connector =
                new ImapConnector(ConnectionSettings.DEFAULT, ExchangeListener.NONE);
        return connector.open(new MailServer(play.host(), play.port(), Tls.PLAIN, false, 3), who);
    }

    private static void assertProblem(Problem problem, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        MailException.class, e -> assertThat(e.problem()).isEqualTo(problem));
    }

    private FutureTask<Lease> waiting(ConnectionPool pool) {
        FutureTask<Lease> task = new FutureTask<>(() -> pool.lease(null, credential));
        Thread thread = Thread.ofPlatform().daemon().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING && !task.isDone()) {
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void whatWasGivenBackIsUsedAgain() {
        ConnectionPool pool = pool(3, LONG);
        Lease first = pool.lease(null, credential);
        pool.release(first);
        Lease second = pool.lease(null, credential);
        assertThat(first.fresh()).isTrue();
        assertThat(second.fresh()).isFalse();
        assertThat(second.connection()).isSameAs(first.connection());
        pool.release(second);
        assertThat(opened).hasValue(1);
    }

    @Test
    void theOneThatHasTheMailboxOpenIsPreferred() {
        ConnectionPool pool = pool(3, LONG);
        Lease selected = pool.lease(null, credential);
        Lease other = pool.lease(null, credential);
        Select.queue(selected.connection(), MailboxName.INBOX).get();
        pool.release(selected);
        pool.release(other);
        Lease wanted = pool.lease(MailboxName.INBOX, credential);
        assertThat(wanted.connection()).isSameAs(selected.connection());
        pool.release(wanted);
    }

    @Test
    void whoWaitsTooLongIsTold() {
        ConnectionPool pool = pool(1, Duration.ofMillis(50));
        Lease only = pool.lease(null, credential);
        assertProblem(Problem.ACCOUNT_BUSY, () -> pool.lease(null, credential));
        assertProblem(Problem.ACCOUNT_BUSY, () -> pool.leaseFresh(credential));
        pool.release(only);
        pool.release(pool.lease(null, credential));
    }

    @Test
    void whoeverWaitsIsServedInTurn() throws Exception {
        ConnectionPool pool = pool(1, LONG);
        Lease lease = pool.lease(null, credential);
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            Thread thread =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        Lease mine = pool.lease(null, credential);
                                        served.add(number);
                                        pool.release(mine);
                                    });
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            threads.add(thread);
        }
        pool.release(lease);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(opened).hasValue(1);
    }

    @Test
    void whereTheServerAllowsFewerTheOthersWait() throws ExecutionException, InterruptedException {
        allowed = 1;
        ConnectionPool pool = pool(3, LONG);
        Lease only = pool.lease(null, credential);
        FutureTask<Lease> second = waiting(pool);
        FutureTask<Lease> third = waiting(pool);
        assertThat(second.isDone()).isFalse();
        pool.release(only);
        pool.release(second.get());
        pool.release(third.get());
        assertThat(opened).hasValue(1);
        assertThat(pool.open()).isEqualTo(1);
    }

    @Test
    void whereTheServerAllowsNoneAtAllIsAFailureThatCostsNoPermit() {
        allowed = 0;
        ConnectionPool pool = pool(1, LONG);
        assertProblem(Problem.TOO_MANY_CONNECTIONS, () -> pool.lease(null, credential));
        assertProblem(Problem.TOO_MANY_CONNECTIONS, () -> pool.lease(null, credential));
        allowed = 1;
        pool.release(pool.lease(null, credential));
    }

    @Test
    void oneInDoubtIsNeverUsedAgain() {
        ConnectionPool pool = pool(1, LONG);
        Lease lease = pool.lease(null, credential);
        Select.queue(lease.connection(), MailboxName.INBOX).get();
        assertProblem(Problem.CONNECTION_LOST, () -> lease.connection().run(new Noop()));
        assertThat(lease.connection().broken()).isTrue();
        assertProblem(Problem.CONNECTION_LOST, () -> lease.connection().run(new Noop()));
        pool.release(lease);
        assertThat(pool.open()).isZero();
        Lease next = pool.lease(null, credential);
        assertThat(next.connection()).isNotSameAs(lease.connection());
        pool.release(next);
    }

    @Test
    void closingAllClosesTheIdleOnesNowAndTheOthersWhenTheyAreGivenBack() {
        ConnectionPool pool = pool(3, LONG);
        Lease busy = pool.lease(null, credential);
        Lease idle = pool.lease(null, credential);
        pool.release(idle);
        pool.closeAll();
        assertThat(idle.connection().broken()).isTrue();
        assertThat(busy.connection().broken()).isFalse();
        pool.release(busy);
        assertThat(busy.connection().broken()).isTrue();
        assertThat(pool.open()).isZero();
    }

    @Test
    void signingOutWhileAConnectionIsBeingOpenedClosesThatOneToo() {
        ConnectionPool[] self = new ConnectionPool[1];
        self[0] =
                new ConnectionPool(
                        1,
                        LONG,
                        who -> {
                            ImapConnection connection = open(who);
                            self[0].closeAll();
                            return connection;
                        });
        pools.add(self[0]);
        Lease lease = self[0].lease(null, credential);
        self[0].release(lease);
        assertThat(lease.connection().broken()).isTrue();
    }
}
