package org.restante.reading.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.reading.mime.MessageParts;
import org.restante.reading.mime.PartText;
import org.restante.reading.mime.TextPart;

/** The octets of a message's shown texts as the server gave them, each cut after {@link #LIMIT}. */
record MessageBody(MessageParts parts, Map<String, byte[]> octets) {

    /** Octets of one text; what is longer is read as a file. */
    static final int LIMIT = 256 * 1024;

    /** One text, decoded. */
    record Text(TextPart part, String text) {}

    List<Text> texts() {
        return parts.texts().stream()
                .map(part -> new Text(part, PartText.of(part, octetsOf(part))))
                .toList();
    }

    @Nullable TextPart firstCut() {
        return parts.texts().stream().filter(this::isCut).findFirst().orElse(null);
    }

    private boolean isCut(TextPart part) {
        return part.size() > LIMIT || octetsOf(part).length >= LIMIT;
    }

    /** What the cache counts: the octets, and roughly what holds them. */
    int weight() {
        return 2_000 + octets.values().stream().mapToInt(octets -> octets.length).sum();
    }

    private byte[] octetsOf(TextPart part) {
        return octets.getOrDefault(part.section(), new byte[0]);
    }
}
