package org.restante.contacts;

import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Groups are made, renamed and removed here; who is in them is said on the contact's page. */
@Controller
class GroupsController {

    private static final String ALL = "/contacts/groups";
    private static final String ONE = ALL + "/{id:[0-9a-f-]{36}}";
    private static final String EDIT = "contacts/group";
    private static final String DELETION = "contacts/group-deletion";

    private final Groups groups;
    private final ContactPages pages;

    GroupsController(Groups groups, ContactPages pages) {
        this.groups = groups;
        this.pages = pages;
    }

    @GetMapping(ALL + "/new")
    ModelAndView blank(Principal user) {
        return page(Contacts.owner(user.getName()), null, "");
    }

    @PostMapping(ALL)
    ModelAndView create(@RequestParam(defaultValue = "") String name, Principal user) {
        String owner = Contacts.owner(user.getName());
        Optional<String> fault = groups.create(owner, name);
        return fault.isPresent()
                ? refused(owner, null, name, fault.get())
                : ContactPages.then(ContactsController.ALL, Done.GROUP_CREATED);
    }

    @GetMapping(ONE)
    ModelAndView edit(@PathVariable UUID id, Principal user) {
        String owner = Contacts.owner(user.getName());
        Group group = group(owner, id);
        return page(owner, group, group.name());
    }

    @PostMapping(ONE)
    ModelAndView rename(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String name, Principal user) {
        String owner = Contacts.owner(user.getName());
        Group group = group(owner, id);
        Optional<String> fault = groups.rename(owner, id, name);
        return fault.isPresent()
                ? refused(owner, group, name, fault.get())
                : ContactPages.then(ContactsController.ALL, Done.GROUP_RENAMED);
    }

    @GetMapping(ONE + "/deletion")
    ModelAndView question(@PathVariable UUID id, Principal user) {
        String owner = Contacts.owner(user.getName());
        return pages.of(owner, DELETION).addObject("group", group(owner, id));
    }

    @PostMapping(ONE + "/deletion")
    ModelAndView delete(@PathVariable UUID id, Principal user) {
        if (!groups.remove(Contacts.owner(user.getName()), id)) {
            throw ContactPages.missing();
        }
        return ContactPages.then(ContactsController.ALL, Done.GROUP_DELETED);
    }

    private Group group(String owner, UUID id) {
        return groups.find(owner, id).orElseThrow(ContactPages::missing);
    }

    private ModelAndView refused(String owner, @Nullable Group group, String name, String fault) {
        return ContactPages.refused(
                page(owner, group, name).addObject("mistakes", Map.of("name", fault)));
    }

    private ModelAndView page(String owner, @Nullable Group group, String name) {
        return pages.of(owner, EDIT).addObject("group", group).addObject("name", name);
    }
}
