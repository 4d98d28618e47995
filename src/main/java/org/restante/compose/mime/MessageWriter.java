package org.restante.compose.mime;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Draft;
import org.restante.compose.Draft.File;
import org.restante.compose.Recipient;
import org.restante.mail.Address;
import org.restante.mailbox.Piece;

/**
 * Writes a draft as a message, in pieces: headers and texts are octets, files stay streams or parts
 * that are on the server already.
 *
 * <p>Fields whose names begin with {@code X-Restante-} and Bcc are for the draft alone; {@link
 * #isPrivate} tells whoever sends it.
 */
public final class MessageWriter {

    /** What the names of our own fields begin with. */
    static final String OWN = "X-Restante-";

    /** Names the draft that a message is a copy of. */
    public static final String DRAFT = OWN + "Draft";

    /** Which writing of it this copy is, and by whom. */
    public static final String REVISION = "X-Restante-Revision";

    public static final String ORIGIN = "X-Restante-Origin";

    /** That a report of the delivery is asked for, of the server and not of the reader. */
    public static final String DELIVERY = "X-Restante-Delivery-Report";

    /** Recipients that cannot be addressed as they stand. */
    public static final String UNFINISHED = "X-Restante-Unfinished-";

    private static final String PRIVATE = "x-restante-";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    /** Bytes of files in other encodings than base64 are written as they are. */
    private static final List<String> CODINGS =
            List.of("base64", "quoted-printable", "7bit", "8bit", "binary");

    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final Draft draft;

    private MessageWriter(Draft draft) {
        this.draft = draft;
    }

    /**
     * The whole message.
     *
     * @param revision which writing this is
     * @param date of the Date field
     */
    public static List<Piece> write(Draft draft, String revision, ZonedDateTime date) {
        MessageWriter writer = new MessageWriter(draft);
        writer.header(revision, date);
        writer.body();
        writer.flush();
        return List.copyOf(writer.pieces);
    }

    /** Whether a header field, by its name, must not leave the house. */
    public static boolean isPrivate(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith(PRIVATE) || lower.equals("bcc") || lower.equals("resent-bcc");
    }

    /** The Message-ID, always the same for a draft, in the domain of its sender. */
    public static String messageId(Draft draft) {
        return messageId(draft.id(), draft.from());
    }

    static String messageId(UUID id, Address from) {
        String email = HeaderWriter.email(from.email());
        return "<" + id + "@" + email.substring(email.lastIndexOf('@') + 1) + ">";
    }

    /** An address as SMTP takes it, its domain in ASCII. */
    public static String envelope(String email) {
        return HeaderWriter.email(email);
    }

    /** How many octets of a message a file of that size becomes. */
    public static long encodedSize(long octets) {
        return Base64Content.size(octets);
    }

    /** A file that comes from somewhere else, as base64. */
    public static File file(
            String name, String type, @Nullable String id, InputStream octets, long size) {
        Piece content = new Piece.Content(new Base64Content(octets), Base64Content.size(size));
        return new File(name, type, id, "base64", size, content, "");
    }

    private void header(String revision, ZonedDateTime date) {
        HeaderWriter header = new HeaderWriter();
        header.raw("Date", date(date));
        header.addresses("From", List.of(draft.from()));
        header.addresses("Reply-To", good(draft.replyTo()));
        header.addresses("To", good(draft.to()));
        header.addresses("Cc", good(draft.cc()));
        header.addresses("Bcc", good(draft.bcc()));
        header.text("Subject", draft.subject());
        header.raw("Message-ID", messageId(draft));
        if (draft.inReplyTo() != null) {
            header.raw("In-Reply-To", draft.inReplyTo());
        }
        header.ids("References", draft.references());
        wishes(header);
        header.raw("User-Agent", "Restante");
        header.raw(DRAFT, draft.id().toString());
        header.raw(REVISION, revision);
        more(header);
        if (draft.origin() != null) {
            header.raw(ORIGIN, draft.originText());
        }
        unfinished(header, "To", draft.to());
        unfinished(header, "Cc", draft.cc());
        unfinished(header, "Bcc", draft.bcc());
        unfinished(header, "Reply-To", draft.replyTo());
        header.raw("MIME-Version", "1.0");
        text.append(new String(header.octets(), StandardCharsets.UTF_8));
    }

