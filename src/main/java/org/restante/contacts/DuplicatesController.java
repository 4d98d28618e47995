package org.restante.contacts;

import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Contacts that seem to be one, beside each other. */
@Controller
class DuplicatesController {

    private static final String PATH = "/contacts/duplicates";
    private static final String PAGE = "contacts/duplicates";

    private final Duplicates duplicates;
    private final ContactPages pages;

    DuplicatesController(Duplicates duplicates, ContactPages pages) {
        this.duplicates = duplicates;
        this.pages = pages;
    }

    @GetMapping(PATH)
    ModelAndView show(@RequestParam(required = false) @Nullable String done, Principal user) {
        return page(Contacts.owner(user.getName())).addObject("done", Done.of(done));
    }

    /** Merges those that are ticked; the one whose name is to stay is one of them in any case. */
    @PostMapping(PATH)
    ModelAndView merge(
            @RequestParam UUID keep,
            @RequestParam(defaultValue = "") Set<UUID> id,
            Principal user) {
        String owner = Contacts.owner(user.getName());
        if (!duplicates.merge(owner, keep, id)) {
            return ContactPages.refused(
                    page(owner).addObject("mistakes", Map.of("merge", "contact.fault.merge")));
        }
        return ContactPages.then(PATH, Done.MERGED);
    }

    private ModelAndView page(String owner) {
        List<List<Contact>> found = duplicates.find(owner);
        return pages.of(owner, PAGE)
                .addObject("found", found.stream().limit(Duplicates.SHOWN).toList())
                .addObject("count", found.size());
    }
}
