package org.restante.compose.template;

import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** Templates are made, changed and removed here. */
@Controller
class TemplateController {

    private static final String ALL = "/settings/writing/templates";
    private static final String ONE = ALL + "/{id:[0-9a-f-]{36}}";
    private static final String PAGE = "compose/template";

    private final Templates templates;

    TemplateController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping(ALL + "/new")
    ModelAndView blank() {
        Template blank = new Template(UUID.randomUUID(), "", "", "", "");
        return page(blank.id(), TemplateForm.of(blank), List.of(), false);
    }

    @GetMapping(path = ONE, produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView edit(@PathVariable UUID id, Principal user) {
        return page(id, TemplateForm.of(template(user, id)), List.of(), true);
    }

    /** For a page on which somebody writes. */
    @GetMapping(path = ONE, produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Template one(@PathVariable UUID id, Principal user) {
        return template(user, id);
    }

    @PostMapping(ONE)
    Object save(@PathVariable UUID id, TemplateForm form, Principal user) {
        List<String> wrong = form.wrong();
        if (!wrong.isEmpty() || !templates.save(user.getName(), form.toTemplate(id))) {
            ModelAndView page = page(id, form, wrong.isEmpty() ? List.of("many") : wrong, false);
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return page;
        }
        return saved();
    }

    @PostMapping(ONE + "/deletion")
    ResponseEntity<Void> delete(@PathVariable UUID id, Principal user) {
        templates.remove(user.getName(), id);
        return saved();
    }

    private Template template(Principal user, UUID id) {
        return templates
                .find(user.getName(), id)
                .orElseThrow(() -> new MailException(Problem.MESSAGE_MISSING, "no such template"));
    }

    private static ResponseEntity<Void> saved() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/settings/writing?saved"))
                .build();
    }

    private static ModelAndView page(UUID id, TemplateForm form, List<String> wrong, boolean goes) {
        return new ModelAndView(PAGE)
                .addObject("id", id)
                .addObject("form", form)
                .addObject("wrong", wrong)
                .addObject("removable", goes);
    }
}
