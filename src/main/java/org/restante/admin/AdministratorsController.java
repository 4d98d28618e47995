package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Who else may enter here, and the own password. */
@Controller
class AdministratorsController {

    private static final String PAGE = "admin/administrators";
    private static final String PASSWORD = "admin/password";

    private final Administrators administrators;
    private final AdministratorSessions sessions;
    private final AdministratorSignIn signIn;
    private final Audit audit;

    AdministratorsController(
            Administrators administrators,
            AdministratorSessions sessions,
            AdministratorSignIn signIn,
            Audit audit) {
        this.administrators = administrators;
        this.sessions = sessions;
        this.signIn = signIn;
        this.audit = audit;
    }

    @GetMapping("/admin/administrators")
    ModelAndView all(HttpServletRequest request) {
        return new ModelAndView(PAGE)
                .addObject("all", administrators.all())
                .addObject("done", Done.of(request));
    }

    @GetMapping("/admin/administrators/{id}/removal")
    ModelAndView question(@PathVariable UUID id) {
        return new ModelAndView("admin/question")
                .addObject("kind", "administrator")
                .addObject("whom", listed(id).name())
                .addObject("back", "/admin/administrators");
    }

    @PostMapping("/admin/administrators/{id}/removal")
    ModelAndView remove(@PathVariable UUID id, Administrator administrator) {
        String name = listed(id).name();
        if (administrators.remove(id).isEmpty()) {
            return Redirect.to("/admin/administrators", "last", "");
        }
        audit.did(administrator, "removed the administrator", name);
        return Redirect.to("/admin/administrators", "removed", "");
    }

    @GetMapping("/admin/password")
    ModelAndView password() {
        return new ModelAndView(PASSWORD).addObject("mistakes", Map.of());
    }

    @PostMapping("/admin/password")
    ModelAndView change(
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            Administrator administrator,
            HttpServletRequest request) {
        var wanted = new NewAdministrator(administrator.name(), password, repeated);
        if (!wanted.passwordMistakes().isEmpty()) {
            return refused(wanted.passwordMistakes());
        }
        // The old one is asked with the same patience as at the door.
        var asked = signIn.attempt(administrator.name(), current, request.getRemoteAddr());
        if (!(asked instanceof AdministratorSignIn.Outcome.Accepted)) {
            audit.did(administrator, "did not know the old password");
            boolean wait = asked instanceof AdministratorSignIn.Outcome.Wait;
            return refused(
                    Map.of("current", wait ? "admin.password.wait" : "admin.password.wrong"));
        }
        administrators.changePassword(administrator, password);
        sessions.endOthers(administrator, request);
        audit.did(administrator, "changed the own password");
        return Redirect.to("/admin/administrators", "changed", "");
    }

    private static ModelAndView refused(Map<String, String> mistakes) {
        ModelAndView page = new ModelAndView(PASSWORD).addObject("mistakes", mistakes);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private Administrator.Listed listed(UUID id) {
        List<Administrator.Listed> all = administrators.all();
        return all.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
