package org.restante.mailbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient Restante is with mail servers.
 *
 * @param connect until a TCP connection stands
 * @param read the longest silence of a server
 * @param exchange the longest that one round trip may take in all
 * @param patience how long a request waits for a connection of its account to become free
 * @param idle after which a connection that nobody uses is closed
 * @param silence after which a server that is waited on for news is asked for a sign of life
 * @param linger how long a mailbox is watched after the last page on it was left
 * @param compress whether mail travels compressed where the server offers it (never on loopback)
 */
@ConfigurationProperties("restante.imap")
record MailboxSettings(
        @DefaultValue("8s") Duration connect,
        @DefaultValue("20s") Duration read,
        @DefaultValue("60s") Duration exchange,
        @DefaultValue("15s") Duration patience,
        @DefaultValue("3m") Duration idle,
        @DefaultValue("45s") Duration silence,
        @DefaultValue("30s") Duration linger,
        @DefaultValue("true") boolean compress) {}
