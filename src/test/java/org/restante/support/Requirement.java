package org.restante.support;

import java.util.Optional;
import java.util.function.Supplier;

/** What a test needs from the machine, each with the sentence to say where it is absent. */
public enum Requirement {
    DATABASE(Databases::missing),
    DOVECOT(DovecotServer::missing),
    DOCKER(Databases::dockerMissing);

    private final Supplier<Optional<String>> missing;

    Requirement(Supplier<Optional<String>> missing) {
        this.missing = missing;
    }

    /** The reason why this machine cannot offer it, or empty where it can. */
    public Optional<String> missing() {
        return missing.get();
    }

    public boolean present() {
        return missing().isEmpty();
    }

    /** Ends the calling test where the requirement is not met. */
    public void check() {
        missing().ifPresent(Missing::abort);
    }
}
