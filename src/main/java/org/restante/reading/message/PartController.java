package org.restante.reading.message;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mailbox.MailSession;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Parts of a message, and the whole of it, as files. */
@Controller
class PartController {

    private final AttachmentStreams streams;

    PartController(AttachmentStreams streams) {
        this.streams = streams;
    }

    /** A part as a file; {@code ?inline} shows it in place, which only pictures may. */
    @GetMapping("/mail/{folder}/{uid}/parts/{section}")
    void part(
            @PathVariable String folder,
            @PathVariable String uid,
            @PathVariable String section,
            @RequestParam(required = false) @Nullable String inline,
            MailSession session,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var file =
                streams.part(
                        session,
                        MailboxName.ofPath(folder),
                        Paths.uid(uid),
                        Paths.section(section));
        boolean inPlace = inline != null && file.file().isPicture();
        FileResponse.send(file, inPlace, request, response);
    }

    @GetMapping("/mail/{folder}/{uid}/source")
    void source(
            @PathVariable String folder,
            @PathVariable String uid,
            MailSession session,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var file = streams.source(session, MailboxName.ofPath(folder), Paths.uid(uid));
        FileResponse.send(file, false, request, response);
    }
}
