package org.restante.account.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/**
 * One request's view of a session: reads what the node knows, and loads the stored session only
 * when something is to be changed.
 */
final class CachedSession<S extends Session> implements Session {

    private final @Nullable KnownSession known;
    private final Supplier<S> load;
    private @Nullable S changed;
    private Instant used;

    /** A new session, not stored yet. */
    CachedSession(S fresh) {
        this.known = null;
        this.load = () -> fresh;
        this.changed = fresh;
        this.used = fresh.getLastAccessedTime();
    }

    CachedSession(KnownSession known, Supplier<S> load) {
        this.known = known;
        this.load = load;
        this.used = known.used();
    }

    @Nullable KnownSession known() {
        return known;
    }

    /** The stored session with this request's changes, or null where it changed nothing. */
    @Nullable S changed() {
        return changed;
    }

    Instant used() {
        return used;
    }

    @Override
    public String getId() {
        KnownSession known = read();
        return known == null ? stored().getId() : known.id;
    }

    @Override
    public String changeSessionId() {
        return stored().changeSessionId();
    }

    @Override
    // The interface lets the caller name the type.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getAttribute(String name) {
        KnownSession known = read();
        return known == null ? stored().getAttribute(name) : (T) known.attributes.get(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        KnownSession known = read();
        return known == null ? stored().getAttributeNames() : known.attributes.keySet();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            removeAttribute(name);
        } else {
            stored().setAttribute(name, SessionJson.require(value));
        }
    }

    @Override
    public void removeAttribute(String name) {
        if (getAttributeNames().contains(name)) {
            stored().removeAttribute(name);
        }
    }

    @Override
    public Instant getCreationTime() {
        KnownSession known = read();
        return known == null ? stored().getCreationTime() : known.created;
    }

    @Override
    public void setLastAccessedTime(Instant lastAccessedTime) {
        if (!Unattended.now()) {
            used = lastAccessedTime;
        }
    }

    @Override
    public Instant getLastAccessedTime() {
        return used;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
        stored().setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        KnownSession known = read();
        return known == null ? stored().getMaxInactiveInterval() : known.idle;
    }

    @Override
    public boolean isExpired() {
        KnownSession known = read();
        return known != null && known.isExpired(used);
    }

    private @Nullable KnownSession read() {
        return changed == null ? known : null;
    }

    private S stored() {
        S session = changed;
        if (session == null) {
            session = load.get();
            changed = session;
        }
        return session;
    }
}
