package org.restante.reading.filing;

import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Done;
import org.restante.settings.Viewer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

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
            @PathVariable String folder,
            @RequestParam(required = false) @Nullable String origin,
            Selection selection,
            MailSession session,
            HttpSession web,
            Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome =
                filing.mark(session, name, selection, Flag.FLAGGED, true, Done.FLAGGED, viewer);
        Return.keep(web, name, outcome);
        return origin == null
                ? Return.afterMarking(name, selection, outcome)
                : Return.to(name, null, selection.shown(), outcome.undone());
    }

    @PostMapping(path = PATH, params = Form.DESTROY)
    ResponseEntity<Void> destroy(
            @PathVariable String folder,
            @RequestParam(required = false) @Nullable String origin,
            Selection selection,
            MailSession session,
            HttpSession web,
            Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome =
                filing.mark(session, name, selection, Flag.FLAGGED, false, Done.UNFLAGGED, viewer);
        Return.keep(web, name, outcome);
        return origin == null
                ? Return.afterMarking(name, selection, outcome)
                : Return.to(name, null, selection.shown(), outcome.undone());
    }
}
