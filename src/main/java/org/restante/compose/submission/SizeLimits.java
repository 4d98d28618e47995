package org.restante.compose.submission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mail.MailServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The largest message that each server takes (RFC 1870), asked once an hour. */
@Component
public class SizeLimits {

    private static final Logger log = LoggerFactory.getLogger(SizeLimits.class);

    private final Submissions submissions;
    private final Cache<MailServer, Long> known =
            Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(Duration.ofHours(1)).build();

    SizeLimits(Submissions submissions) {
        this.submissions = submissions;
    }

    /** The limit in octets; 0 where there is none, or the server cannot be asked. */
    public long of(MailServer server, Credential credential) {
        Long limit = known.getIfPresent(server);
        return limit == null ? ask(server, credential) : limit;
    }

    /** The limit as far as it is known by now; has it asked for otherwise. */
    public long early(MailServer server, Credential credential) {
        @Nullable Long limit = known.getIfPresent(server);
        if (limit == null) {
            Thread.ofVirtual().name("size-limit").start(() -> ask(server, credential));
        }
        return limit == null ? 0 : limit;
    }

    private long ask(MailServer server, Credential credential) {
        try {
            long limit = submissions.limits(server, credential);
            known.put(server, limit);
            return limit;
        } catch (SubmissionFailure e) {
            log.info("A server did not say which size it takes: {}", e.getMessage());
            return 0;
        }
    }
}
