package org.restante.account;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.restante.account.store.SignedIn;
import org.restante.account.store.StoredSessions;
import org.springframework.stereotype.Service;

/** Who is signed in, on all nodes. */
@Service
public class LiveSessions {

    private final StoredSessions stored;
    private final Connections connections;

    LiveSessions(StoredSessions stored, Connections connections) {
        this.stored = stored;
        this.connections = connections;
    }

    /**
     * A part of the sessions, the most recently used first.
     *
     * @param text how the address begins, or "@" and its domain; empty for all
     */
    public List<LiveSession> find(String text, int offset, int limit) {
        return stored.find(text, offset, limit).stream().map(this::live).toList();
    }

    public long count(String text) {
        return stored.count(text);
    }

    /** Ends one session and closes the account's connections; tells whose it was. */
    public Optional<String> end(UUID id) {
        Optional<String> address = Optional.ofNullable(stored.end(id));
        address.ifPresent(connections::close);
        return address;
    }

    /** Ends all sessions of the address and closes its connections; tells how many there were. */
    public int endAll(String address) {
        int ended = stored.endAll(address);
        connections.close(address);
        return ended;
    }

    private LiveSession live(StoredSessions.Row row) {
        SignedIn signedIn = row.signedIn();
        return new LiveSession(
                row.id(),
                row.address(),
                signedIn == null ? null : signedIn.agent(),
                signedIn == null ? null : signedIn.client(),
                row.since(),
                row.used(),
                connections.count(row.address()));
    }
}
