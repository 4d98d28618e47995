package org.restante.compose.identity;

import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Identities are made, changed and removed here. */
@Controller
class IdentityController {

    private static final String ALL = WritingController.PATH + "/identities";
    private static final String ONE = ALL + "/{id:[0-9a-f-]{36}}";
    private static final String PAGE = "compose/identity";

    private final Identities identities;

    IdentityController(Identities identities) {
        this.identities = identities;
    }

    @GetMapping(ALL + "/new")
    ModelAndView blank(Principal user) {
        Identity blank = new Identity(UUID.randomUUID(), "", "", "", "", "", false);
        return page(blank.id(), IdentityForm.of(blank, false), List.of(), false);
    }

    @GetMapping(ONE)
    ModelAndView edit(@PathVariable UUID id, Principal user) {
        List<Identity> all = identities.of(user.getName());
        Identity one = identities.find(user.getName(), id).orElseThrow(IdentityController::missing);
        return page(
                id, IdentityForm.of(one, all.getFirst().equals(one)), List.of(), all.size() > 1);
    }

    @PostMapping(ONE)
    Object save(@PathVariable UUID id, IdentityForm form, Principal user) {
        List<String> wrong = form.wrong();
        if (!wrong.isEmpty() || !identities.save(user.getName(), form.toIdentity(id))) {
            ModelAndView page = page(id, form, wrong.isEmpty() ? List.of("many") : wrong, false);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        if (form.first() != null) {
            identities.prefer(user.getName(), id);
        }
        return WritingController.saved();
    }

    @PostMapping(ONE + "/deletion")
    Object delete(@PathVariable UUID id, Principal user) {
        identities.remove(user.getName(), id);
        return WritingController.saved();
    }

    private static ModelAndView page(UUID id, IdentityForm form, List<String> wrong, boolean goes) {
        return new ModelAndView(PAGE)
                .addObject("id", id)
                .addObject("form", form)
                .addObject("wrong", wrong)
                .addObject("removable", goes);
    }

    private static MailException missing() {
        return new MailException(Problem.MESSAGE_MISSING, "no such identity");
    }
}
