package org.restante.settings;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The configured domain and the rows of the table, where a row wins over the configuration.
 *
 * <p>Every request asks for its account's servers, so they are kept in memory for a minute.
 */
@Component
class StoredMailDomains implements MailDomains {

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
            throw new NoMailDomain();
        }
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
