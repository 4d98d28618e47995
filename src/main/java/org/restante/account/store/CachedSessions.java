package org.restante.account.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/**
 * Sessions kept in the node, in front of those stored: a known session costs no query, and its last
 * use is written at most once a minute.
 *
 * <p>Other nodes' ends and changes arrive by {@link SessionNews}. While the news are silent, what
 * is known holds for two seconds only.
 */
final class CachedSessions<S extends Session> implements SessionRepository<CachedSession<S>> {

    static final Duration WRITE_INTERVAL = Duration.ofMinutes(1);
    static final Duration FRESH = Duration.ofSeconds(60);
    static final Duration FRESH_WITHOUT_NEWS = Duration.ofSeconds(2);
    private static final Duration NEWS_HOLD = Duration.ofSeconds(10);
    private static final int MOST = 50_000;
    private static final Logger log = LoggerFactory.getLogger(CachedSessions.class);

    private final SessionRepository<S> store;
    private final Clock clock;
    private final Cache<String, KnownSession> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(FRESH).build();
    private volatile Instant heard = Instant.MIN;

    CachedSessions(SessionRepository<S> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public CachedSession<S> createSession() {
        return new CachedSession<>(store.createSession());
    }

    @Override
    public @Nullable CachedSession<S> findById(String id) {
        if (id.length() > 36) {
            return null; // none of ours, and nothing to bother the database with
        }
        KnownSession session = know(id);
        if (session == null) {
            return null;
        }
        if (session.isExpired(clock.instant())) {
            deleteById(id);
            return null;
        }
        return new CachedSession<>(session, () -> load(session));
    }

    @Override
    public void save(CachedSession<S> session) {
        S changed = session.changed();
        KnownSession before = session.known();
        if (changed != null) {
            changed.setLastAccessedTime(session.used());
            store.save(changed);
            forget(changed.getId());
            if (before != null) {
                forget(before.id);
            }
        } else if (before != null) {
            before.use(session.used());
            if (before.takesTurnToWrite(WRITE_INTERVAL, clock.instant())) {
                writeUse(before);
            }
        }
    }

    @Override
    public void deleteById(String id) {
        store.deleteById(id);
        forget(id);
    }

    void forget(String id) {
        known.invalidate(id);
    }

    void forgetAll() {
        known.invalidateAll();
    }

    /** Tells that the news were heard just now, so what is known can be trusted. */
    void heard() {
        heard = clock.instant();
    }

    private @Nullable KnownSession know(String id) {
        Instant now = clock.instant();
        KnownSession session = known.getIfPresent(id);
        Duration fresh = heard.plus(NEWS_HOLD).isAfter(now) ? FRESH : FRESH_WITHOUT_NEWS;
        if (session != null && session.isOlder(fresh, now)) {
            known.asMap().remove(id, session);
            session = null;
        }
        // Loading inside the cache's own lock: news of an end that arrive meanwhile wait for it
        // and then remove what was loaded, so nothing ended can stay known.
        return session != null ? session : known.asMap().computeIfAbsent(id, this::read);
    }

    private @Nullable KnownSession read(String id) {
        S stored = store.findById(id);
        if (stored == null) {
            return null;
        }
        try {
            return new KnownSession(stored, clock.instant());
        } catch (ConversionFailedException e) {
            log.warn("A session's row cannot be read and is removed: {}", reason(e));
            store.deleteById(id);
            return null;
        }
    }

    private S load(KnownSession session) {
        S stored = store.findById(session.id);
        // Ended meanwhile: the change is made to a session that nobody will find.
        return stored != null ? stored : store.createSession();
    }

    private void writeUse(KnownSession session) {
        S stored = store.findById(session.id);
        if (stored == null) {
            forget(session.id);
            return;
        }
        stored.setLastAccessedTime(session.used());
        store.save(stored);
    }

    private static String reason(ConversionFailedException e) {
        Throwable cause = e.getCause();
        return cause == null ? "unknown" : String.valueOf(cause.getMessage());
    }
}