    static String date(ZonedDateTime date) {
        return DATE.format(date);
    }

    private void wishes(HeaderWriter header) {
        switch (draft.wishes().priority()) {
            case HIGH -> header.raw("Importance", "high").raw("X-Priority", "1");
            case LOW -> header.raw("Importance", "low").raw("X-Priority", "5");
            case NORMAL -> {
                // says nothing
            }
        }
        if (draft.wishes().readReceipt()) {
            header.addresses("Disposition-Notification-To", List.of(draft.from()));
        }
    }

    private void more(HeaderWriter header) {
        if (draft.wishes().deliveryReport()) {
            header.raw(DELIVERY, "yes");
        }
    }

    private static void unfinished(HeaderWriter header, String name, List<Recipient> all) {
        List<String> bad = all.stream().filter(one -> !one.isGood()).map(Recipient::typed).toList();
        if (!bad.isEmpty()) {
            header.text(UNFINISHED + name, String.join("; ", bad));
        }
    }

    private static List<Address> good(List<Recipient> recipients) {
        return recipients.stream().map(Recipient::address).filter(Objects::nonNull).toList();
    }

    private void body() {
        List<File> attached = draft.files().stream().filter(file -> !isInText(file)).toList();
        if (attached.isEmpty()) {
            texts();
            return;
        }
        String boundary = multipart("mixed", "");
        part(boundary);
        texts();
        for (File file : attached) {
            part(boundary);
            file(file, "attachment");
        }
        end(boundary);
    }

    /** A plain text shows no pictures: they go along as files. */
    private boolean isInText(File file) {
        return file.id() != null && draft.html() != null;
    }

    private void texts() {
        String html = draft.html();
        if (html == null) {
            text("plain", draft.text());
            return;
        }
        String boundary = multipart("alternative", "");
        part(boundary);
        text("plain", draft.text());
        part(boundary);
        List<File> pictures = draft.files().stream().filter(this::isInText).toList();
        if (pictures.isEmpty()) {
            text("html", html);
        } else {
            related(html, pictures);
        }
        end(boundary);
    }

    private void related(String html, List<File> pictures) {
        String boundary = multipart("related", "; type=\"text/html\"");
        part(boundary);
        text("html", html);
        for (File picture : pictures) {
            part(boundary);
            file(picture, "inline");
        }
        end(boundary);
    }

    private String multipart(String subtype, String more) {
        // no text in quoted-printable or base64 holds "=_"
        String boundary = "=_" + UUID.randomUUID().toString().replace("-", "");
        text.append("Content-Type: multipart/")
                .append(subtype)
                .append(more)
                .append(";\r\n boundary=\"")
                .append(boundary)
                .append("\"\r\n\r\n");
        return boundary;
    }

    private void part(String boundary) {
        text.append("\r\n--").append(boundary).append("\r\n");
    }

    private void end(String boundary) {
        text.append("\r\n--").append(boundary).append("--\r\n");
    }

    private void text(String subtype, String words) {
        TextCoding coding = TextCoding.of(words);
        text.append("Content-Type: text/")
                .append(subtype)
                .append("; charset=utf-8\r\nContent-Transfer-Encoding: ")
                .append(coding.encoding())
                .append("\r\n\r\n");
        flush();
        pieces.add(new Piece.Octets(coding.octets()));
    }

    private void file(File file, String disposition) {
        HeaderWriter header = new HeaderWriter();
        header.raw("Content-Type", type(file));
        if (CODINGS.contains(file.encoding())) {
            header.raw("Content-Transfer-Encoding", file.encoding());
        }
        if (file.id() != null) {
            header.raw("Content-ID", "<" + file.id() + ">");
        }
        header.with("Content-Disposition", disposition, "filename", file.name());
        text.append(new String(header.octets(), StandardCharsets.UTF_8)).append("\r\n");
        flush();
        pieces.add(file.content());
    }

    /** What browsers say of a file is not always a media type. */
    private static String type(File file) {
        boolean media =
                file.type().matches("[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*");
        boolean whole =
                media && !file.type().startsWith("multipart/") && file.type().length() < 120;
        return whole ? file.type() : "application/octet-stream";
    }

    private void flush() {
        if (!text.isEmpty()) {
            pieces.add(new Piece.Octets(text.toString().getBytes(StandardCharsets.UTF_8)));
            text.setLength(0);
        }
    }
}
