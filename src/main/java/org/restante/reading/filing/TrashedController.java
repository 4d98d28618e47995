package org.restante.reading.filing;

import org.restante.mail.MailboxName;
import org.restante.mail.SpecialUse;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Done;
import org.restante.settings.Viewer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Puts messages into the bin, from which they can be taken again. */
@Controller
class TrashedController {

    private final Filing filing;

    TrashedController(Filing filing) {
        this.filing = filing;
    }

    @PostMapping("/mail/{folder}/trashed")
    ResponseEntity<Void> create(
            @PathVariable String folder, Selection selection, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome =
                filing.file(session, name, selection, SpecialUse.TRASH, Done.TRASHED, viewer);
        return Return.afterFiling(name, selection, outcome);
    }
}
