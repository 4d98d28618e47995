package org.restante.contacts;

import java.security.Principal;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The address book: its list, and each contact's page. */
@Controller
class ContactsController {

    static final String ALL = "/contacts";
    private static final String ONE = ALL + "/{id:[0-9a-f-]{36}}";
    private static final String LIST = "contacts/page";
    private static final String CONTACT = "contacts/contact";
    private static final String DELETION = "contacts/deletion";

    private final Book book;
    private final Groups groups;
    private final Collecting collecting;
    private final ContactPages pages;

    ContactsController(Book book, Groups groups, Collecting collecting, ContactPages pages) {
        this.book = book;
        this.groups = groups;
        this.collecting = collecting;
        this.pages = pages;
    }

    @GetMapping(ALL)
    ModelAndView all(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(required = false) @Nullable UUID group,
            @RequestParam(required = false) @Nullable String done,
            Principal user) {
        String owner = Contacts.owner(user.getName());
        return pages.of(owner, LIST)
                .addObject("listing", book.page(owner, Query.of(q), group, page))
                .addObject("q", Clean.line(q))
                .addObject("place", new Place(Clean.line(q), group))
                .addObject("group", group == null ? null : group(owner, group))
                .addObject("collects", collecting.choice(owner).orElse(null))
                .addObject("done", Done.of(done));
    }

    private Group group(String owner, UUID id) {
        return groups.find(owner, id).orElseThrow(ContactPages::missing);
    }

    @GetMapping(ALL + "/new")
    ModelAndView blank(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            Principal user) {
        ContactForm form =
                ContactForm.blank(
                        Clean.cut(Clean.line(name), CardBuilder.LONGEST_DISPLAY),
                        Clean.cut(Clean.line(email), Emails.LONGEST));
        return page(Contacts.owner(user.getName()), null, form);
    }

    @PostMapping(ALL)
    ModelAndView create(@RequestParam MultiValueMap<String, String> sent, Principal user) {
        String owner = Contacts.owner(user.getName());
        ContactForm form = ContactForm.of(sent, groups.all(owner));
        Map<String, String> mistakes = form.mistakes();
        Card card = mistakes.isEmpty() ? form.toCard() : null;
        if (card == null) {
            return refused(owner, null, form, mistakes);
        }
        return book.add(owner, card)
                .map(id -> ContactPages.then(ALL + "/" + id, Done.CREATED))
                .orElseGet(() -> refused(owner, null, form, Map.of("given", "contact.fault.full")));
    }

    @GetMapping(ONE)
    ModelAndView show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Principal user,
            Viewer viewer) {
        String owner = Contacts.owner(user.getName());
        Contact contact = contact(owner, id);
        return page(owner, contact, ContactForm.of(contact.card()))
                .addObject("done", Done.of(done))
                .addObject("mailed", mailed(contact, viewer));
    }

    private static @Nullable String mailed(Contact contact, Viewer viewer) {
        Locale locale = viewer.locale().equals(Locale.ENGLISH) ? Locale.UK : viewer.locale();
        return contact.card().mailed() == null
                ? null
                : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(locale)
                        .format(contact.card().mailed().atZone(viewer.zone()));
    }

    @PostMapping(ONE)
    ModelAndView save(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> sent,
            Principal user) {
        String owner = Contacts.owner(user.getName());
        Contact contact = contact(owner, id);
        ContactForm form = ContactForm.of(sent, groups.all(owner));
        Map<String, String> mistakes = form.mistakes();
        Card card = mistakes.isEmpty() ? form.toCard() : null;
        if (card == null) {
            return refused(owner, contact, form, mistakes);
        }
        if (!book.change(owner, id, card)) {
            throw ContactPages.missing();
        }
        return ContactPages.then(ALL + "/" + id, Done.SAVED);
    }

    @GetMapping(ONE + "/deletion")
    ModelAndView question(@PathVariable UUID id, Principal user) {
        String owner = Contacts.owner(user.getName());
        return pages.of(owner, DELETION).addObject("contact", contact(owner, id));
    }

    @PostMapping(ONE + "/deletion")
    ModelAndView delete(@PathVariable UUID id, Principal user) {
        if (!book.remove(Contacts.owner(user.getName()), id)) {
            throw ContactPages.missing();
        }
        return ContactPages.then(ALL, Done.DELETED);
    }

    private Contact contact(String owner, UUID id) {
        return book.find(owner, id).orElseThrow(ContactPages::missing);
    }

    private ModelAndView refused(
            String owner,
            @Nullable Contact contact,
            ContactForm form,
            Map<String, String> mistakes) {
        return ContactPages.refused(page(owner, contact, form).addObject("mistakes", mistakes));
    }

    private ModelAndView page(String owner, @Nullable Contact contact, ContactForm form) {
        return pages.of(owner, CONTACT)
                .addObject("contact", contact)
                .addObject("form", form)
                .addObject("ofEmails", Labels.OF_EMAILS)
                .addObject("ofPhones", Labels.OF_PHONES);
    }
}
