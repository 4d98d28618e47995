package org.restante.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * All mail domains, paused ones too, to be changed by the administrator. A change holds at once on
 * this node, and on the others as soon as they hear of it.
 */
@Service
public class DomainRegister {

    private final MailProperties properties;
    private final MailDomainRows rows;
    private final StoredMailDomains served;

    DomainRegister(MailProperties properties, MailDomainRows rows, StoredMailDomains served) {
        this.properties = properties;
        this.rows = rows;
        this.served = served;
    }

    /** The stored ones in their order, and before them the configured one where no row hides it. */
    public List<ServedDomain> all() {
        List<ServedDomain> all = new ArrayList<>();
        rows.findAllByOrderByPositionAscDomainAsc().forEach(row -> all.add(row.toServed()));
        configured()
                .filter(
                        domain ->
                                all.stream().noneMatch(one -> one.domain().equals(domain.domain())))
                .map(DomainRegister::asConfigured)
                .ifPresent(all::addFirst);
        return List.copyOf(all);
    }

    /** The domain of that name, in any case and in Unicode or ASCII form. */
    public Optional<ServedDomain> find(String domain) {
        String name = Domains.normal(domain);
        return all().stream().filter(one -> one.domain().equals(name)).findFirst();
    }

    /** Whether the configuration names this domain, so that it would be served without a row. */
    public boolean isConfigured(String domain) {
        return configured().filter(one -> one.domain().equals(domain)).isPresent();
    }

    /** Adds the domain, or takes these values for the one of that name. */
    public void save(ServedDomain domain) {
        rows.save(new MailDomainRow(domain));
        served.missed();
    }

    /** Removes the row; a configured domain is then served as it is configured. */
    public void remove(String domain) {
        rows.deleteById(domain);
        served.missed();
    }

    private Optional<MailDomain> configured() {
        return Optional.ofNullable(properties.toDomain());
    }

    private static ServedDomain asConfigured(MailDomain domain) {
        return new ServedDomain(domain, 0, true, false);
    }
}
