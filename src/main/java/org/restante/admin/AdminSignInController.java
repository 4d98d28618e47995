package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.restante.settings.ZoneProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The administrators' own door. */
@Controller
class AdminSignInController {

    private static final String PAGE = "admin/sign-in";
    private static final String HOME = "/admin/domains";

    private final AdministratorSignIn signIn;
    private final AdministratorSessions sessions;
    private final Audit audit;
    private final ZoneProperties zones;

    AdminSignInController(
            AdministratorSignIn signIn,
            AdministratorSessions sessions,
            Audit audit,
            ZoneProperties zones) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.audit = audit;
        this.zones = zones;
    }

    @GetMapping("/admin")
    ModelAndView start() {
        return Redirect.to(HOME);
    }

    @GetMapping("/admin/sign-in")
    ModelAndView form(HttpServletRequest request) {
        return request.getUserPrincipal() == null
                ? page("").addObject("notice", notice(request))
                : Redirect.to(HOME);
    }

    @PostMapping("/admin/sign-in")
    ModelAndView signIn(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String zone,
            HttpServletRequest request,
            HttpServletResponse response) {
        String client = request.getRemoteAddr();
        return switch (signIn.attempt(username, password, client)) {
            case AdministratorSignIn.Outcome.Accepted accepted -> {
                sessions.begin(accepted.administrator(), zone(zone), request, response);
                audit.did(accepted.administrator(), "signed in from", client);
                yield Redirect.to(HOME);
            }
            case AdministratorSignIn.Outcome.Refused _ -> {
                // What was typed for a name may be the password.
                audit.somebody(client, "did not sign in as an administrator");
                yield refused(username, HttpStatus.UNAUTHORIZED, "admin.sign-in.refused");
            }
            case AdministratorSignIn.Outcome.Wait wait -> {
                long seconds = seconds(wait.delay());
                response.setHeader(HttpHeaders.RETRY_AFTER, "" + seconds);
                yield refused(username, HttpStatus.TOO_MANY_REQUESTS, "admin.sign-in.wait")
                        .addObject("minutes", Math.ceilDiv(seconds, 60));
            }
        };
    }

    @PostMapping("/admin/sign-out")
    ModelAndView signOut(
            Administrator administrator, HttpServletRequest request, HttpServletResponse response) {
        sessions.end(request, response);
        response.setHeader("Clear-Site-Data", "\"cache\"");
        audit.did(administrator, "signed out");
        return Redirect.to("/admin/sign-in", "signed-out", "");
    }

    private static ModelAndView refused(String username, HttpStatus status, String why) {
        ModelAndView page = page(username).addObject("refusal", why);
        page.setStatus(status);
        return page;
    }

    private static ModelAndView page(String username) {
        int longest = Math.min(username.length(), NewAdministrator.LONGEST_NAME);
        return new ModelAndView(PAGE).addObject("username", username.substring(0, longest));
    }

    private static @Nullable String notice(HttpServletRequest request) {
        for (String notice : new String[] {"signed-out", "stale", "ended", "ready"}) {
            if (request.getParameter(notice) != null) {
                return notice;
            }
        }
        return null;
    }

    private ZoneId zone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : zones.zone();
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
