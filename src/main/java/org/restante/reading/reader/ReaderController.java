package org.restante.reading.reader;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.mail.LastMarked;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.MailList;
import org.restante.reading.list.Notices;
import org.restante.reading.list.Report;
import org.restante.reading.list.Viewed;
import org.restante.reading.people.Acquaintance;
import org.restante.reading.people.People;
import org.restante.reading.reader.Letters.Opened;
import org.restante.reading.reader.Letters.Wanted;
import org.restante.settings.ReceiptPreferences;
import org.restante.settings.Viewer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.SessionAttribute;

/** One message: beside its list, or alone where the page has the list already. */
@Controller
class ReaderController {

    private static final String MAIL = "reading/mail";
    private static final String MESSAGE = "reading/message";

    private final Letters letters;
    private final Notices notices;
    private final People people;
    private final ObjectProvider<ReceiptPreferences> receipts;

    ReaderController(
            Letters letters,
            Notices notices,
            People people,
            ObjectProvider<ReceiptPreferences> receipts) {
        this.receipts = receipts;
        this.people = people;
        this.letters = letters;
        this.notices = notices;
    }

    @GetMapping("/mail/{folder}/{uid:[0-9]{1,10}}")
    String show(
            @PathVariable String folder,
            @PathVariable long uid,
            Viewed viewed,
            @RequestParam(defaultValue = "") String images,
            Report report,
            @SessionAttribute(name = LastMarked.NAME, required = false) @Nullable LastMarked marked,
            HttpServletRequest request,
            MailSession session,
            Viewer viewer,
            Principal user,
            Model model) {
        Wanted wanted =
                new Wanted(MailboxName.ofPath(folder), uid(uid), viewed.view(), isShow(images));
        boolean alone = wantsReaderOnly(request);
        Opened opened =
                alone
                        ? letters.open(session, wanted, viewer)
                        : letters.openBesideList(session, wanted, viewer);
        MailList list = opened.list();
        // behind the mail server's doorway: no connection of it waits for the database
        Map<String, Acquaintance> known =
                people.find(
                        user.getName(),
                        Stream.concat(
                                opened.letter().emails(),
                                list == null ? Stream.empty() : list.senders()));
        model.addAttribute("letter", asked(opened.letter().with(user.getName(), known), user));
        model.addAttribute("tree", opened.tree());
        if (list != null) {
            model.addAttribute("list", list.with(known));
            model.addAttribute("notice", notices.of(report, list, viewer, marked));
        }
        return alone ? MESSAGE : MAIL;
    }

    /** What the reader prefers is asked for only where it matters, which is rare. */
    private Letter asked(Letter letter, Principal user) {
        boolean never =
                letter.receipt() != null
                        && receipts.stream().noneMatch(one -> one.asks(user.getName()));
        return never ? letter.withoutReceipt() : letter;
    }

    private static boolean wantsReaderOnly(HttpServletRequest request) {
        return "reader".equals(request.getHeader("HX-Target"))
                && request.getHeader("HX-History-Restore-Request") == null;
    }

    private static boolean isShow(String images) {
        return images.equals("show");
    }

    private static Uid uid(long uid) {
        if (!Uid.isUid(uid)) {
            throw new MailException(Problem.MESSAGE_MISSING, "no UID");
        }
        return new Uid(uid);
    }
}
