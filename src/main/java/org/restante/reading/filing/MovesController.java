package org.restante.reading.filing;

import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Done;
import org.restante.settings.Viewer;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Moves messages to a folder that the reader chose, or back to where they came from. */
@Controller
class MovesController {

    private static final String PATH = "/mail/{folder}/moves";

    private final Filing filing;

    MovesController(Filing filing) {
        this.filing = filing;
    }

    @PostMapping(PATH)
    ResponseEntity<Void> create(
            @PathVariable String folder,
            @RequestParam(required = false) @Nullable String to,
            Selection selection,
            MailSession session,
            Viewer viewer) {
        MailboxName name = MailboxName.ofPath(folder);
        Outcome outcome =
                to == null || to.isEmpty()
                        ? Outcome.NOTHING
                        : filing.move(
                                session,
                                name,
                                selection,
                                MailboxName.ofPath(to),
                                Done.MOVED,
                                viewer);
        return Return.afterFiling(name, selection, outcome);
    }

    /** Undoes a move; the reader is still where the messages came from. */
    @PostMapping(path = PATH, params = "origin")
    ResponseEntity<Void> restore(
            @PathVariable String folder,
            @RequestParam String origin,
            Selection selection,
            MailSession session,
            Viewer viewer) {
        MailboxName home = MailboxName.ofPath(origin);
        Outcome outcome =
                filing.move(
                        session,
                        MailboxName.ofPath(folder),
                        selection,
                        home,
                        Done.RESTORED,
                        viewer);
        return Return.to(home, null, selection.shown(), outcome);
    }
}
