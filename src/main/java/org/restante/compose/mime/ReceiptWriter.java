package org.restante.compose.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;

/** Writes the confirmation that a message was read (RFC 8098). */
public final class ReceiptWriter {

    /** Says that a draft is one, and lets nobody write on it. */
    public static final String RECEIPT = MessageWriter.OWN + "Receipt";

    private static final int LONGEST_LINE = 998;
    private static final Pattern ID = Pattern.compile("<[!-;=?-~]{1,250}>");

    /** As RFC 3798 has it: a kind of address, and the address. */
    private static final Pattern RECIPIENT =
            Pattern.compile("[A-Za-z0-9-]{1,40}\\s?;\\s?[!-~]{1,254}");

    private ReceiptWriter() {}

    /**
     * What is confirmed.
     *
     * @param messageId of the message, or null
     * @param originalRecipient as a server on the way wrote it, or null
     * @param header of the message, as far as its author may see it
     */
    public record Confirmed(
            @Nullable String messageId, @Nullable String originalRecipient, byte[] header) {}

    /**
     * The whole message.
     *
     * @param to who asked for it
     * @param text for people, in the language of whoever confirms
     */
    public static byte[] write(
            UUID id,
            Address from,
            String to,
            String subject,
            String text,
            Confirmed confirmed,
            ZonedDateTime date) {
        String boundary = "=_" + UUID.randomUUID().toString().replace("-", "");
        HeaderWriter header = new HeaderWriter();
        header.raw("Date", MessageWriter.date(date));
        header.addresses("From", List.of(from));
        header.addresses("To", List.of(new Address("", to)));
        header.text("Subject", subject);
        header.raw("Message-ID", MessageWriter.messageId(id, from));
        String original = messageId(confirmed);
        if (original != null) {
            header.raw("In-Reply-To", original).raw("References", original);
        }
        header.raw("Auto-Submitted", "auto-replied"); // RFC 3834
        header.raw(MessageWriter.DRAFT, id.toString());
        header.raw(RECEIPT, "yes");
        header.raw(Block.RECIPIENTS, MachineAddresses.write(List.of(from.email()), List.of(to)));
        header.raw("MIME-Version", "1.0");
        header.raw(
                "Content-Type",
                "multipart/report; report-type=disposition-notification;\r\n boundary=\""
                        + boundary
                        + "\"");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.octets());
        TextCoding coding = TextCoding.of(text);
        write(
                out,
                "\r\n--"
                        + boundary
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                        + "Content-Transfer-Encoding: "
                        + coding.encoding()
                        + "\r\n\r\n");
        out.writeBytes(coding.octets());
        write(
                out,
                "\r\n--" + boundary + "\r\nContent-Type: message/disposition-notification\r\n\r\n");
        out.writeBytes(notification(from, original, confirmed).octets());
        byte[] headers = confirmed.header();
        boolean coded = !isPlain(headers);
        write(
                out,
                "\r\n--"
                        + boundary
                        + "\r\nContent-Type: text/rfc822-headers\r\n"
                        // RFC 6522, section 4: only where they are broken
                        + (coded ? "Content-Transfer-Encoding: quoted-printable\r\n" : "")
                        + "\r\n");
        out.writeBytes(coded ? TextCoding.quotedPrintable(headers) : headers);
        write(out, "\r\n--" + boundary + "--\r\n");
        return out.toByteArray();
    }

    private static @Nullable String messageId(Confirmed confirmed) {
        String id = confirmed.messageId();
        return id != null && ID.matcher(id).matches() ? id : null;
    }

    private static HeaderWriter notification(
            Address from, @Nullable String original, Confirmed confirmed) {
        HeaderWriter fields = new HeaderWriter();
        fields.raw("Reporting-UA", "Restante");
        String recipient = confirmed.originalRecipient();
        if (recipient != null && RECIPIENT.matcher(recipient).matches()) {
            fields.raw("Original-Recipient", recipient);
        }
        String email = HeaderWriter.email(from.email());
        fields.raw("Final-Recipient", (HeaderWriter.isAscii(email) ? "rfc822;" : "utf-8;") + email);
        if (original != null) {
            fields.raw("Original-Message-ID", original);
        }
        return fields.raw("Disposition", "manual-action/MDN-sent-manually; displayed");
    }

    /**
     * The header without what servers on the reader's side wrote into it, which is nobody else's
     * business: which way the mail took here, and what was thought of it.
     */
    public static byte[] visible(byte[] header) {
        StringBuilder kept = new StringBuilder();
        boolean keeps = true;
        String text = new String(header, StandardCharsets.ISO_8859_1);
        for (String line : text.lines().toList()) {
            if (line.isEmpty()) {
                break;
            }
            if (!line.startsWith(" ") && !line.startsWith("\t")) {
                int colon = line.indexOf(':');
                keeps = colon > 0 && isAuthors(line.substring(0, colon).strip());
            }
            if (keeps) {
                kept.append(line).append("\r\n");
            }
        }
        return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isAuthors(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean ours =
                lower.startsWith("x-")
                        || lower.startsWith("arc-")
                        || lower.startsWith("resent-")
                        || List.of(
                                        "received",
                                        "received-spf",
                                        "return-path",
                                        "delivered-to",
                                        "envelope-to",
                                        "authentication-results",
                                        "bcc")
                                .contains(lower);
        return !ours;
    }

    private static boolean isPlain(byte[] octets) {
        int line = 0;
        for (byte b : octets) {
            line = b == '\n' ? 0 : line + 1;
            if (b <= 0 || line > LONGEST_LINE) {
                return false;
            }
        }
        return true;
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}
