package org.restante.mailbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mailbox.ConnectionPool.Lease;
import org.restante.mailbox.WatchListener.Watching;
import org.restante.mailbox.command.Enable;
import org.restante.mailbox.command.Id;
import org.restante.mailbox.command.ListMailboxes;
import org.restante.mailbox.command.Noop;
import org.restante.mailbox.command.Notify;
import org.restante.mailbox.command.Select;
import org.restante.mailbox.command.States;
import org.restante.mailbox.connection.Idle;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Selected;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one account for all its browsers on a connection of its own, which does nothing else: by
 * NOTIFY where the server has it, else by IDLE in the open mailbox and a look at the others now and
 * then, else by looking; where it gets no connection, by looking over those of the pages.
 */
final class Watcher {

    private static final Logger log = LoggerFactory.getLogger(Watcher.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(300);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** How often the server is asked about what it does not tell of. */
    private static final Duration BRISK = Duration.ofSeconds(15);

    private static final Duration GENTLE = Duration.ofMinutes(2);

    /**
     * After something was told or found all is compared so long after: Dovecot misses changes that
     * follow on others, until its next look around ({@code mailbox_idle_check_interval}).
     */
    private static final List<Duration> COMPARED =
            List.of(
                    Duration.ofMillis(300),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10));

    /** While somebody looks at pages, and so long after that, all is compared so often. */
    private static final Duration LOOKED_AT = Duration.ofSeconds(1);

    private static final Duration BUSY = Duration.ofSeconds(10);

    /** Of all time, comparing takes one part in so many at most. */
    private static final int SELDOM = 10;

    private static final Duration FOREVER = Duration.ofDays(365);

    /** Without a connection of its own, and when to try for one again. */
    private static final Duration POLL = Duration.ofSeconds(30);

    private static final Duration WITHOUT_CONNECTION = Duration.ofMinutes(5);

    /** On a server that must be asked for each mailbox, so many are asked for. */
    private static final int COUNTED = 60;

    /** In which way the account is watched; for the administrator's metrics. */
    enum Way {
        NONE,
        NOTIFY,
        IDLE,
        NOOP,
        POLLING
    }

    private final AccountRuntime runtime;
    private final ImapSession session;
    private final Semaphore woken = new Semaphore(0);
    private volatile boolean stopped;
    private volatile Way way = Way.NONE;
    private volatile @Nullable Idle idle;
    private volatile Duration pace = BRISK;

    Watcher(AccountRuntime runtime, ImapSession session) {
        this.runtime = runtime;
        this.session = session;
    }

    void start() {
        Thread.ofVirtual().name("imap-watch").start(this::run);
    }

    void stop() {
        stopped = true;
        wake();
    }

    Credential credential() {
        return session.credential();
    }

    Way way() {
        return way;
    }

    /** Another mailbox is open, or there is an end: whatever it waits for, it looks again. */
    void wake() {
        woken.release();
        Idle waiting = idle;
        if (waiting != null) {
            waiting.end();
        }
    }

    /** Somebody looks at a page, of another mailbox than before or not. */
    void look(boolean another) {
        if (way == Way.NOTIFY) {
            endIn(LOOKED_AT);
        } else if (another && (way == Way.IDLE || way == Way.NOOP)) {
            pace = BRISK;
            wake();
        }
    }

    private void endIn(Duration most) {
        Idle waiting = idle;
        if (waiting != null) {
            waiting.endIn(most);
        }
    }

    /** A page has read more than was told: all is compared soon. */
    void behind() {
        if (way == Way.NOTIFY) {
            endIn(COMPARED.getFirst());
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stopped) {
            long start = System.nanoTime();
            try {
                watch();
            } catch (MailException e) {
                log.debug("watching: {}", e.getMessage());
                if (isFinal(e.problem())) {
                    runtime.watch().refused(this);
                    break;
                }
                if (e.problem() == Problem.TOO_MANY_CONNECTIONS
                        || e.problem() == Problem.ACCOUNT_BUSY) {
                    poll();
                }
            } catch (RuntimeException e) {
                log.warn("Watching an account has failed and begins anew", e);
            } finally {
                way = Way.NONE;
                runtime.watch().lost(this);
            }
            if (!stopped) {
                runtime.watch().watching(Watching.RECONNECTING);
                boolean held = System.nanoTime() - start > LONGEST_PAUSE.toNanos();
                pause = held ? FIRST_PAUSE : pause;
                rest(jittered(pause));
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
            }
        }
    }

