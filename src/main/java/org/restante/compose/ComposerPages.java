package org.restante.compose;

import org.restante.account.Account;
import org.restante.compose.identity.Identities;
import org.restante.compose.outbox.Outbox;
import org.restante.compose.submission.SizeLimits;
import org.restante.compose.template.Templates;
import org.restante.mail.Credential;
import org.restante.settings.MailDomains;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Lays out the page on which a message is written. */
@Component
class ComposerPages {

    private static final String PAGE = "compose/page";

    private final Outbox outbox;
    private final MailDomains domains;
    private final SizeLimits limits;
    private final Identities identities;
    private final Templates templates;

    ComposerPages(
            Outbox outbox,
            MailDomains domains,
            SizeLimits limits,
            Identities identities,
            Templates templates) {
        this.outbox = outbox;
        this.domains = domains;
        this.limits = limits;
        this.identities = identities;
        this.templates = templates;
    }

    ModelAndView of(Composer composer, Account account, Credential credential) {
        // the largest message that the server takes, in octets, as far as it is known yet
        long limit =
                domains.find(account.domain())
                        .map(domain -> limits.early(domain.smtp(), credential))
                        .orElse(0L);
        return new ModelAndView(PAGE)
                .addObject("composer", composer)
                .addObject("account", account.address())
                .addObject("identities", identities.of(account.address()))
                .addObject("templates", templates.of(account.address()))
                .addObject("hold", outbox.hold(account).toSeconds())
                .addObject("limit", limit);
    }
}
