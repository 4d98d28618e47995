package org.restante.contacts;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What the pages of the address book have in common: the groups at their side. */
@Component
class ContactPages {

    private final Groups groups;
    private final Book book;

    ContactPages(Groups groups, Book book) {
        this.groups = groups;
        this.book = book;
    }

    ModelAndView of(String owner, String view) {
        return new ModelAndView(view)
                .addObject("groups", groups.all(owner))
                .addObject("size", book.size(owner))
                .addObject("mistakes", Map.of());
    }

    static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** Leads on after something was done, so that a reload does not do it again. */
    static ModelAndView then(String path, Done done) {
        RedirectView view = new RedirectView(path + "?done=" + done.name(), true);
        view.setExpandUriTemplateVariables(false);
        view.setExposeModelAttributes(false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(view);
    }

    static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
