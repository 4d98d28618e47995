package org.restante.reading.message;

import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.mailbox.MailSession;
import org.restante.reading.safety.BodyPolicy;
import org.restante.reading.safety.ImageLinks;
import org.restante.reading.safety.SafeDocument;
import org.restante.settings.Preferences.Theme;
import org.restante.settings.Viewer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The body of a message as a document of its own, for the sandboxed frame. */
@Controller
class BodyController {

    private static final MediaType HTML =
            new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    /** Less does not become shorter. */
    private static final int SHORT = 1024;

    /** As browsers say it; {@code gzip;q=0} is a refusal. */
    private static final Pattern GZIP = Pattern.compile("(^|,)\\s*gzip\\s*(,|$)");

    private final Messages messages;
    private final ImageLinks links;

    BodyController(Messages messages, ImageLinks links) {
        this.messages = messages;
        this.links = links;
    }

    @GetMapping("/mail/{folder}/{uid}/body")
    ResponseEntity<byte[]> body(
            @PathVariable String folder,
            @PathVariable String uid,
            @RequestParam(required = false) @Nullable Long validity,
            @RequestParam(required = false) @Nullable String images,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") String encodings,
            MailSession session,
            Viewer viewer) {
        MailboxName mailbox = MailboxName.ofPath(folder);
        Uid message = Paths.uid(uid);
        MessageBody body =
                messages.body(
                        session,
                        mailbox,
                        message,
                        validity == null ? null : new UidValidity(validity));
        UnaryOperator<String> picture = section -> Paths.picture(mailbox, message, section);
        UnaryOperator<String> remote = remote(images);
        SafeDocument known = remote == null ? body.document() : null;
        SafeDocument document = known != null ? known : BodyDocuments.render(body, picture, remote);
        Theme theme = viewer.preferences().theme();
        Sheet kept = known != null && theme == Theme.AUTOMATIC ? body.sheet() : null;
        return answer(kept != null ? kept : new Sheet(document.in(theme)), encodings);
    }

    private static ResponseEntity<byte[]> answer(Sheet sheet, String encodings) {
        boolean zip = sheet.octets().length >= SHORT && GZIP.matcher(encodings).find();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (zip) {
            answer.header(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        return answer.varyBy(HttpHeaders.ACCEPT_ENCODING)
                .contentType(HTML)
                .header("Content-Security-Policy", BodyPolicy.CSP)
                .header("X-Frame-Options", "SAMEORIGIN")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .cacheControl(CacheControl.noStore())
                .body(zip ? sheet.zipped() : sheet.octets());
    }

    private @Nullable UnaryOperator<String> remote(@Nullable String images) {
        return "show".equals(images) ? links::link : null;
    }
}
