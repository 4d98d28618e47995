package org.restante.journey;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Parts of messages as Jakarta Mail takes them apart and decodes them. */
final class Reference {
    private static final Session SESSION = Session.getInstance(new Properties());

    private Reference() {}

    /** The decoded part with that section number, or null where Jakarta Mail finds none. */
    static byte[] part(byte[] raw, String section) {
        try {
            Part part = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
            boolean top = true;
            for (String step : section.split("\\.")) {
                int number = Integer.parseInt(step);
                if (!top && part.isMimeType("message/rfc822")) {
                    part = (Part) part.getContent();
                }
                top = false;
                if (part.isMimeType("multipart/*")) {
                    part = ((Multipart) part.getContent()).getBodyPart(number - 1);
                } else if (number != 1) {
                    return null;
                }
            }
            return bytes(part);
        } catch (MessagingException
                | IOException
                | RuntimeException e) { // whatever it trips over: then it is no reference
            return null;
        }
    }

    private static byte[] bytes(Part part) throws IOException, MessagingException {
        if (part.isMimeType("message/*")) { // encoded never (RFC 2046, section 5.2.1)
            InputStream raw =
                    part instanceof jakarta.mail.internet.MimeBodyPart body
                            ? body.getRawInputStream()
                            : ((MimeMessage) part).getRawInputStream();
            return raw.readAllBytes();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = part.getInputStream()) {
            in.transferTo(out);
        }
        return out.toByteArray();
    }
}
