package org.restante.settings;

import java.util.List;
import java.util.Optional;

/** The mail domains that this installation serves. */
public interface MailDomains {

    /** The enabled domain of that name, in any case and in Unicode or ASCII form. */
    Optional<MailDomain> find(String domain);

    /** All enabled domains: the configured one first, then in the administrator's order. */
    List<MailDomain> all();
}
