package org.restante.setup;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.restante.account.Account;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.settings.MailDomains;
import org.restante.settings.Viewer;
import org.springframework.context.MessageSource;
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
    private final MessageSource words;

    DevicesController(MailDomains domains, MessageSource words) {
        this.domains = domains;
        this.words = words;
    }

    @GetMapping("/devices")
    String show(Choice choice, Account account, Viewer viewer, Model model) {
        Servers servers =
                domains.find(account.domain())
                        .map(domain -> Servers.of(domain, account))
                        .orElseThrow(() -> new MailException(Problem.REFUSED, "served no longer"));
        boolean pop = choice.isPop() && servers.pop() != null;
        model.addAttribute("choice", choice);
        model.addAttribute("servers", servers);
        model.addAttribute("pop", pop);
        model.addAttribute("incoming", servers.incoming(pop));
        model.addAttribute("programs", programs(servers, pop, viewer.locale()));
        return PAGE;
    }

    private List<Program> programs(Servers servers, boolean pop, Locale locale) {
        return PROGRAMS.stream()
                .map(key -> new Program(key, steps("setup." + key, servers, pop, locale)))
                .toList();
    }

    private List<String> steps(String key, Servers servers, boolean pop, Locale locale) {
        Servers.Server incoming = servers.incoming(pop);
        Servers.Server smtp = servers.smtp();
        Object[] values = {
            incoming.host(),
            Integer.toString(incoming.port()),
            security(incoming, locale),
            smtp.host(),
            Integer.toString(smtp.port()),
            security(smtp, locale),
            servers.username()
        };
        return Stream.of(
                        words.getMessage(key + (pop ? ".pop" : ".imap"), null, locale).split("\\|"))
                .map(step -> new MessageFormat(step, locale).format(values))
                .toList();
    }

    private String security(Servers.Server server, Locale locale) {
        return words.getMessage("setup.security." + server.security(), null, locale);
    }

    /**
     * A mail program.
     *
     * @param key of its name in the message bundles
     */
    record Program(String key, List<String> steps) {}
}
