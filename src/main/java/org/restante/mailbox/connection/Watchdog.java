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

    private static final ScheduledThreadPoolExecutor TIMER = timer();

    private volatile boolean bitten;

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("imap-watchdog").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Starts watching; closing the result ends it. */
    Watch watch(Sockets sockets, Duration limit) {
        ScheduledFuture<?> bite =
                TIMER.schedule(() -> bite(sockets), limit.toMillis(), TimeUnit.MILLISECONDS);
        return () -> bite.cancel(false);
    }

    private void bite(Sockets sockets) {
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
