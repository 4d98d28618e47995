package org.restante.account.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.session.Session;

/** What this node knows of a session without asking the database. */
final class KnownSession {

    final String id;
    final Instant created;
    final Duration idle;
    final Map<String, Object> attributes;
    final Instant loaded;

    private final AtomicReference<Instant> used;
    private final AtomicReference<Instant> written;

    /** Reads every attribute, so that a garbled one shows here and not in a page. */
    KnownSession(Session session, Instant now) {
        id = session.getId();
        created = session.getCreationTime();
        idle = session.getMaxInactiveInterval();
        attributes = SessionAttributes.of(session);
        loaded = now;
        used = new AtomicReference<>(session.getLastAccessedTime());
        written = new AtomicReference<>(session.getLastAccessedTime());
    }

    Instant used() {
        return used.get();
    }

    void use(Instant now) {
        used.accumulateAndGet(now, (a, b) -> a.isAfter(b) ? a : b);
    }

    boolean isExpired(Instant now) {
        return idle.isPositive() && used.get().plus(idle).isBefore(now);
    }

    boolean isOlder(Duration age, Instant now) {
        return loaded.plus(age).isBefore(now);
    }

    /** True for one caller of those who use the session within the interval. */
    boolean takesTurnToWrite(Duration interval, Instant now) {
        Instant last = written.get();
        return last.plus(interval).isBefore(now) && written.compareAndSet(last, now);
    }
}
