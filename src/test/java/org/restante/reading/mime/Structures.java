package org.restante.reading.mime;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.restante.mail.Envelope;
import org.restante.mail.HeaderText;

/** Builds the structure that a server would tell of a mail, with Jakarta Mail as the parser. */
final class Structures {

    private static final Session SESSION = Session.getInstance(new Properties());

    private final Map<String, MimePart> leaves = new HashMap<>();

    private Structures() {}

    record Parsed(
            org.restante.mail.BodyPart structure, Map<String, MimePart> leaves, String subject) {}

    static Parsed parse(byte[] mail) throws Exception {
        MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
        Structures structures = new Structures();
        var root = structures.part(message, "", 0);
        return new Parsed(
                root, structures.leaves, HeaderText.decode(message.getHeader("Subject", null)));
    }

    private org.restante.mail.BodyPart part(MimePart part, String section, int depth)
            throws Exception {
        MimeHeader type = parameters(part.getHeader("Content-Type", null), "text/plain");
        MimeHeader disposition =
                part.getHeader("Content-Disposition", null) == null
                        ? null
                        : parameters("x/" + part.getHeader("Content-Disposition", null), "");
        List<org.restante.mail.BodyPart> parts = new ArrayList<>();
        Envelope envelope = null;
        Object content = depth > 100 ? "" : content(part, type);
        String own = section.isEmpty() && !(content instanceof Multipart) ? "1" : section;
        if (content instanceof Multipart multipart) {
            parts.addAll(children(multipart, section, depth));
        } else if (content instanceof MimeMessage embedded) {
            String subject = HeaderText.decode(embedded.getHeader("Subject", null));
            envelope =
                    new Envelope(
                            null, subject, List.of(), List.of(), List.of(), List.of(), List.of(),
                            List.of(), null, null);
            parts.add(part(embedded, own, depth + 1));
        } else {
            leaves.put(own, part);
        }
        String encoding = part.getHeader("Content-Transfer-Encoding", null);
        String id = part.getHeader("Content-ID", null);
        return new org.restante.mail.BodyPart(
                own,
                type.type(),
                type.subtype(),
                type.parameters(),
                id,
                part.getHeader("Content-Description", null),
                encoding == null ? "7bit" : encoding.strip().toLowerCase(Locale.ROOT),
                Math.max(0, part.getSize()),
                disposition == null ? null : disposition.subtype(),
                disposition == null ? Map.of() : disposition.parameters(),
                part.getHeader("Content-Location", null),
                envelope,
                parts);
    }

    private List<org.restante.mail.BodyPart> children(
            Multipart multipart, String section, int depth) throws Exception {
        List<org.restante.mail.BodyPart> parts = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            BodyPart child = multipart.getBodyPart(i);
            String number = (section.isEmpty() ? "" : section + ".") + (i + 1);
            parts.add(part((MimeBodyPart) child, number, depth + 1));
        }
        return parts;
    }

    private static Object content(MimePart part, MimeHeader type) {
        try {
            if (type.type().equals("multipart")) {
                Multipart multipart = (Multipart) part.getContent();
                multipart.getCount();
                return multipart;
            }
            return type.type().equals("message") && type.subtype().equals("rfc822")
                    ? part.getContent()
                    : "";
        } catch (MessagingException | IOException | ClassCastException e) {
            return "";
        }
    }

    private static MimeHeader parameters(String value, String otherwise) {
        return MimeHeader.of("Content-Type: " + (value == null ? otherwise : value) + "\n\n");
    }

    static InputStream raw(MimePart part) throws MessagingException {
        return part instanceof MimeBodyPart body
                ? body.getRawInputStream()
                : ((MimeMessage) part).getRawInputStream();
    }
}
