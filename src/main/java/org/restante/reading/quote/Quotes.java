package org.restante.reading.quote;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Entities;
import org.restante.mail.MailException;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.OpenMailbox;
import org.restante.reading.mime.MessageParts;
import org.restante.reading.mime.PartText;
import org.restante.reading.mime.TextPart;
import org.restante.reading.safety.SafeText;

/** Reads messages as their readers want to answer them. */
public final class Quotes {

    /** Octets of one text; who answers to more than that quotes less. */
    private static final int LONGEST = 1 << 20;

    private static final String HEADER = "HEADER";

    private Quotes() {}

    /**
     * Reads a message without marking it, in two round trips at most.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where it is gone
     */
    public static Quoted read(OpenMailbox box, Uid uid) {
        MessageSummary summary =
                box.summary(uid)
                        .get()
                        .orElseThrow(
                                () -> new MailException(Problem.MESSAGE_MISSING, "UID " + uid));
        MessageParts parts = MessageParts.of(summary.structure(), summary.envelope().subject());
        List<String> sections = new ArrayList<>(List.of(HEADER));
        parts.texts().forEach(part -> sections.add(part.section()));
        Map<String, byte[]> octets = box.parts(uid, sections, LONGEST).get();
        boolean html = parts.texts().stream().anyMatch(TextPart::isHtml);
        boolean cut = false;
        StringBuilder text = new StringBuilder();
        StringBuilder markup = new StringBuilder();
        for (TextPart part : parts.texts()) {
            byte[] raw = octets.getOrDefault(part.section(), new byte[0]);
            cut |= part.size() > LONGEST || raw.length >= LONGEST;
            String words = PartText.of(part, raw);
            text.append(part.isHtml() ? PlainText.of(words) : plain(part, words));
            if (html) {
                markup.append(part.isHtml() ? words : "<pre>" + Entities.escape(words) + "</pre>");
            }
        }
        return new Quoted(
                box.name(),
                box.uidValidity(),
                summary,
                fields(octets.getOrDefault(HEADER, new byte[0])),
                text.toString(),
                html ? markup.toString() : null,
                cut,
                parts.attachments());
    }

    private static String plain(TextPart part, String words) {
        SafeText.Flow flow = part.delsp() ? SafeText.Flow.FLOWED_DELSP : SafeText.Flow.FLOWED;
        String text = words.replace("\r\n", "\n");
        return part.flowed() ? SafeText.joined(text, flow) : text;
    }

    /** The header's fields; what is no field is passed over. */
    public static Map<String, String> fields(byte[] header) {
        Map<String, String> fields = new HashMap<>();
        String name = "";
        StringBuilder value = new StringBuilder();
        // raw, octets above 127 as the characters of the same number
        for (String line : new String(header, StandardCharsets.ISO_8859_1).lines().toList()) {
            if (line.startsWith(" ") || line.startsWith("\t")) {
                value.append(' ').append(line.strip());
                continue;
            }
            put(fields, name, value);
            int colon = line.indexOf(':');
            name = colon > 0 ? line.substring(0, colon).strip().toLowerCase(Locale.ROOT) : "";
            value.setLength(0);
            value.append(line.substring(colon + 1).strip());
        }
        put(fields, name, value);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, StringBuilder value) {
        if (!name.isEmpty()) {
            fields.putIfAbsent(name, value.toString().strip());
        }
    }
}