    private static boolean isFinal(Problem problem) {
        return problem == Problem.WRONG_PASSWORD || problem == Problem.ACCOUNT_DISABLED;
    }

    private static Duration jittered(Duration pause) {
        long nanos = pause.toNanos();
        return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos));
    }

    private void rest(Duration pause) {
        try {
            boolean _ = woken.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS);
            woken.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    private void watch() {
        Lease lease = runtime.pool().reserve(session.credential());
        ImapConnection connection = lease.connection();
        try {
            Enable.queue(connection);
            connection.flush();
            if (connection.capabilities().has("ID")) {
                connection.send(new Id());
            }
            if (!connection.capabilities().has("NOTIFY") || !notified(connection)) {
                look(connection);
            }
        } finally {
            runtime.pool().discard(lease);
        }
    }

    // --- NOTIFY ---

    /** False where the server will not tell after all. */
    private boolean notified(ImapConnection connection) {
        try {
            connection.run(new Notify());
        } catch (MailException e) {
            if (connection.broken()) {
                throw e;
            }
            log.debug("NOTIFY refused: {}", e.getMessage());
            return false;
        }
        way = Way.NOTIFY;
        Told told = new Told(new WatchedNames(connection.capabilities().utf8()));
        Map<MailboxName, MailboxState> all = states(connection, null);
        told.names.known(all.keySet());
        runtime.index().watched(all);
        runtime.watch().caughtUp(Watching.LIVE);
        while (!stopped && !told.overflown) {
            idle(connection, told, told.rest());
            if (!stopped && !told.overflown) {
                long start = System.nanoTime();
                all = states(connection, null);
                told.names.known(all.keySet());
                boolean news = runtime.watch().confirmed(all);
                told.compared(news, Duration.ofNanos(System.nanoTime() - start));
            }
        }
        return !told.overflown;
    }

    private void idle(ImapConnection connection, Idle.Heard heard, Duration most) {
        Idle next = connection.idle(heard);
        idle = next;
        try {
            if (!stopped && !woken.tryAcquire()) {
                next.run(most);
            }
        } finally {
            idle = null;
            woken.drainPermits();
        }
    }

    /** Each change comes as the new state of its mailbox. */
    private final class Told implements Idle.Heard {

        private final WatchedNames names;
        private boolean overflown;
        private int compared = COMPARED.size();
        private Duration took = Duration.ZERO;

        Told(WatchedNames names) {
            this.names = names;
        }

        /** How long to wait before all is compared. */
        Duration rest() {
            Duration rest = compared < COMPARED.size() ? COMPARED.get(compared) : FOREVER;
            if (rest.compareTo(LOOKED_AT) > 0 && runtime.lookedWithin(BUSY)) {
                rest = LOOKED_AT;
            }
            Duration seldom = took.multipliedBy(SELDOM);
            return seldom.compareTo(rest) > 0 ? seldom : rest;
        }

        void compared(boolean news, Duration took) {
            this.took = took;
            compared = news ? 0 : compared + 1;
        }

        @Override
        public void told(Untagged response) {
            switch (response.keyword()) {
                case "STATUS" -> {
                    MailboxName name = names.read(response.value(0));
                    runtime.watch().told(name, States.read(response.value(1)));
                    doubt();
                }
                case "LIST", "LSUB" -> {
                    runtime.watch().foldersChanged();
                    compared = 0;
                    wake(); // other mailboxes are there now
                }
                default -> {
                    // nothing is selected, so nothing else concerns us
                }
            }
        }

        /** More may have changed: all is compared soon. */
        private void doubt() {
            compared = 0;
            endIn(rest());
        }

        @Override
        public void told(Status status) {
            if (status.has("NOTIFICATIONOVERFLOW")) {
                // It tells no more (RFC 5465, section 5.8): from here on it is asked.
                overflown = true;
                runtime.index().unwatched();
                wake();
            }
        }
    }

    // --- looking ---

    private void look(ImapConnection connection) {
        boolean idles = connection.capabilities().has("IDLE");
        way = idles ? Way.IDLE : Way.NOOP;
        Watching how = idles ? Watching.LIVE : Watching.POLLING;
        MailboxName open = examined(connection);
        runtime.watch().compared(states(connection, open));
        runtime.watch().caughtUp(how);
        // without mod-sequences the states do not tell of every change
        runtime.watch().changed(open, MailboxState.UNKNOWN);
        long due = System.nanoTime() + pace.toNanos();
        while (!stopped) {
            if (!runtime.looking().equals(open)) {
                open = examined(connection);
                runtime.watch().changed(open, MailboxState.UNKNOWN);
            }
            if (System.nanoTime() >= due) {
                pace(runtime.watch().compared(states(connection, open)));
                due = System.nanoTime() + pace.toNanos();
            }
            Duration left = Duration.ofNanos(Math.max(1, due - System.nanoTime()));
            if (idles) {
                idle(connection, new Seen(open), left);
            } else {
                rest(left);
                noop(connection, open);
            }
        }
    }

    private void pace(boolean news) {
        Duration slower = pace.multipliedBy(3).dividedBy(2);
        pace = news ? BRISK : slower.compareTo(GENTLE) > 0 ? GENTLE : slower;
    }

    private MailboxName examined(ImapConnection connection) {
        MailboxName wanted = runtime.looking();
        try {
            return Select.examine(connection, wanted).get().name();
        } catch (MailException e) {
            if (e.problem() != Problem.MAILBOX_MISSING || wanted.isInbox()) {
                throw e;
            }
            runtime.leave(wanted);
            return Select.examine(connection, MailboxName.INBOX).get().name();
        }
    }

    /** What is told of the open mailbox: that something has changed in it is enough. */
    private final class Seen implements Idle.Heard {

        private final MailboxName open;

        Seen(MailboxName open) {
            this.open = open;
        }

        @Override
        public void told(Untagged response) {
            switch (response.keyword()) {
                case "EXISTS", "EXPUNGE", "VANISHED", "FETCH" -> {
                    pace = BRISK;
                    runtime.watch().changed(open, MailboxState.UNKNOWN);
                }
                default -> {
                    // of no concern to pages
                }
            }
        }

        @Override
        public void told(Status status) {
            // words only
        }
    }

    private void noop(ImapConnection connection, MailboxName open) {
        Selected selected = connection.selected();
        long before = selected == null ? 0 : selected.changes() + selected.told();
        connection.run(new Noop());
        if (selected != null && selected.changes() + selected.told() != before) {
            pace = BRISK;
            runtime.watch().changed(open, MailboxState.UNKNOWN);
        }
    }

    private static Map<MailboxName, MailboxState> states(
            ImapConnection connection, @Nullable MailboxName open) {
        if (ListMailboxes.tellsStatus(connection.capabilities())) {
            return connection.run(States.all());
        }
        List<MailboxName> names =
                connection.run(new ListMailboxes()).stream()
                        .filter(MailboxInfo::selectable)
                        .map(MailboxInfo::name)
                        .toList();
        Map<MailboxName, Pending<Map<MailboxName, MailboxState>>> asked = new HashMap<>();
        for (MailboxName name : names) {
            // the open one tells by itself, and must not be asked for (RFC 9051, 6.3.11)
            if (asked.size() < COUNTED && !name.equals(open)) {
                asked.put(name, connection.send(States.of(name)));
            }
        }
        Map<MailboxName, MailboxState> states = new HashMap<>();
        names.forEach(name -> states.put(name, MailboxState.UNKNOWN));
        asked.values().forEach(one -> states.putAll(one.get()));
        return states;
    }

    // --- without a connection of its own ---

    private void poll() {
        way = Way.POLLING;
        long end = System.nanoTime() + WITHOUT_CONNECTION.toNanos();
        while (!stopped && System.nanoTime() < end) {
            try {
                MailboxName open = runtime.looking();
                Map<MailboxName, MailboxState> all =
                        session.lend(connection -> states(connection, open));
                runtime.watch().compared(all);
                runtime.watch().changed(open, MailboxState.UNKNOWN);
                runtime.watch().watching(Watching.POLLING);
            } catch (MailException e) {
                log.debug("polling: {}", e.getMessage());
                if (isFinal(e.problem())) {
                    return; // the next attempt at a connection tells
                }
                runtime.watch().watching(Watching.RECONNECTING);
            }
            rest(POLL);
        }
    }
}
