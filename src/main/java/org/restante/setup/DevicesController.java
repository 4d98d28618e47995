package org.restante.setup;

import java.util.List;
import org.restante.account.Account;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.settings.MailDomains;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Helps to read this mailbox on a phone or in a mail program. */
@Controller
class DevicesController {

    private static final String PAGE = "setup/devices";
    private static final List<String> PROGRAMS =
            List.of("iphone", "android", "outlook", "thunderbird", "applemail");

    private final MailDomains domains;

    DevicesController(MailDomains domains) {
        this.domains = domains;
    }

    @GetMapping("/devices")
    String show(Choice choice, Account account, Model model) {
        Servers servers =
                domains.find(account.domain())
                        .map(domain -> Servers.of(domain, account))
                        .orElseThrow(
                                () -> new MailException(Problem.REFUSED, "served no longer"));
        boolean pop = choice.isPop() && servers.pop() != null;
        model.addAttribute("choice", choice);
        model.addAttribute("servers", servers);
        model.addAttribute("pop", pop);
        model.addAttribute("incoming", pop ? servers.pop() : servers.imap());
        model.addAttribute("programs", PROGRAMS);
        return PAGE;
    }
}
