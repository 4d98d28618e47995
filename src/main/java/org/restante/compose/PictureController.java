package org.restante.compose;

import java.net.URI;
import java.util.UUID;
import org.restante.compose.Draft.File;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mailbox.MailSession;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Leads to a picture in the newest copy of a draft. */
@Controller
class PictureController {

    private final Drafts drafts;

    PictureController(Drafts drafts) {
        this.drafts = drafts;
    }

    @GetMapping("/drafts/{id}/pictures/{cid}")
    ResponseEntity<Void> show(
            @PathVariable UUID id, @PathVariable String cid, MailSession session) {
        Drafts.Stored stored = drafts.find(session, id).orElseThrow(PictureController::missing);
        File picture =
                stored.draft().files().stream()
                        .filter(file -> cid.equals(file.id()))
                        .findFirst()
                        .orElseThrow(PictureController::missing);
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(Composers.url(Composers.source(stored), picture)))
                .build();
    }

    private static MailException missing() {
        return new MailException(Problem.MESSAGE_MISSING, "no such picture");
    }
}
