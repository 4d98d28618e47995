package org.restante.admin;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** Leads on after something was done, so that a reload does not do it again. */
final class Redirect {

    private Redirect() {}

    /** A path of ours with parameters; a value may hold anything. */
    static ModelAndView to(String path, String... parameters) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
        for (int i = 0; i < parameters.length; i += 2) {
            url.queryParam(parameters[i], "{value" + i + "}");
        }
        Object[] values = new Object[parameters.length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters[2 * i + 1];
        }
        RedirectView view = new RedirectView(url.encode().buildAndExpand(values).toString(), true);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }
}
