package org.restante.setup;

import org.restante.account.Account;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.settings.MailDomains;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Helps to read this mailbox on a phone or in a mail program. */
@Controller
class DevicesController {

    private static final String PAGE = "setup/devices";

    private final MailDomains domains;
    private final Guides guides;

    DevicesController(MailDomains domains, Guides guides) {
        this.domains = domains;
        this.guides = guides;
    }

    @GetMapping("/devices")
    String show(Choice choice, Account account, Viewer viewer, Model model) {
        Servers servers = servers(account);
        Advice advice = Advice.on(choice, servers.pop() != null);
        boolean pop = servers.pop() != null && choice.isPop(advice);
        model.addAttribute("choice", choice);
        model.addAttribute("advice", advice);
        model.addAttribute("servers", servers);
        model.addAttribute("pop", pop);
        model.addAttribute("guides", guides.of(servers, pop, viewer.locale()));
        return PAGE;
    }

    private Servers servers(Account account) {
        return domains.find(account.domain())
                .map(domain -> Servers.of(domain, account))
                .orElseThrow(() -> new MailException(Problem.REFUSED, "served no longer"));
    }
}
