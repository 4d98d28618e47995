package org.restante.reading.message;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import org.restante.mail.MessageRef;
import org.restante.mailbox.MailAccount;
import org.springframework.stereotype.Component;

/**
 * Bodies between the page and the frame in it, which asks a moment later: so the frame costs no
 * round trip. In memory only, little and not for long.
 */
@Component
class BodyCache {

    private static final long MOST_OCTETS = 16L * 1024 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(2);

    private final Cache<Key, MessageBody> bodies =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_OCTETS)
                    .weigher((Key key, MessageBody body) -> body.weight())
                    .expireAfterWrite(KEPT)
                    .build();

    void put(MailAccount account, MessageRef message, MessageBody body) {
        bodies.put(new Key(account, message), body);
    }

    Optional<MessageBody> get(MailAccount account, MessageRef message) {
        return Optional.ofNullable(bodies.getIfPresent(new Key(account, message)));
    }

    private record Key(MailAccount account, MessageRef message) {}
}
