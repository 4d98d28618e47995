package org.restante.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.settings.MailDomain;
import org.restante.settings.MailDomains;
import org.restante.settings.ZoneProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The counter: address and password in, a session out. */
@Controller
class SignInController {

    private static final String PAGE = "account/sign-in";

    private final SignIn signIn;
    private final Sessions sessions;
    private final MailDomains domains;
    private final ZoneProperties zones;

    SignInController(SignIn signIn, Sessions sessions, MailDomains domains, ZoneProperties zones) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.domains = domains;
        this.zones = zones;
    }

    @GetMapping("/sign-in")
    ModelAndView form(
            @Nullable Account account,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request) {
        if (account != null) {
            return redirect(ReturnPath.of(to));
        }
        return page(new SignInForm("", false, ReturnPath.worthKeeping(to)))
                .addObject("notice", Notice.of(request.getParameterMap().keySet()));
    }

    @PostMapping("/sign-in")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String zone,
            @RequestParam(defaultValue = "false") boolean shared,
            @RequestParam(required = false) @Nullable String to,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (signIn.attempt(username, password, request.getRemoteAddr())) {
            case SignIn.Outcome.Accepted accepted -> {
                sessions.begin(
                        accepted.account(),
                        accepted.password(),
                        zone(zone),
                        shared,
                        request,
                        response);
                yield redirect(ReturnPath.of(to));
            }
            case SignIn.Outcome.Refused refused -> {
                if (refused.why() == Refusal.WAIT) {
                    response.setHeader(HttpHeaders.RETRY_AFTER, "" + seconds(refused.delay()));
                }
                yield refused(
                        refused, new SignInForm(username, shared, ReturnPath.worthKeeping(to)));
            }
        };
    }

    private ModelAndView refused(SignIn.Outcome.Refused refused, SignInForm form) {
        ModelAndView page = page(form);
        page.setStatus(refused.why().status());
        long seconds = seconds(refused.delay());
        return page.addObject("refusal", refused.why())
                .addObject("waitMinutes", Math.ceilDiv(seconds, 60))
                .addObject("waitSeconds", seconds);
    }

    private ModelAndView page(SignInForm form) {
        return new ModelAndView(PAGE)
                .addObject("form", form)
                .addObject("domains", domains.all().stream().map(MailDomain::domain).toList());
    }

    private static ModelAndView redirect(String path) {
        RedirectView view = new RedirectView(path, true);
        view.setExpandUriTemplateVariables(false); // a path may hold braces of its own
        view.setExposeModelAttributes(false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }

    private ZoneId zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : zones.zone();
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** What the page says before anybody typed anything. */
    enum Notice {
        SIGNED_OUT("signed-out"),
        STALE("stale"),
        REFUSED("refused");

        private final String parameter;

        Notice(String parameter) {
            this.parameter = parameter;
        }

        static @Nullable Notice of(Set<String> parameters) {
            for (Notice notice : values()) {
                if (parameters.contains(notice.parameter)) {
                    return notice;
                }
            }
            return null;
        }
    }
}
