package org.restante.mailbox.connection;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mailbox.Pending;

/**
 * One authenticated IMAP connection, used by one thread at a time.
 *
 * <p>Commands queue until a result is needed and then travel in one flight. Whatever leaves the
 * stream in doubt makes the connection {@link #broken()} for good.
 */
public final class ImapConnection implements AutoCloseable {

    /** After so long a way through the network may have been forgotten on the way. */
    private static final Duration STALE = Duration.ofSeconds(30);

    /** An old connection has so long to show that it still is one; a new one costs less. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(5);

    /** Each time that so much more of a message was sent, its exchange has the whole time again. */
    private static final long LARGE = 1 << 20;

    private final Wire wire;
    private final Sockets sockets;
    private final ConnectionSettings settings;
    private final ExchangeListener listener;
    private final Set<String> enabled = new HashSet<>();
    private final List<Sent<?>> queue = new ArrayList<>();
    private Capabilities capabilities;
    private @Nullable Selected selected;
    private boolean broken;
    private boolean fresh = true;
    private boolean flown;
    private int tags;
    private long lastUsed = System.nanoTime();

    ImapConnection(
            Wire wire, Sockets sockets, ConnectionSettings settings, ExchangeListener listener) {
        this.wire = wire;
        this.sockets = sockets;
        this.settings = settings;
        this.listener = listener;
        this.capabilities = new Capabilities(wire.capabilityNames(), Set.of());
    }

    public Capabilities capabilities() {
        return capabilities;
    }

    public void enabled(Set<String> names) {
        enabled.addAll(names);
        capabilities = new Capabilities(capabilities.names(), Set.copyOf(enabled));
    }

    public @Nullable Selected selected() {
        return selected;
    }

    /** Whether that mailbox is selected, or will be once the queue has been sent. */
    public boolean hasSelected(MailboxName name) {
        return selected != null && selected.name().equals(name);
    }

    /** To be called as the SELECT is queued: what comes from now on is of that mailbox. */
    public Selected selecting(MailboxName name) {
        flush();
        Selected selecting = new Selected(name);
        selected = selecting;
        return selecting;
    }

    public void deselected() {
        selected = null;
    }

    public boolean broken() {
        return broken;
    }

    /** Whether a round trip was completed since {@link #startLease()}. */
    public boolean flown() {
        return flown;
    }

    public void startLease() {
        flown = false;
    }

    /** Whatever was not sent by now is nobody's any more, a SELECT among it included. */
    public void endLease() {
        fresh = false;
        if (!queue.isEmpty()) {
            queue.clear();
            deselected();
        }
    }

    /** Whether this is the first lease. */
    public boolean isNew() {
        return fresh;
    }

    public Duration idle() {
        return Duration.ofNanos(System.nanoTime() - lastUsed);
    }

    /** Queues a command for the next flight. */
    public <T extends @Nullable Object> Pending<T> send(Command<T> command) {
        return send(command, result -> {});
    }

    /** Queues a command and, once it went well, what follows from its result. */
    public <T extends @Nullable Object> Pending<T> send(Command<T> command, Consumer<T> then) {
        if (!command.repeatable()) {
            // What must not be done twice waits until the link has shown that it is alive.
            if (!flown && queue.isEmpty()) {
                queue.add(new Sent<@Nullable Void>(new SignOfLife(), result -> {}));
            }
            flush();
        }
        Sent<T> sent = new Sent<>(command, then);
        queue.add(sent);
        return sent;
    }

    /** Sends the command with all that is waiting and returns its result. */
    public <T extends @Nullable Object> T run(Command<T> command) {
        return send(command).get();
    }

    /** Sends what is queued, in one flight, and reads until all of it is completed. */
    public void flush() {
        if (queue.isEmpty()) {
            return;
        }
        if (broken) {
            queue.clear();
            throw new MailException(Problem.CONNECTION_LOST, "the connection is in doubt");
        }
        List<Sent<?>> flight = List.copyOf(queue);
        queue.clear();
        fly(flight);
        lastUsed = System.nanoTime();
    }

    /** An IDLE on this connection, which nothing else may be sent on until it has ended. */
    public Idle idle(Idle.Heard heard) {
        return new Idle(
                wire, sockets, () -> "R" + ++tags, settings, selected, heard, () -> broken = true);
    }

    private void fly(List<Sent<?>> flight) {
        List<Sent<?>> ready = prepared(flight);
        if (!ready.isEmpty()) {
            exchange(ready);
        }
    }

    /**
     * Writes all of it down before any of it is sent. What cannot be sent fails, and so does what
     * comes after it, which may have meant another mailbox than the one that is open now.
     */
    private List<Sent<?>> prepared(List<Sent<?>> flight) {
        List<Sent<?>> ready = new ArrayList<>();
        MailException failure = null;
        for (Sent<?> sent : flight) {
            failure = failure == null ? sent.prepare() : failure;
            if (failure == null) {
                ready.add(sent);
            } else {
                sent.fail(failure);
                deselected();
            }
        }
        return ready;
    }

