package org.restante.reading.list;

import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of a folder. */
@Controller
class ListController {

    private static final String MAIL = "reading/mail";

    private final MailLists lists;
    private final Notices notices;

    ListController(MailLists lists, Notices notices) {
        this.lists = lists;
        this.notices = notices;
    }

    @GetMapping("/mail")
    String inbox() {
        return "redirect:/mail/INBOX";
    }

    @GetMapping("/mail/{folder}")
    String show(
            @PathVariable String folder,
            @RequestParam(defaultValue = "1") int page,
            Report report,
            MailSession session,
            Viewer viewer,
            Model model) {
        MailList list = lists.open(session, MailboxName.ofPath(folder), page, viewer);
        model.addAttribute("list", list);
        model.addAttribute("notice", notices.of(report, list, viewer));
        return MAIL;
    }
}
