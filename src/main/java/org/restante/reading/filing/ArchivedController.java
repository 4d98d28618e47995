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

/** Puts messages into the archive. */
@Controller
class ArchivedController {

    private final Filing filing;

    ArchivedController(Filing filing) {
        this.filing = filing;
    }

    @PostMapping("/mail/{folder}/archived")
    ResponseEntity<Void> create(
            @PathVariable String folder, Selection selection, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome =
                filing.file(session, name, selection, SpecialUse.ARCHIVE, Done.ARCHIVED, viewer);
        return Return.afterFiling(name, selection, outcome);
    }
}
