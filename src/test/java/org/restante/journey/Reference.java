package org.restante.journey;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    /** A part's content decoded as its head says; whole messages are encoded never. */
    static byte[] decoded(byte[] raw, String head) {
        String encoding = field(head, "Content-Transfer-Encoding");
        boolean message =
                field(head, "Content-Type").toLowerCase(Locale.ROOT).startsWith("message/");
        if (encoding.isEmpty() || message) {
            return raw;
        }
        try (InputStream in = MimeUtility.decode(new ByteArrayInputStream(raw), encoding)) {
            return in.readAllBytes();
        } catch (MessagingException | IOException e) {
            return raw;
        }
    }

    private static String field(String head, String name) {
        Matcher found =
                Pattern.compile("(?im)^" + name + ":\\s*([^\\s;]*)").matcher(head);
        return found.find() ? found.group(1) : "";
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
