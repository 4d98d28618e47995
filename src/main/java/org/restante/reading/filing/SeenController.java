package org.restante.reading.filing;

import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Done;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Marks messages read, or unread. */
@Controller
class SeenController {

    private static final String PATH = "/mail/{folder}/seen";

    private final Filing filing;

    SeenController(Filing filing) {
        this.filing = filing;
    }

    @PostMapping(path = PATH, params = Form.CREATE)
    ResponseEntity<Void> create(
            @PathVariable String folder, Selection selection, MailSession session) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome = filing.mark(session, name, selection, Flag.SEEN, true, Done.SEEN);
        return Return.afterMarking(name, selection, outcome);
    }

    @PostMapping(path = PATH, params = Form.DESTROY)
    ResponseEntity<Void> destroy(
            @PathVariable String folder, Selection selection, MailSession session) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome = filing.mark(session, name, selection, Flag.SEEN, false, Done.UNSEEN);
        return Return.toList(name, selection, outcome);
    }
}
