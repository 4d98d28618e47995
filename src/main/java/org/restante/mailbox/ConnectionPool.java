package org.restante.mailbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mailbox.connection.ImapConnection;

/**
 * The command connections of one account, never more than its server allows; whoever waits for one
 * is served in turn, and not for ever.
 */
final class ConnectionPool {

    private final Opener opener;
    private final int limit;
    private final Duration patience;
    private final Semaphore permits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ImapConnection> idle = new ArrayDeque<>();
    private int open;
    private int withheld;
    private long generation;

    /** Opens one more connection. */
    @FunctionalInterface
    interface Opener {
        ImapConnection open(Credential credential);
    }

    /**
     * A connection that is somebody's for a while.
     *
     * @param fresh whether it was opened just now, so that a failure is no sign of staleness
     */
    record Lease(ImapConnection connection, boolean fresh, long generation) {}

    ConnectionPool(int limit, Duration patience, Opener opener) {
        this.opener = opener;
        this.limit = limit;
        this.patience = patience;
        this.permits = new Semaphore(limit, true);
    }

    /** Leases a connection, best one that has the wanted mailbox selected. */
    Lease lease(@Nullable MailboxName wanted, Credential credential) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            acquire(deadline);
            long before = generation();
            ImapConnection idleOne = takeIdle(wanted);
            if (idleOne != null) {
                return new Lease(idleOne, false, before);
            }
            Lease opened = openNew(credential);
            if (opened != null) {
                return opened;
            }
        }
    }

    /** A new connection in any case, in place of an idle one that may have gone stale. */
    Lease leaseFresh(Credential credential) {
        acquire(System.nanoTime() + patience.toNanos());
        closeIdle(Duration.ZERO);
        Lease opened = openNew(credential);
        if (opened == null) {
            throw new MailException(Problem.TOO_MANY_CONNECTIONS, "none to be had");
        }
        return opened;
    }

    /**
     * A connection that stays somebody's, among those that the server allows.
     *
     * @throws MailException {@link Problem#TOO_MANY_CONNECTIONS} where there is but one, which
     *     pages need
     */
    Lease reserve(Credential credential) {
        if (limit < 2) {
            throw new MailException(Problem.TOO_MANY_CONNECTIONS, "the one is for pages");
        }
        acquire(System.nanoTime() + patience.toNanos());
        Lease opened = openNew(credential);
        if (opened == null) {
            throw new MailException(Problem.TOO_MANY_CONNECTIONS, "none to be had");
        }
        return opened;
    }

    /** Closes what was reserved. */
    void discard(Lease lease) {
        lease.connection().close();
        count(-1);
        permits.release();
    }

    private void acquire(long deadline) {
        try {
            if (!permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw new MailException(Problem.ACCOUNT_BUSY, "no connection became free");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailException(Problem.ACCOUNT_BUSY, "interrupted", e);
        }
    }

    /** Null where the server wants no more of them but there are others to wait for. */
    private @Nullable Lease openNew(Credential credential) {
        boolean opened = false;
        boolean withhold = false;
        // Who signs out while a connection is being opened means that one too.
        long before = generation();
        count(1);
        try {
            ImapConnection connection = opener.open(credential);
            opened = true;
            return new Lease(connection, true, before);
        } catch (MailException e) {
            withhold = e.problem() == Problem.TOO_MANY_CONNECTIONS && othersOpen();
            if (!withhold) {
                throw e;
            }
            return null;
        } finally {
            if (!opened) {
                count(-1);
                if (withhold) {
                    withhold();
                } else {
                    permits.release();
                }
            }
        }
    }

    private boolean othersOpen() {
        lock.lock();
        try {
            return open > 1;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the permit, so that what the server refuses is not tried again and again. */
    private void withhold() {
        lock.lock();
        try {
            withheld++;
        } finally {
            lock.unlock();
        }
    }

    private void count(int more) {
        lock.lock();
        try {
            open += more;
        } finally {
            lock.unlock();
        }
    }

    private long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ImapConnection takeIdle(@Nullable MailboxName wanted) {
        lock.lock();
        try {
            for (Iterator<ImapConnection> i = idle.iterator(); i.hasNext(); ) {
                ImapConnection connection = i.next();
                if (wanted == null || connection.hasSelected(wanted)) {
                    i.remove();
                    return connection;
                }
            }
            return idle.pollLast();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the connection back; one that is in doubt or was to end is closed. */
    void release(Lease lease) {
        ImapConnection connection = lease.connection();
        boolean keep = false;
        lock.lock();
        try {
            keep = !connection.broken() && lease.generation() == generation;
            if (keep) {
                idle.addFirst(connection);
            } else {
                open--;
            }
        } finally {
            lock.unlock();
            if (!keep) {
                connection.close();
            }
            permits.release();
        }
    }

    /** Closes what was idle for longer. */
    void closeIdle(Duration longer) {
        closeIdle(connection -> connection.idle().compareTo(longer) >= 0);
    }

    /** Closes idle connections; gives back what was withheld, since there is room again. */
    void closeIdle(Predicate<ImapConnection> which) {
        List<ImapConnection> closing = new ArrayList<>();
        lock.lock();
        try {
            idle.removeIf(connection -> which.test(connection) && closing.add(connection));
            open -= closing.size();
            permits.release(withheld);
            withheld = 0;
        } finally {
            lock.unlock();
        }
        closing.forEach(ImapConnection::close);
    }

    /** Closes all: the idle ones now, the others as soon as they are given back. */
    void closeAll() {
        lock.lock();
        try {
            generation++;
        } finally {
            lock.unlock();
        }
        closeIdle(Duration.ZERO);
    }

    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }
}