    private void exchange(List<Sent<?>> flight) {
        boolean stale = !flown && idle().compareTo(STALE) > 0;
        Watchdog watchdog = new Watchdog(sockets, stale ? SIGN_OF_LIFE : settings.exchange());
        try (Watchdog.Watch _ = watchdog.watch()) {
            Flight reading = new Flight(flight, selected, listener);
            wire.flightStarts();
            if (selected != null) {
                selected.flightStarts();
            }
            write(flight, reading, watchdog);
            while (!reading.done()) {
                reading.take(wire.read());
            }
            flown = true;
        } catch (MailException e) {
            broken = true;
            throw e;
        } catch (IOException | ProtocolException | RuntimeException e) {
            broken = true;
            throw IoFailures.inExchange(e, watchdog.hasBitten() && !stale);
        } finally {
            listener.exchanged();
        }
    }

    private void write(List<Sent<?>> flight, Flight reading, Watchdog watchdog)
            throws IOException, ProtocolException {
        OutputStream out = wire.output();
        for (Sent<?> sent : flight) {
            for (CommandLine.Piece piece : sent.pieces) {
                out.write(piece.line());
                CommandLine.Literal literal = piece.literal();
                if (literal != null && !write(literal, sent, out, reading, watchdog)) {
                    break;
                }
            }
        }
        out.flush();
    }

    /** False where the server refused to take the literal, which has completed its command. */
    private boolean write(
            CommandLine.Literal literal,
            Sent<?> sent,
            OutputStream out,
            Flight reading,
            Watchdog watchdog)
            throws IOException, ProtocolException {
        if (literal.invited()) {
            out.flush();
            reading.expectContinuation();
            while (reading.expectsContinuation() && !sent.completed()) {
                reading.take(wire.read());
            }
            if (sent.completed()) {
                return false;
            }
        }
        long left = literal.size();
        byte[] buffer = new byte[(int) Math.min(1 << 16, Math.max(1, left))];
        while (left > 0) {
            int read = literal.content().read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new MailException(Problem.CONNECTION_LOST, "less content than announced");
            }
            out.write(buffer, 0, read);
            if (left / LARGE != (left - read) / LARGE) {
                watchdog.feed();
            }
            left -= read;
        }
        return true;
    }

    /** Says goodbye where the stream is sound, without waiting for the answer, and closes. */
    @Override
    public void close() {
        Watchdog watchdog = new Watchdog(sockets, Duration.ofSeconds(2));
        try (Watchdog.Watch _ = watchdog.watch()) {
            if (!broken) {
                wire.output().write("Z LOGOUT\r\n".getBytes(StandardCharsets.US_ASCII));
                wire.output().flush();
            }
        } catch (IOException e) {
            // the server has gone first
        } finally {
            broken = true;
            sockets.cut();
        }
    }

    /** Asks for nothing but an answer. */
    private static final class SignOfLife extends Command<@Nullable Void> {

        @Override
        public String name() {
            return "NOOP";
        }

        @Override
        public void write(CommandLine line) {
            line.text("NOOP");
        }

        @Override
        protected @Nullable Void result(Status status) {
            return null;
        }
    }

    /** A command on its way; the result is kept so that it can be asked for any time later. */
    final class Sent<T extends @Nullable Object> implements Pending<T> {

        private final Command<T> command;
        private final Consumer<T> then;
        private final long start = System.nanoTime();
        private String tag = "";
        private List<CommandLine.Piece> pieces = List.of();
        private boolean completed;
        private @Nullable T result;
        private @Nullable RuntimeException failure;

        Sent(Command<T> command, Consumer<T> then) {
            this.command = command;
            this.then = then;
        }

        @Override
        @SuppressWarnings("NullAway") // a command's result may be of a nullable type
        public T get() {
            if (!completed && pieces.isEmpty()) {
                flush();
            }
            if (failure != null) {
                throw failure;
            }
            if (!completed) {
                throw new MailException(Problem.CONNECTION_LOST, command.name() + " not completed");
            }
            return result;
        }

        /** Writes the command down; what it failed with where it cannot be sent, else null. */
        private @Nullable MailException prepare() {
            String next = "R" + ++tags;
            try {
                CommandLine line = new CommandLine(capabilities).text(next).text(" ");
                command.write(line);
                pieces = line.end();
                tag = next;
                return null;
            } catch (MailException e) {
                return e;
            }
        }

        private void fail(MailException e) {
            completed = true;
            failure = e;
        }

        boolean completed() {
            return completed;
        }

        boolean hasTag(String other) {
            return tag.equals(other);
        }

        Command<T> command() {
            return command;
        }

        void complete(Status status) {
            completed = true;
            listener.completed(command.name(), status.ok(), System.nanoTime() - start);
            try {
                T value = command.completed(status);
                result = value;
                then.accept(value);
            } catch (MailException e) {
                failure = e;
            }
        }
    }
}
