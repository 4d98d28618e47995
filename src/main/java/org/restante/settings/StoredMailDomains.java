package org.restante.settings;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The configured domain and the rows of the table, where a row wins over the configuration.
 *
 * <p>Every request asks for its account's servers, so they are kept in memory until a change is
 * announced, and for a minute at most, in case the news are silent.
 */
@Component
class StoredMailDomains implements MailDomains, Announced {

    private static final Logger log = LoggerFactory.getLogger(StoredMailDomains.class);

    private final MailProperties properties;
    private final MailDomainRows rows;
    private final LoadingCache<StoredMailDomains, Map<String, MailDomain>> known =
            Caffeine.newBuilder()
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build(StoredMailDomains::load);

    StoredMailDomains(MailProperties properties, MailDomainRows rows) {
        this.properties = properties;
        this.rows = rows;
        if (all().isEmpty()) {
            log.warn(
                    "There is no mail domain yet, so nobody can sign in: add one as an"
                            + " administrator, or set restante.mail.domain and"
                            + " restante.mail.imap.host (RESTANTE_MAIL_DOMAIN,"
                            + " RESTANTE_MAIL_IMAP_HOST)");
        }
    }

    @Override
    public String channel() {
        return "restante_mail_domain";
    }

    @Override
    public void heard(String payload) {
        known.invalidateAll();
    }

    @Override
    public void missed() {
        known.invalidateAll();
    }

    @Override
    public Optional<MailDomain> find(String domain) {
        String name = Domains.normal(domain);
        return name == null ? Optional.empty() : Optional.ofNullable(domains().get(name));
    }

    @Override
    public List<MailDomain> all() {
        return List.copyOf(domains().values());
    }

    private Map<String, MailDomain> domains() {
        return known.get(this);
    }

    private Map<String, MailDomain> load() {
        Map<String, MailDomain> domains = new LinkedHashMap<>();
        MailDomain configured = properties.toDomain();
        if (configured != null) {
            domains.put(configured.domain(), configured);
        }
        for (MailDomainRow row : rows.findAllByOrderByPositionAscDomainAsc()) {
            if (row.isEnabled()) {
                domains.put(row.domain(), row.toDomain());
            } else {
                domains.remove(row.domain());
            }
        }
        return domains;
    }
}
