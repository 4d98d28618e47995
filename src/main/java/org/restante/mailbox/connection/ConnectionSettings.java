package org.restante.mailbox.connection;

import java.time.Duration;

/**
 * How long things may take and what is offered to the server.
 *
 * @param connect until the TCP connection stands
 * @param read the longest silence of the server
 * @param exchange the longest that one round trip may take in all
 * @param silence after which an idling server is asked for a sign of life
 * @param answer how long it may take to give one
 * @param compress whether COMPRESS=DEFLATE is used where offered and the server is not on loopback
 */
public record ConnectionSettings(
        Duration connect,
        Duration read,
        Duration exchange,
        Duration silence,
        Duration answer,
        boolean compress) {

    public static final ConnectionSettings DEFAULT =
            new ConnectionSettings(
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(45),
                    Duration.ofSeconds(12),
                    true);
}
