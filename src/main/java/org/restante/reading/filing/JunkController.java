package org.restante.reading.filing;

import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Done;
import org.restante.settings.Viewer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Calls messages junk, or takes it back. */
@Controller
class JunkController {

    private static final String PATH = "/mail/{folder}/junk";

    private final Filing filing;

    JunkController(Filing filing) {
        this.filing = filing;
    }

    @PostMapping(path = PATH, params = Form.CREATE)
    ResponseEntity<Void> create(
            @PathVariable String folder, Selection selection, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        return Return.afterFiling(name, selection, filing.junk(session, name, selection, viewer));
    }

    @PostMapping(
            path = PATH,
            params = {Form.DESTROY, "!origin"})
    ResponseEntity<Void> destroy(
            @PathVariable String folder, Selection selection, MailSession session, Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome =
                filing.notJunk(session, name, selection, MailboxName.INBOX, Done.CLEARED, viewer);
        return Return.afterFiling(name, selection, outcome);
    }

    /** Undoes the call; the reader is still where the messages came from. */
    @PostMapping(
            path = PATH,
            params = {Form.DESTROY, "origin"})
    ResponseEntity<Void> restore(
            @PathVariable String folder,
            @RequestParam String origin,
            Selection selection,
            MailSession session,
            Viewer viewer) {
        MailboxName home = MailboxName.ofPath(origin);
        Outcome outcome =
                filing.notJunk(
                        session,
                        MailboxName.ofPath(folder),
                        selection,
                        home,
                        Done.RESTORED,
                        viewer);
        return Return.to(home, null, selection.shown(), outcome);
    }
}
