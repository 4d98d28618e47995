package org.restante.mailbox.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.Problem;

/**
 * An IDLE (RFC 2177): one thread reads what the server tells, any other may end it.
 *
 * <p>It is renewed every few minutes, and where nothing was heard for a while, as a sign of life:
 * DONE and the next IDLE go together, which a hibernated server process answers without waking up.
 */
public final class Idle {

    /** Servers end connections after 30 minutes, and boxes on the way forget them long before. */
    private static final Duration RENEWAL = Duration.ofMinutes(4);

    private static final Duration RENEWAL_SPREAD = Duration.ofMinutes(1);

    /** Those that are due within the same second are looked at in one go. */
    private static final Duration TOGETHER = Duration.ofSeconds(1);

    private final Wire wire;
    private final Sockets sockets;
    private final Supplier<String> tagger;
    private final ConnectionSettings settings;
    private final @Nullable Selected selected;
    private final Heard heard;
    private final Runnable broke;
    private final Queue<String> tags = new ArrayDeque<>();
    private final long renewal =
            RENEWAL.toNanos() + ThreadLocalRandom.current().nextLong(RENEWAL_SPREAD.toNanos());
    private boolean idling;
    private boolean ended;
    private long begun;
    private volatile long lastHeard;
    private volatile boolean cut;
    private volatile @Nullable ScheduledFuture<?> next;
    private @Nullable ScheduledFuture<?> alarm;

    Idle(
            Wire wire,
            Sockets sockets,
            Supplier<String> tagger,
            ConnectionSettings settings,
            @Nullable Selected selected,
            Heard heard,
            Runnable broke) {
        this.wire = wire;
        this.sockets = sockets;
        this.tagger = tagger;
        this.settings = settings;
        this.selected = selected;
        this.heard = heard;
        this.broke = broke;
    }

    /** Takes what the server tells. */
    public interface Heard {

        void told(Untagged response);

        void told(Status status);
    }

    /**
     * Idles until {@link #end}, or for so long at most.
     *
     * @throws MailException where the server refuses, goes or falls silent
     */
    public void run(Duration most) {
        lastHeard = System.nanoTime();
        endIn(most);
        try {
            sockets.waitForEver();
            begin();
            watch(settings.silence());
            while (isUnderWay()) {
                wire.flightStarts();
                take(wire.read());
            }
        } catch (MailException e) {
            broke.run();
            throw e;
        } catch (IOException | ProtocolException | RuntimeException e) {
            broke.run();
            throw IoFailures.inExchange(e, cut);
        } finally {
            noAlarm();
            stopWatching();
        }
    }

    /** Ends it after that time, unless it ends before. */
    public synchronized void endIn(Duration most) {
        ScheduledFuture<?> set = alarm;
        if (set == null || set.getDelay(TimeUnit.NANOSECONDS) > most.toNanos()) {
            noAlarm();
            alarm =
                    Watchdog.TIMER.schedule(
                            () -> Thread.startVirtualThread(this::end),
                            most.toNanos(),
                            TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void noAlarm() {
        ScheduledFuture<?> set = alarm;
        if (set != null) {
            set.cancel(false);
        }
    }

    private synchronized boolean isUnderWay() {
        return !tags.isEmpty();
    }

    private synchronized void begin() throws IOException {
        if (!ended) {
            send("");
        }
    }

    /** The next IDLE, behind what ends the one before. */
    private void send(String done) throws IOException {
        String tag = tagger.get();
        tags.add(tag);
        begun = System.nanoTime();
        write(done + tag + " IDLE\r\n");
    }

    private void write(String line) throws IOException {
        wire.output().write(line.getBytes(StandardCharsets.US_ASCII));
        wire.output().flush();
    }

    /** Ends it as soon as the server lets go. */
    public void end() {
        try {
            synchronized (this) {
                if (!ended) {
                    ended = true;
                    if (idling) {
                        idling = false;
                        write("DONE\r\n");
                    }
                }
                if (tags.isEmpty()) {
                    return;
                }
            }
            watch(settings.answer());
        } catch (IOException e) {
            sockets.cut();
        }
    }

    private void take(RawResponse response) throws IOException {
        lastHeard = System.nanoTime();
        if (response.octets() == 0) {
            return;
        }
        if (response.isContinuation()) {
            invited();
        } else if (response.isTagged()) {
            completed(response.getTag(), response.status());
        } else if (response.isStatus()) {
            told(response.status());
        } else {
            told(response.untagged());
        }
    }

    private synchronized void invited() throws IOException {
        if (ended) {
            write("DONE\r\n");
        } else {
            idling = true;
        }
    }

    private synchronized void completed(String tag, Status status) {
        if (!tag.equals(tags.peek())) {
            throw new MailException(Problem.SERVER_CONFUSED, "a response that answers nothing");
        }
        tags.remove();
        if (!status.ok()) {
            throw Failures.of("IDLE", status);
        }
    }

    private void told(Status status) {
        if (status.kind() == Status.Kind.BYE) {
            throw new MailException(Problem.CONNECTION_LOST, "BYE " + status.text());
        }
        if (selected != null) {
            selected.take(status);
        }
        heard.told(status);
    }

    private void told(Untagged response) {
        if (selected != null) {
            selected.take(response);
        }
        heard.told(response);
    }

    // --- a peer that has gone without a word ---

    private synchronized void watch(Duration in) {
        stopWatching();
        if (tags.isEmpty()) {
            return;
        }
        next =
                Watchdog.TIMER.schedule(
                        () -> Thread.startVirtualThread(this::look),
                        together(in.toNanos()),
                        TimeUnit.NANOSECONDS);
    }

    /** A little earlier, when many others are due as well: waking up costs more than looking. */
    private static long together(long nanos) {
        long second = TOGETHER.toNanos();
        return nanos < 2 * second
                ? nanos
                : nanos - Math.floorMod(System.nanoTime() + nanos, second);
    }

    private void stopWatching() {
        ScheduledFuture<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
    }

    private void look() {
        try {
            Duration silent = Duration.ofNanos(System.nanoTime() - lastHeard);
            if (!isUnderWay()) {
                return;
            }
            if (isWaiting()) {
                cutWhere(silent.plus(TOGETHER).compareTo(settings.answer()) >= 0);
                watch(settings.answer());
            } else if (silent.plus(TOGETHER).compareTo(settings.silence()) >= 0 || isDue()) {
                renew();
                watch(settings.answer());
            } else {
                watch(settings.silence().minus(silent));
            }
        } catch (IOException e) {
            sockets.cut();
        }
    }

    /** Whether the server owes an answer. */
    private synchronized boolean isWaiting() {
        return !idling;
    }

    private synchronized boolean isDue() {
        return System.nanoTime() - begun >= renewal;
    }

    private void cutWhere(boolean silent) {
        if (silent) {
            cut = true;
            sockets.cut();
        }
    }

    private synchronized void renew() throws IOException {
        if (idling && !ended) {
            idling = false;
            send("DONE\r\n");
        }
    }
}
