package org.restante.mailbox.connection;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Cuts a connection whose round trip takes too long in all: a server that sends one byte now and
 * then never meets a read timeout, and Java has none for writing.
 */
final class Watchdog {

    static final ScheduledThreadPoolExecutor TIMER = timer();

    private final Sockets sockets;
    private final Duration limit;
    private volatile long deadline;
    private volatile boolean ended;
    private volatile boolean bitten;

    Watchdog(Sockets sockets, Duration limit) {
        this.sockets = sockets;
        this.limit = limit;
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("imap-watchdog").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Starts watching; closing the result ends it. */
    Watch watch() {
        feed();
        ScheduledFuture<?> bite = schedule(limit.toNanos());
        return () -> {
            ended = true;
            bite.cancel(false);
        };
    }

    /** Something long has come a good piece further, and has the whole time again. */
    void feed() {
        deadline = System.nanoTime() + limit.toNanos();
    }

    private ScheduledFuture<?> schedule(long nanos) {
        return TIMER.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long left = deadline - System.nanoTime();
        if (ended) {
            return;
        }
        if (left > 0) {
            ScheduledFuture<?> _ = schedule(left);
            return;
        }
        bitten = true;
        sockets.cut();
    }

    boolean hasBitten() {
        return bitten;
    }

    /** Something that is being watched. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
