package org.restante.reading.filing;

import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.View;
import org.restante.settings.Viewer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Removes messages for good, after a question that names their number. */
@Controller
class DeletionController {

    private static final String DELETION = "reading/deletion";

    private final Filing filing;
    private final Deletions deletions;

    DeletionController(Filing filing, Deletions deletions) {
        this.filing = filing;
        this.deletions = deletions;
    }

    /** The question; a form asks it, because what is chosen may not fit into an address. */
    @PostMapping(path = "/mail/{folder}/deletion", params = "!confirmed")
    String confirm(
            @PathVariable String folder,
            Selection selection,
            MailSession session,
            Viewer viewer,
            Model model) {
        model.addAttribute(
                "deletion",
                deletions.prepare(session, MailboxName.ofPath(folder), selection, viewer));
        return DELETION;
    }

    /** Somebody reloads the question: there is nothing to ask any more. */
    @GetMapping("/mail/{folder}/deletion")
    ResponseEntity<Void> list(@PathVariable String folder) {
        return Return.to(MailboxName.ofPath(folder), null, View.PLAIN, Outcome.NOTHING);
    }

    @PostMapping(path = "/mail/{folder}/deletion", params = "confirmed")
    ResponseEntity<Void> create(
            @PathVariable String folder, Selection selection, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome = filing.delete(session, name, selection, viewer);
        return Return.to(name, null, selection.shown(), outcome);
    }
}
