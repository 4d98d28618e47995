package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.restante.account.LiveSessions;
import org.restante.settings.DomainRegister;
import org.restante.settings.ServedDomain;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The mail domains, their servers, and whether these answer. */
@Controller
class DomainsController {

    private static final String PAGE = "admin/domains";
    private static final String ALL = "/admin/domains";

    private final DomainRegister register;
    private final ConnectionTest test;
    private final LiveSessions sessions;
    private final Audit audit;

    DomainsController(
            DomainRegister register, ConnectionTest test, LiveSessions sessions, Audit audit) {
        this.register = register;
        this.test = test;
        this.sessions = sessions;
        this.audit = audit;
    }

    /** In the list: how many are signed in. */
    record Item(ServedDomain served, String shown, long sessions) {

        public boolean isForeign() {
            return !shown.equals(served.domain());
        }
    }

    @ModelAttribute("typed")
    DomainForm form(
            @RequestParam(defaultValue = "") String domain,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String connections,
            @RequestParam(defaultValue = "") String position,
            @RequestParam(defaultValue = "false") boolean allowPlain,
            @RequestParam Map<String, String> all) {
        return new DomainForm(
                domain.strip(),
                login,
                connections,
                position,
                allowPlain,
                server("imap", all),
                server("smtp", all),
                server("pop3", all));
    }

    private static DomainForm.Server server(String name, Map<String, String> all) {
        return new DomainForm.Server(
                all.getOrDefault(name + "Host", ""),
                all.getOrDefault(name + "Port", ""),
                all.getOrDefault(name + "Tls", ""));
    }

    @GetMapping(ALL)
    ModelAndView all(HttpServletRequest request) {
        List<ServedDomain> all = register.all();
        if (all.isEmpty()) {
            return page(null, DomainForm.empty(1));
        }
        Done done = Done.of(request);
        return show(all.getFirst()).addObject("done", done);
    }

    @GetMapping("/admin/new-domain")
    ModelAndView blank() {
        return page(null, DomainForm.empty(register.all().size() + 1));
    }

    @GetMapping("/admin/domains/{domain}")
    ModelAndView one(@PathVariable String domain, HttpServletRequest request) {
        return show(found(domain)).addObject("done", Done.of(request));
    }

    /** The configured domain as a row of its own, which then stands in its place. */
    @GetMapping("/admin/domains/{domain}/copy")
    ModelAndView copy(@PathVariable String domain) {
        return page(null, DomainForm.of(found(domain)));
    }

    @PostMapping(ALL)
    ModelAndView add(
            @ModelAttribute(name = "typed", binding = false) DomainForm form,
            Administrator administrator) {
        Map<String, String> mistakes = new TreeMap<>(form.mistakes());
        if (register.find(form.name()).filter(ServedDomain::stored).isPresent()) {
            mistakes.put("domain", "admin.domain.exists");
        }
        if (!mistakes.isEmpty()) {
            return refused(null, form, mistakes);
        }
        register.save(form.toServed(true));
        audit.did(administrator, "added the mail domain", form.name());
        return Redirect.to(ALL + "/" + form.name(), "saved", "");
    }

    @PostMapping("/admin/domains/{domain}")
    ModelAndView save(
            @PathVariable String domain,
            @ModelAttribute(name = "typed", binding = false) DomainForm typed,
            Administrator administrator) {
        ServedDomain served = stored(domain);
        DomainForm form = typed.named(served.domain());
        if (!form.mistakes().isEmpty()) {
            return refused(served, form, form.mistakes());
        }
        register.save(form.toServed(served.enabled()));
        audit.did(administrator, "changed the mail domain", served.domain());
        return Redirect.to(ALL + "/" + served.domain(), "saved", "");
    }

    @PostMapping("/admin/domains/{domain}/pause")
    ModelAndView pause(@PathVariable String domain, Administrator administrator) {
        ServedDomain served = stored(domain);
        register.save(new ServedDomain(served.servers(), served.position(), false, true));
        audit.did(administrator, "paused the mail domain", served.domain());
        return Redirect.to(ALL + "/" + served.domain(), "paused", "");
    }

    @PostMapping("/admin/domains/{domain}/resumption")
    ModelAndView resume(@PathVariable String domain, Administrator administrator) {
        ServedDomain served = stored(domain);
        register.save(new ServedDomain(served.servers(), served.position(), true, true));
        audit.did(administrator, "resumed the mail domain", served.domain());
        return Redirect.to(ALL + "/" + served.domain(), "resumed", "");
    }

    @GetMapping("/admin/domains/{domain}/removal")
    ModelAndView question(@PathVariable String domain) {
        ServedDomain served = stored(domain);
        boolean configured = register.isConfigured(served.domain());
        return new ModelAndView("admin/question")
                .addObject("kind", configured ? "configured" : "domain")
                .addObject("whom", served.domain())
                .addObject("back", ALL + "/" + served.domain());
    }

    @PostMapping("/admin/domains/{domain}/removal")
    ModelAndView remove(@PathVariable String domain, Administrator administrator) {
        ServedDomain served = stored(domain);
        register.remove(served.domain());
        audit.did(administrator, "removed the mail domain", served.domain());
        return Redirect.to(ALL, "removed", "");
    }

    /** Tries what stands in the form, saved or not; the password goes to the servers alone. */
    @PostMapping("/admin/domain-test")
    ModelAndView test(
            @ModelAttribute(name = "typed", binding = false) DomainForm form,
            @RequestParam(defaultValue = "") String testAddress,
            @RequestParam(defaultValue = "") String testPassword,
            @RequestParam(defaultValue = "") String of,
            Administrator administrator) {
        ServedDomain served = of.isEmpty() ? null : found(of);
        DomainForm tested = served == null ? form : form.named(served.domain());
        Map<String, String> mistakes = new TreeMap<>(tested.mistakes());
        mistakes.remove("domain");
        if (!testAddress.isBlank() && testAddress.strip().lastIndexOf('@') < 1) {
            mistakes.put("testAddress", "admin.test.address.wrong");
        }
        if (!mistakes.isEmpty()) {
            return refused(served, tested, mistakes).addObject("testAddress", testAddress);
        }
        audit.did(administrator, "tested the servers of", tested.name());
        return page(served, tested)
                .addObject("testAddress", testAddress.strip())
                .addObject(
                        "reports",
                        TestView.of(test.run(tested, testAddress.strip(), testPassword)));
    }

    private ModelAndView show(ServedDomain served) {
        return page(served, DomainForm.of(served));
    }

    private ModelAndView refused(
            @Nullable ServedDomain served, DomainForm form, Map<String, String> mistakes) {
        ModelAndView page = page(served, form).addObject("mistakes", mistakes);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private ModelAndView page(@Nullable ServedDomain served, DomainForm form) {
        List<Item> items = new ArrayList<>();
        for (ServedDomain one : register.all()) {
            String shown = IDN.toUnicode(one.domain());
            items.add(new Item(one, shown, sessions.count("@" + one.domain())));
        }
        return new ModelAndView(PAGE)
                .addObject("items", items)
                .addObject("served", served)
                .addObject("form", form)
                .addObject("configured", served != null && !served.stored())
                .addObject("mistakes", Map.of())
                .addObject("testAddress", "");
    }

    private ServedDomain stored(String domain) {
        ServedDomain served = found(domain);
        if (!served.stored()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return served;
    }

    private ServedDomain found(String domain) {
        return register.find(domain)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
