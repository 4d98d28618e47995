package org.restante.reading.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.restante.mail.BodyPart;
import org.restante.mail.HeaderText;
import org.restante.mailbox.PreviewMaker;
import org.springframework.stereotype.Component;

/** Makes the first words of a message from what its first part begins with. */
@Component
class Previews implements PreviewMaker {

    private static final int LONGEST = 200;

    /** Newsletters have some kilobytes of style before the first word; more is not looked at. */
    private static final int MOST_OCTETS = 64 * 1024;

    /** Blanks of every kind, and the padding that keeps what follows out of a preview. */
    private static final Pattern BLANKS =
            Pattern.compile(
                    "[\\s\\u00A0\\u00AD\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180E\\u2000-\\u200F"
                            + "\\u2028\\u2029\\u202F\\u205F-\\u2064\\u2800\\u3000\\u3164\\uFEFF]{2,}"
                            + "|[\\s\\u00A0\\u034F\\u2007\\u2800\\u3000]");

    private final Function<String, String> htmlToText;

    Previews() {
        this(Previews::strip);
    }

    private Previews(Function<String, String> htmlToText) {
        this.htmlToText = htmlToText;
    }

    @Override
    public String preview(BodyPart structure, byte[] head) {
        byte[] bounded = head.length > MOST_OCTETS ? Arrays.copyOf(head, MOST_OCTETS) : head;
        BodyPart first = first(structure);
        if (!first.isMultipart()) {
            return isText(first.type(), first.subtype()) ? line(textPart(first), bounded) : "";
        }
        String boundary = first.parameters().get("boundary");
        FirstText nested = boundary == null ? null : FirstText.find(bounded, boundary);
        return nested == null ? "" : line(nested.part(), nested.octets());
    }

    /** The part that {@code BODY[1]} is. */
    private static BodyPart first(BodyPart structure) {
        return structure.isMultipart() && !structure.parts().isEmpty()
                ? structure.parts().getFirst()
                : structure;
    }

    private static boolean isText(String type, String subtype) {
        return type.equals("text") && List.of("plain", "html", "enriched").contains(subtype);
    }

    private static TextPart textPart(BodyPart part) {
        return textPart(part.subtype(), part.parameters(), part.encoding());
    }

    /** Of unlimited size, because the octets may end inside a character. */
    static TextPart textPart(String subtype, Map<String, String> parameters, String encoding) {
        TextPart.Kind kind =
                switch (subtype) {
                    case "html" -> TextPart.Kind.HTML;
                    case "enriched" -> TextPart.Kind.ENRICHED;
                    default -> TextPart.Kind.PLAIN;
                };
        return new TextPart(
                "1", kind, parameters.get("charset"), encoding, Long.MAX_VALUE, false, false);
    }

    private String line(TextPart part, byte[] octets) {
        String text = PartText.of(part, octets);
        if (part.isHtml()) {
            return shortened(htmlToText.apply(text));
        }
        String own = shortened(withoutQuotes(text));
        return own.isEmpty() ? shortened(text) : own;
    }

    private static String withoutQuotes(String text) {
        StringBuilder own = new StringBuilder();
        for (String line : text.lines().limit(2_000).toList()) {
            if (line.equals("-- ") || own.length() > 4 * LONGEST) {
                break;
            }
            if (!line.startsWith(">")) {
                own.append(line).append('\n');
            }
        }
        return own.toString();
    }

    private static String shortened(String text) {
        // The pattern is run over no more than could matter, were most of it padding.
        String bounded = text.length() > 20_000 ? text.substring(0, 20_000) : text;
        String line = HeaderText.clean(BLANKS.matcher(bounded).replaceAll(" "));
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return line.substring(0, end).strip();
    }

    private static String strip(String html) {
        var document = Jsoup.parse(html);
        document.select("style, script, title, head").remove();
        return document.body().text();
    }

    /** The first text in raw MIME, which is what the server gives of a nested multipart. */
    private record FirstText(TextPart part, String body) {

        private static final int DEEPEST = 10;
        private static final int MOST_PARTS = 20;

        static @Nullable FirstText find(byte[] octets, String boundary) {
            return find(new String(octets, StandardCharsets.ISO_8859_1), boundary, 0);
        }

        private static @Nullable FirstText find(String raw, String boundary, int depth) {
            String delimiter = "--" + boundary;
            int at = raw.startsWith(delimiter) ? 0 : next(raw, delimiter, 0);
            for (int i = 0; at >= 0 && i < MOST_PARTS && depth < DEEPEST; i++) {
                int start = raw.indexOf('\n', at) + 1;
                int end = start == 0 ? -1 : next(raw, delimiter, start - 1);
                if (start == 0) {
                    return null;
                }
                FirstText found =
                        ofEntity(raw.substring(start, end < 0 ? raw.length() : end), depth);
                if (found != null) {
                    return found;
                }
                at = end;
            }
            return null;
        }

        /** Where the delimiter's line begins. */
        private static int next(String raw, String delimiter, int from) {
            int at = raw.indexOf("\n" + delimiter, from);
            return at < 0 ? -1 : at + 1;
        }

        private static @Nullable FirstText ofEntity(String entity, int depth) {
            MimeHeader header = MimeHeader.of(entity);
            if (header.type().equals("multipart")) {
                String boundary = header.parameters().get("boundary");
                String body = entity.substring(header.end());
                return boundary == null ? null : find(body, boundary, depth + 1);
            }
            if (!isText(header.type(), header.subtype())) {
                return null;
            }
            return new FirstText(
                    textPart(header.subtype(), header.parameters(), header.encoding()),
                    entity.substring(header.end()));
        }

        byte[] octets() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
