package org.restante.admin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Tells in the log how the first administrator is made: there is no account and no password by
 * default.
 */
@Component
public class FirstAdministrator {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Invitations invitations;
    private final Environment environment;
    private volatile @Nullable String link;

    FirstAdministrator(Invitations invitations, Environment environment) {
        this.invitations = invitations;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void ready() {
        invitations.first().ifPresent(this::tell);
    }

    /** The link as it was told, where there was no administrator at the start. */
    public Optional<String> link() {
        return Optional.ofNullable(link);
    }

    private void tell(Token token) {
        String url = address() + "/admin/invitation/" + token.text();
        link = url;
        log.info(
                "There is no administrator yet: open {} (or the same path at your public address)"
                        + " within 24 hours; it works once",
                url);
    }

    private String address() {
        String fallback = environment.getProperty("server.port", "8080");
        boolean tls = environment.containsProperty("server.ssl.bundle");
        return (tls ? "https" : "http")
                + "://localhost:"
                + environment.getProperty("local.server.port", fallback)
                + environment.getProperty("server.servlet.context-path", "");
    }
}
