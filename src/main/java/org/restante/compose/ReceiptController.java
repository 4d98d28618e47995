package org.restante.compose;

import java.net.URI;
import org.restante.account.Account;
import org.restante.compose.Receipts.Outcome;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageRef;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.mailbox.MailSession;
import org.restante.reading.list.Done;
import org.restante.reading.list.View;
import org.restante.settings.Viewer;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Confirms that a message was read, or says that it is not confirmed. */
@Controller
class ReceiptController {

    private static final String PATH = "/mail/{folder}/receipt";

    private final Receipts receipts;

    ReceiptController(Receipts receipts) {
        this.receipts = receipts;
    }

    @PostMapping(path = PATH, params = "!_method")
    ResponseEntity<Void> create(
            @PathVariable String folder,
            @RequestParam long only,
            @RequestParam long uidValidity,
            @RequestParam(defaultValue = "") String view,
            MailSession session,
            Account account,
            Credential credential,
            Viewer viewer) {
        MessageRef message = message(folder, uidValidity, only);
        Outcome outcome = receipts.confirm(session, account, credential, message, viewer);
        return see(message, view, outcome, Done.CONFIRMED, Done.CONFIRMED_UNMARKED);
    }

    @PostMapping(path = PATH, params = "_method=delete")
    ResponseEntity<Void> destroy(
            @PathVariable String folder,
            @RequestParam long only,
            @RequestParam long uidValidity,
            @RequestParam(defaultValue = "") String view,
            MailSession session,
            Account account) {
        MessageRef message = message(folder, uidValidity, only);
        Outcome outcome = receipts.decline(session, account, message);
        return see(message, view, outcome, Done.DECLINED, Done.DECLINED_UNMARKED);
    }

    private static MessageRef message(String folder, long uidValidity, long uid) {
        if (!Uid.isUid(uid) || !Uid.isUid(uidValidity)) {
            throw new MailException(Problem.MESSAGE_MISSING, "no UID");
        }
        return new MessageRef(
                MailboxName.ofPath(folder), new UidValidity(uidValidity), new Uid(uid));
    }

    private static ResponseEntity<Void> see(
            MessageRef message, String view, Outcome outcome, Done kept, Done notKept) {
        String query = View.parse(view).query();
        String done =
                switch (outcome) {
                    case KEPT -> "done=" + kept.key();
                    case NOT_KEPT -> "done=" + notKept.key();
                    case NOTHING -> "";
                };
        String path = "/mail/" + message.mailbox().toPath() + "/" + message.uid() + query;
        String separator = done.isEmpty() ? "" : query.isEmpty() ? "?" : "&";
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path + separator + done))
                .build();
    }
}
