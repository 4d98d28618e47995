package org.restante.contacts;

import java.security.Principal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The answer to whether addresses that somebody writes to may be kept. */
@Controller
class CollectingController {

    private final Collecting collecting;

    CollectingController(Collecting collecting) {
        this.collecting = collecting;
    }

    @PostMapping("/contacts/collecting")
    ModelAndView choose(@RequestParam(defaultValue = "") String collects, Principal user) {
        boolean agreed = collects.equals("yes");
        collecting.choose(Contacts.owner(user.getName()), agreed);
        return ContactPages.then(
                ContactsController.ALL, agreed ? Done.COLLECTS : Done.COLLECTS_NOT);
    }
}
