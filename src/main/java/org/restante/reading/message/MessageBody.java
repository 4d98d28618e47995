package org.restante.reading.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.reading.mime.MessageHeader;
import org.restante.reading.mime.MessageParts;
import org.restante.reading.mime.PartText;
import org.restante.reading.mime.TextPart;
import org.restante.reading.safety.SafeDocument;

/**
 * The octets of a message's header and shown texts as the server gave them, each cut after {@link
 * #LIMIT}.
 *
 * @param document what the reader sees while remote images are off; null until it is rendered
 * @param sheet the same as it is sent in the browser's own colours
 */
record MessageBody(
        MessageParts parts,
        Map<String, byte[]> octets,
        @Nullable SafeDocument document,
        @Nullable Sheet sheet) {

    /** Octets of one text; what is longer is read as a file. */
    static final int LIMIT = 256 * 1024;

    /** The section that comes along with the texts. */
    static final String HEADER = "HEADER";

    MessageBody(MessageParts parts, Map<String, byte[]> octets) {
        this(parts, octets, null, null);
    }

    MessageBody with(SafeDocument rendered) {
        return rendered.equals(document)
                ? this
                : new MessageBody(parts, octets, rendered, new Sheet(rendered.html()));
    }

    /** One text, decoded. */
    record Text(TextPart part, String text) {}

    List<Text> texts() {
        return parts.texts().stream()
                .map(part -> new Text(part, PartText.of(part, octetsOf(part))))
                .toList();
    }

    MessageHeader header() {
        byte[] header = octets.get(HEADER);
        return header == null ? MessageHeader.EMPTY : MessageHeader.of(header);
    }

    @Nullable TextPart firstCut() {
        return parts.texts().stream().filter(this::isCut).findFirst().orElse(null);
    }

    private boolean isCut(TextPart part) {
        return part.size() > LIMIT || octetsOf(part).length >= LIMIT;
    }

    /** What the cache counts: the octets, and roughly what holds them. */
    int weight() {
        // as text, as it is sent, and zipped
        int rendered = sheet == null ? 0 : sheet.octets().length * 5 / 2;
        return 2_000 + rendered + octets.values().stream().mapToInt(part -> part.length).sum();
    }

    private byte[] octetsOf(TextPart part) {
        return octets.getOrDefault(part.section(), new byte[0]);
    }
}
