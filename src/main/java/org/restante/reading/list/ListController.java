package org.restante.reading.list;

import java.security.Principal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.LastMarked;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.reading.people.People;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;

/** The list of a folder. */
@Controller
class ListController {

    private static final String MAIL = "reading/mail";

    private final MailLists lists;
    private final Notices notices;
    private final People people;

    ListController(MailLists lists, Notices notices, People people) {
        this.people = people;
        this.lists = lists;
        this.notices = notices;
    }

    @GetMapping("/mail")
    String inbox() {
        return "redirect:/mail/INBOX";
    }

    @GetMapping(path = "/mail/{folder}", params = "!date")
    String show(
            @PathVariable String folder,
            Viewed viewed,
            Report report,
            @SessionAttribute(name = LastMarked.NAME, required = false) @Nullable LastMarked marked,
            MailSession session,
            Viewer viewer,
            Principal user,
            Model model) {
        MailList list = lists.open(session, MailboxName.ofPath(folder), viewed.view(), viewer);
        model.addAttribute("list", list.with(people.find(user.getName(), list.senders())));
        model.addAttribute("notice", notices.of(report, list, viewer, marked));
        return MAIL;
    }

    /** Jumps to a day; what is no day leads to the list. */
    @GetMapping(path = "/mail/{folder}", params = "date")
    String day(
            @PathVariable String folder,
            @RequestParam String date,
            MailSession session,
            Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        return "redirect:"
                + day(date)
                        .map(day -> lists.day(session, name, day, viewer))
                        .orElse("/mail/" + name.toPath());
    }

    private static Optional<LocalDate> day(String date) {
        try {
            return Optional.of(LocalDate.parse(date)).filter(day -> day.getYear() > 1900);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
