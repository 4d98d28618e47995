package org.restante.reading.reader;

import java.util.Optional;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Tells a page whether the message that it shows is still there; looking marks nothing read. */
@Controller
class MessageStateController {

    @GetMapping("/mail/{folder}/{uid:[0-9]{1,10}}/state")
    @ResponseBody
    MessageState show(
            @PathVariable String folder,
            @PathVariable long uid,
            @RequestParam(defaultValue = "0") long uidValidity,
            MailSession session) {
        return MessageState.of(
                session.in(MailboxName.ofPath(folder), box -> summary(box, uid, uidValidity)));
    }

    /** In another life of the mailbox the same number is another message. */
    private static Optional<MessageSummary> summary(OpenMailbox box, long uid, long uidValidity) {
        boolean same = uidValidity == 0 || box.uidValidity().value() == uidValidity;
        return same && Uid.isUid(uid) ? box.summary(new Uid(uid)).get() : Optional.empty();
    }
}
