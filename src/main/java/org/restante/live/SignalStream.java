package org.restante.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.MailboxState;
import org.restante.mailbox.WatchListener;

/**
 * One browser's stream of signals. What has not been sent yet is put together with what comes: a
 * slow browser costs no more than a quick one, and a thousand new messages are a few signals.
 */
final class SignalStream implements WatchListener {

    private static final Duration SOON = Duration.ofMillis(20);

    /** Between two signals where they come one after the other. */
    private static final Duration CALM = Duration.ofMillis(250);

    /** Proxies cut what is silent for half a minute, and pages take silence for the end. */
    private static final Duration SILENT = Duration.ofSeconds(20);

    /** How often it is made sure that the session goes on; another node may have ended it. */
    private static final Duration CHECK = Duration.ofMinutes(3);

    private final AsyncContext context;
    private final MailSession session;
    private final String sessionId;
    private final SignedIn signedIn;
    private final ScheduledExecutorService timer;
    private final Set<SignalStream> all;

    private final Map<MailboxName, MailboxState> mailboxes = new LinkedHashMap<>();
    private boolean folders;
    private @Nullable Watching watching;
    private boolean over;
    private boolean beat;
    private boolean scheduled;
    private long sent;
    private boolean closed;
    private long checked = System.nanoTime();
    private @Nullable Watch watch;

    SignalStream(
            AsyncContext context,
            MailSession session,
            String sessionId,
            SignedIn signedIn,
            ScheduledExecutorService timer,
            Set<SignalStream> all) {
        this.context = context;
        this.session = session;
        this.sessionId = sessionId;
        this.signedIn = signedIn;
        this.timer = timer;
        this.all = all;
    }

    /** The session that the stream is part of. */
    interface SignedIn {

        boolean goesOn();

        void end();
    }

    boolean isOf(String id) {
        return sessionId.equals(id);
    }

    void begin() {
        context.addListener(new Closing());
        listen();
    }

    private void listen() {
        Watch begun = session.watch(this);
        synchronized (this) {
            if (!closed) {
                watch = begun;
                return;
            }
        }
        begun.close();
    }

    // --- what is told ---

    @Override
    public synchronized void changed(Map<MailboxName, MailboxState> now) {
        mailboxes.putAll(now);
        schedule();
    }

    @Override
    public synchronized void foldersChanged() {
        folders = true;
        schedule();
    }

    @Override
    public synchronized void watching(Watching how) {
        watching = how;
        schedule();
    }

    /** The account's connections were ended: by this session's end, or by that of another. */
    @Override
    public void ended(boolean refused) {
        ScheduledFuture<?> _ =
                timer.schedule(
                        () -> Thread.startVirtualThread(() -> goOn(refused)),
                        CALM.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** A password that the server refuses ends the session, as it does on a page. */
    private void goOn(boolean refused) {
        if (refused) {
            signedIn.end();
        }
        if (signedIn.goesOn()) {
            listen();
        } else {
            end();
        }
    }

    private synchronized void end() {
        over = true;
        schedule();
    }

    /** Says that it is there, unless it has said something in the last seconds. */
    synchronized void beat() {
        boolean silent = sent != 0 && System.nanoTime() - sent >= SILENT.toNanos();
        if (silent && !scheduled && !closed) {
            beat = true;
            scheduled = true;
            Thread.startVirtualThread(this::send);
        }
    }

    // --- sending ---

    private void schedule() {
        if (scheduled || closed) {
            return;
        }
        scheduled = true;
        long calm = sent + CALM.toNanos() - System.nanoTime();
        ScheduledFuture<?> _ =
                timer.schedule(
                        () -> Thread.startVirtualThread(this::send),
                        Math.max(SOON.toNanos(), sent == 0 ? 0 : calm),
                        TimeUnit.NANOSECONDS);
    }

    /** One at a time: the next is scheduled when this one is through, however long that takes. */
    private void send() {
        try {
            if (isTimeToCheck() && !signedIn.goesOn()) {
                end();
            }
            byte[] events = take();
            context.getResponse().getOutputStream().write(events);
            context.getResponse().getOutputStream().flush();
        } catch (IOException | IllegalStateException e) {
            close(); // nobody is there any more
            return;
        }
        boolean last;
        synchronized (this) {
            scheduled = false;
            sent = System.nanoTime();
            last = over && !hasMore();
            if (hasMore()) {
                schedule();
            }
        }
        if (last) {
            close();
        }
    }

    private synchronized boolean isTimeToCheck() {
        boolean time = System.nanoTime() - checked >= CHECK.toNanos();
        checked = time ? System.nanoTime() : checked;
        return time;
    }

    private boolean hasMore() {
        return folders || watching != null || beat || !mailboxes.isEmpty();
    }

    private synchronized byte[] take() {
        StringBuilder events = new StringBuilder();
        if (sent == 0) {
            events.append("retry: 2000\n\n");
        }
        Watching how = watching;
        if (how != null) {
            String word = how.name().toLowerCase(Locale.ROOT);
            event(events, "state", "{\"watch\":\"" + word + "\"}");
        }
        if (folders) {
            event(events, "folders", "{}");
        }
        if (!mailboxes.isEmpty()) {
            event(events, "mailboxes", json());
        }
        if (over) {
            event(events, "ended", "{}");
        }
        if (events.isEmpty()) {
            event(events, "beat", "{}");
        }
        mailboxes.clear();
        folders = false;
        watching = null;
        beat = false;
        return events.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void event(StringBuilder events, String name, String data) {
        events.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
    }

    /** A mailbox's path holds nothing that JSON would have to escape. */
    private String json() {
        StringBuilder json = new StringBuilder("{");
        mailboxes.forEach(
                (name, state) -> {
                    json.append(json.length() == 1 ? "\"" : ",\"")
                            .append(name.toPath())
                            .append("\":{");
                    if (!state.stamp().equals(MailboxState.UNTOLD)) {
                        json.append("\"state\":\"").append(state.stamp()).append('"');
                    }
                    number(json, "messages", state.messages());
                    number(json, "unread", state.unseen());
                    json.append('}');
                });
        return json.append('}').toString();
    }

    private static void number(StringBuilder json, String name, long value) {
        if (value >= 0) {
            json.append(json.charAt(json.length() - 1) == '{' ? "\"" : ",\"")
                    .append(name)
                    .append("\":")
                    .append(value);
        }
    }

    void close() {
        Watch listening;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            listening = watch;
        }
        all.remove(this);
        if (listening != null) {
            listening.close();
        }
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // the container has completed it already
        }
    }

    /** Closes with the request, however that ends. */
    private final class Closing implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            close();
        }

        @Override
        public void onError(AsyncEvent event) {
            close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // there is no second start
        }
    }
}
