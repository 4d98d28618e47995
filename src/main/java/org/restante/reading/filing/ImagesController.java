package org.restante.reading.filing;

import java.security.Principal;
import org.restante.mail.MailboxName;
import org.restante.reading.list.Done;
import org.restante.reading.people.People;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Always shows the remote images of a sender, or no longer. */
@Controller
class ImagesController {

    private static final String PATH = "/mail/{folder}/images";

    private final People people;

    ImagesController(People people) {
        this.people = people;
    }

    @PostMapping(path = PATH, params = Form.CREATE)
    ResponseEntity<Void> create(
            @PathVariable String folder, SenderForm sender, Selection selection, Principal user) {
        boolean kept = people.showImages(user.getName(), sender.address(), true);
        return Return.afterMarking(
                MailboxName.ofPath(folder),
                selection,
                Outcome.of(kept ? Done.PICTURED : Done.UNKEPT));
    }

    @PostMapping(path = PATH, params = Form.DESTROY)
    ResponseEntity<Void> destroy(
            @PathVariable String folder, SenderForm sender, Selection selection, Principal user) {
        boolean kept = people.showImages(user.getName(), sender.address(), false);
        return Return.afterMarking(
                MailboxName.ofPath(folder),
                selection,
                Outcome.of(kept ? Done.UNPICTURED : Done.UNKEPT));
    }
}
