package org.restante.reading.reader;

import jakarta.servlet.http.HttpServletRequest;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Notices;
import org.restante.reading.list.Report;
import org.restante.reading.reader.Letters.Opened;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** One message: beside its list, or alone where the page has the list already. */
@Controller
class ReaderController {

    private static final String MAIL = "reading/mail";
    private static final String MESSAGE = "reading/message";

    private final Letters letters;
    private final Notices notices;

    ReaderController(Letters letters, Notices notices) {
        this.letters = letters;
        this.notices = notices;
    }

    @GetMapping("/mail/{folder}/{uid:[0-9]{1,10}}")
    String show(
            @PathVariable String folder,
            @PathVariable long uid,
            Report report,
            HttpServletRequest request,
            MailSession session,
            Viewer viewer,
            Model model) {
        MailboxName name = MailboxName.ofPath(folder);
        boolean alone = wantsReaderOnly(request);
        Opened opened =
                alone
                        ? letters.open(session, name, uid(uid), viewer)
                        : letters.openBesideList(session, name, uid(uid), viewer);
        model.addAttribute("letter", opened.letter());
        model.addAttribute("tree", opened.tree());
        model.addAttribute("list", opened.list());
        if (opened.list() != null) {
            model.addAttribute("notice", notices.of(report, opened.list(), viewer));
        }
        return alone ? MESSAGE : MAIL;
    }

    private static boolean wantsReaderOnly(HttpServletRequest request) {
        return "reader".equals(request.getHeader("HX-Target"))
                && request.getHeader("HX-History-Restore-Request") == null;
    }

    private static Uid uid(long uid) {
        if (!Uid.isUid(uid)) {
            throw new MailException(Problem.MESSAGE_MISSING, "no UID");
        }
        return new Uid(uid);
    }
}
