package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One-time links: somebody follows one and becomes an administrator; another one makes them. */
@Controller
class InvitationController {

    private static final String PAGE = "admin/invitation";

    private final Invitations invitations;
    private final Audit audit;

    InvitationController(Invitations invitations, Audit audit) {
        this.invitations = invitations;
        this.audit = audit;
    }

    @GetMapping("/admin/invitation/{token}")
    ModelAndView form(@PathVariable String token) {
        valid(token);
        return page(new NewAdministrator("", "", ""));
    }

    @PostMapping("/admin/invitation/{token}")
    ModelAndView accept(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeated,
            HttpServletRequest request) {
        Token valid = valid(token);
        NewAdministrator wanted = new NewAdministrator(username, password, repeated);
        if (!wanted.mistakes().isEmpty()) {
            return refused(wanted, wanted.mistakes());
        }
        String hash = invitations.hash(wanted.password());
        return switch (invitations.accept(valid, wanted.name(), hash)) {
            case Invitations.Outcome.Welcome welcome -> {
                audit.did(
                        welcome.administrator(),
                        "became an administrator, from",
                        request.getRemoteAddr());
                yield Redirect.to("/admin/sign-in", "ready", "");
            }
            case Invitations.Outcome.NameTaken _ ->
                    refused(wanted, Map.of("name", "admin.name.taken"));
            case Invitations.Outcome.Gone _ ->
                    throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        };
    }

    @PostMapping("/admin/invitations")
    ModelAndView invite(Administrator administrator) {
        Token token = invitations.by(administrator);
        audit.did(administrator, "made a link for another administrator");
        String link =
                ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path("/admin/invitation/" + token.text())
                        .toUriString();
        return new ModelAndView("admin/invited").addObject("link", link);
    }

    private Token valid(String text) {
        Token token = Token.parse(text);
        if (token == null || !invitations.isValid(token)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return token;
    }

    private static ModelAndView refused(NewAdministrator wanted, Map<String, String> mistakes) {
        ModelAndView page = page(wanted).addObject("mistakes", mistakes);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private static ModelAndView page(NewAdministrator wanted) {
        int longest = Math.min(wanted.name().length(), NewAdministrator.LONGEST_NAME);
        return new ModelAndView(PAGE)
                .addObject("username", wanted.name().substring(0, longest))
                .addObject("mistakes", Map.of());
    }
}
