package org.restante.compose.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages wait to be sent.
 *
 * @param masterKey 32 random octets in base64, the same on all nodes; or null
 * @param masterKeyFile a file that holds it; or null
 * @param hold for how long a message can be taken back
 * @param retries after which waits a message that could not be handed over is tried again
 * @param heartbeat how often a node says that it lives; six that are missing mean that it does not
 */
@ConfigurationProperties("restante.outbox")
record OutboxProperties(
        @Nullable String masterKey,
        @Nullable Path masterKeyFile,
        @DefaultValue("10s") Duration hold,
        @DefaultValue({"10s", "1m", "5m"}) List<Duration> retries,
        @DefaultValue("10s") Duration heartbeat) {

    /** The key, empty where there is none. */
    byte[] masterKeyOctets() {
        String text = masterKey == null ? "" : masterKey;
        if (text.isBlank() && masterKeyFile != null) {
            try {
                text = Files.readString(masterKeyFile);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "The file of restante.outbox.master-key-file cannot be read", e);
            }
        }
        if (text.isBlank()) {
            return new byte[0];
        }
        byte[] key = decoded(text.strip());
        if (key.length != 32) {
            throw new IllegalStateException(
                    "restante.outbox.master-key must be 32 octets in base64:"
                            + " openssl rand -base64 32");
        }
        return key;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    @Override
    public String toString() {
        return "OutboxProperties[hidden]";
    }
}
