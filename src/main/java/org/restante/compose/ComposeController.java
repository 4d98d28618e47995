package org.restante.compose;

import java.util.List;
import java.util.Locale;
import org.restante.account.Account;
import org.restante.compose.Answering.Kind;
import org.restante.compose.Draft.Manner;
import org.restante.compose.Letter.People;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which a message is written. */
@Controller
class ComposeController {

    private final Composers composers;
    private final ComposerPages pages;
    private final Drafts drafts;

    ComposeController(Composers composers, ComposerPages pages, Drafts drafts) {
        this.composers = composers;
        this.pages = pages;
        this.drafts = drafts;
    }

    /** A new message, perhaps as a mailto link asks for it (RFC 6068). */
    @GetMapping("/compose")
    ModelAndView blank(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String cc,
            @RequestParam(defaultValue = "") String bcc,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String body,
            Account account,
            Credential credential) {
        People people = new People(to, cc, bcc, "");
        return pages.of(composers.blank(account, people, subject, body), account, credential);
    }

    @GetMapping(
            path = "/compose",
            params = {"kind", "folder", "uid"})
    ModelAndView answer(
            @RequestParam String kind,
            @RequestParam String folder,
            @RequestParam long uid,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Composer composer =
                composers.answer(
                        session, account, kind(kind), MailboxName.ofPath(folder), uid(uid), viewer);
        return pages.of(composer, account, credential);
    }

    @GetMapping(path = "/compose", params = "draft")
    ModelAndView draft(
            @RequestParam long draft,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        Drafts.Stored stored = drafts.open(session, uid(draft));
        if (stored.draft().manner() != Manner.WRITTEN) {
            return new ModelAndView("redirect:" + OutboxController.edit(stored));
        }
        return pages.of(composers.of(stored, account, viewer), account, credential);
    }

    private static Kind kind(String kind) {
        return List.of(Kind.values()).stream()
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(kind))
                .findFirst()
                .orElseThrow(() -> new MailException(Problem.MESSAGE_MISSING, "no such answer"));
    }

    private static Uid uid(long uid) {
        if (!Uid.isUid(uid)) {
            throw new MailException(Problem.MESSAGE_MISSING, "no UID");
        }
        return new Uid(uid);
    }
}
