package org.restante.reading.filing;

import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Done;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Flags messages, or takes the flag away. */
@Controller
class FlaggedController {

    private static final String PATH = "/mail/{folder}/flagged";

    private final Filing filing;

    FlaggedController(Filing filing) {
        this.filing = filing;
    }

    @PostMapping(path = PATH, params = Form.CREATE)
    ResponseEntity<Void> create(
            @PathVariable String folder, Selection selection, MailSession session) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome = filing.mark(session, name, selection, Flag.FLAGGED, true, Done.FLAGGED);
        return Return.afterMarking(name, selection, outcome);
    }

    @PostMapping(path = PATH, params = Form.DESTROY)
    ResponseEntity<Void> destroy(
            @PathVariable String folder, Selection selection, MailSession session) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome =
                filing.mark(session, name, selection, Flag.FLAGGED, false, Done.UNFLAGGED);
        return Return.afterMarking(name, selection, outcome);
    }
}
