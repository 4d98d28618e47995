package org.restante.compose;

import java.util.List;
import java.util.Locale;
import org.restante.account.Account;
import org.restante.compose.Composers.Kind;
import org.restante.compose.Draft.Manner;
import org.restante.compose.outbox.Outbox;
import org.restante.compose.submission.SizeLimits;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.settings.MailDomains;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which a message is written. */
@Controller
class ComposeController {

    static final String PAGE = "compose/page";

    private final Composers composers;
    private final Drafts drafts;
    private final Outbox outbox;
    private final MailDomains domains;
    private final SizeLimits limits;

    ComposeController(
            Composers composers,
            Drafts drafts,
            Outbox outbox,
            MailDomains domains,
            SizeLimits limits) {
        this.domains = domains;
        this.limits = limits;
        this.outbox = outbox;
        this.composers = composers;
        this.drafts = drafts;
    }

    /** For how many seconds a message can be taken back. */
    @ModelAttribute("hold")
    long hold(Account account) {
        return outbox.hold(account).toSeconds();
    }

    /** The largest message that the server takes, in octets, as far as it is known yet. */
    @ModelAttribute("limit")
    long limit(Account account, Credential credential) {
        return domains.find(account.domain())
                .map(domain -> limits.early(domain.smtp(), credential))
                .orElse(0L);
    }

    /** A new message, perhaps as a mailto link asks for it (RFC 6068). */
    @GetMapping("/compose")
    String blank(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String cc,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String body,
            Account account,
            Model model) {
        model.addAttribute("composer", composers.blank(account, to, cc, subject, body));
        return PAGE;
    }

    @GetMapping(
            path = "/compose",
            params = {"kind", "folder", "uid"})
    String answer(
            @RequestParam String kind,
            @RequestParam String folder,
            @RequestParam long uid,
            MailSession session,
            Account account,
            Viewer viewer,
            Model model) {
        Composer composer =
                composers.answer(
                        session, account, kind(kind), MailboxName.ofPath(folder), uid(uid), viewer);
        model.addAttribute("composer", composer);
        return PAGE;
    }

    @GetMapping(path = "/compose", params = "draft")
    String draft(@RequestParam long draft, MailSession session, Viewer viewer, Model model) {
        Drafts.Stored stored = drafts.open(session, uid(draft));
        if (stored.draft().manner() != Manner.WRITTEN) {
            return "redirect:" + OutboxController.edit(stored);
        }
        model.addAttribute("composer", composers.of(stored, viewer));
        return PAGE;
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
