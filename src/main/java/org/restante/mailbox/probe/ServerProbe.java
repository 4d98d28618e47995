package org.restante.mailbox.probe;

import java.security.KeyStore;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mail.MailServer;
import org.springframework.stereotype.Component;

/**
 * Tries a mail server as Restante and mail programs would use it, and tells of each step.
 *
 * <p>A certificate that would be refused is looked at and nothing is sent afterwards. Whatever the
 * server does, the probe ends in time.
 */
@Component
public class ServerProbe {

    private final @Nullable KeyStore anchors;
    private final Patience patience;

    /**
     * How long a probe waits.
     *
     * @param step for one step
     * @param all for the whole of it
     */
    record Patience(Duration step, Duration all) {}

    ServerProbe() {
        this(null, new Patience(Duration.ofSeconds(6), Duration.ofSeconds(20)));
    }

    ServerProbe(@Nullable KeyStore anchors, Patience patience) {
        this.anchors = anchors;
        this.patience = patience;
    }

    /**
     * Tries the server.
     *
     * @param credential to sign in with, or null to leave that out; never kept, never logged
     */
    public Report probe(Protocol protocol, MailServer server, @Nullable Credential credential) {
        Dialogue dialogue =
                switch (protocol) {
                    case IMAP -> new ImapDialogue();
                    case SMTP -> new SmtpDialogue();
                    case POP3 -> new Pop3Dialogue();
                };
        return new Probe(protocol, server, dialogue, credential, anchors, patience).run();
    }
}
