package org.restante.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.restante.mailbox.MailSession;
import org.springframework.context.SmartLifecycle;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/** All streams of this node. */
@Component
class Streams implements SmartLifecycle {

    /** More than the tabs of a browser without locks open. */
    private static final int MOST = 50;

    /** All that are due say that they are there in one go: waking up costs more than that. */
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Set<SignalStream> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor timer = timer();
    private final SessionRepository<?> sessions;
    private volatile boolean running;

    Streams(SessionRepository<?> sessions, MeterRegistry metrics) {
        this.sessions = sessions;
        metrics.gaugeCollectionSize("restante.live.streams", Tags.empty(), open);
        ScheduledFuture<?> _ =
                timer.scheduleAtFixedRate(
                        () -> open.forEach(SignalStream::beat),
                        BEAT.toMillis(),
                        BEAT.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("live-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    void open(MailSession session, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        HttpSession signedIn = request.getSession(false);
        String id = signedIn == null ? "" : signedIn.getId();
        if (!running || open.stream().filter(one -> one.isOf(id)).count() >= MOST) {
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        // What is committed here needs no filter any more, and the request's wrappers can go.
        response.flushBuffer();
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        SignalStream stream =
                new SignalStream(context, session, id, new StoredSession(id), timer, open);
        open.add(stream);
        stream.begin();
    }

    /** In the store that all nodes share. */
    private final class StoredSession implements SignalStream.SignedIn {

        private final String id;

        StoredSession(String id) {
            this.id = id;
        }

        @Override
        public boolean goesOn() {
            return sessions.findById(id) != null;
        }

        @Override
        public void end() {
            sessions.deleteById(id);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the server waits for its requests to end, which these would never do. */
    @Override
    public void stop() {
        running = false;
        open.forEach(SignalStream::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
