package org.restante.reading.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.mail.BodyPart;
import org.restante.mail.HeaderText;
import org.restante.mailbox.PreviewMaker;
import org.restante.reading.safety.HtmlToText;
import org.springframework.stereotype.Component;

/** Makes the first words of a message from what its first part begins with. */
@Component
class Previews implements PreviewMaker {

    /** Newsletters have some kilobytes of style before the first word; more is not looked at. */
    private static final int MOST_OCTETS = 64 * 1024;

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

    private static String line(TextPart part, byte[] octets) {
        String text = PartText.of(part, octets);
        return HeaderText.clean(
                part.isHtml() ? HtmlToText.preview(text) : HtmlToText.previewOfText(text));
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
