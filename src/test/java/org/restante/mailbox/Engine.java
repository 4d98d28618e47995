package org.restante.mailbox;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.restante.mail.Credential;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;

/** The engine as the application wires it, for tests. */
public final class Engine {

    static final String PASSWORD = "letter-box-1";

    private Engine() {}

    /** The same for other modules. */
    public static MailSessions open() {
        return sessions();
    }

    static ImapSessions sessions() {
        return sessions(Duration.ofSeconds(20));
    }

    static ImapSessions sessions(Duration silence) {
        return sessions(silence, Duration.ofSeconds(45));
    }

    /** With so much patience with a server that is waited on for news. */
    static ImapSessions sessions(Duration silence, Duration idling) {
        MailboxSettings settings =
                new MailboxSettings(
                        Duration.ofSeconds(5),
                        silence,
                        silence.multipliedBy(3),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(3),
                        idling,
                        Duration.ofSeconds(1),
                        true);
        return new ImapSessions(settings, (structure, head) -> "", new SimpleMeterRegistry());
    }

    public static MailAccount account(int port, String user) {
        return new MailAccount(new MailServer("127.0.0.1", port, Tls.PLAIN, false, 3), user);
    }

    public static Credential credential(String user) {
        return new Credential(user, PASSWORD);
    }
}
