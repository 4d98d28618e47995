package org.restante.mailbox.connection;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.Uid;

/**
 * What a server told of one message; everything that it did not tell is null.
 *
 * @param sequence the message sequence number
 * @param sections contents by their section in capitals, such as {@code HEADER} or {@code 1.2};
 *     {@link #isNil} tells a section that there is not
 */
public record FetchData(
        long sequence,
        @Nullable Uid uid,
        @Nullable Set<Flag> flags,
        @Nullable Instant internalDate,
        @Nullable Long size,
        @Nullable Envelope envelope,
        @Nullable BodyPart structure,
        @Nullable String preview,
        Map<String, byte[]> sections) {

    /** Stands for a section of which the server said that there is none. */
    private static final byte[] NIL = {};

    private static final int PREVIEW = 200;

    public static FetchData read(Untagged response) {
        Reader reader = new Reader();
        List<Value> items = response.value(0).items();
        int i = 0;
        while (i < items.size()) {
            Value item = items.get(i++);
            if (item instanceof Value.Items) {
                // Domino puts an item and its value into parentheses of their own.
                reader.take(item.item(0).keyword(), item.item(1));
            } else if (i < items.size()) {
                reader.take(item.keyword(), items.get(i++));
            }
        }
        return reader.data(response.number());
    }

    /** Whether the server said that there is no such section; an empty one is another thing. */
    @SuppressWarnings("ReferenceEquality")
    public static boolean isNil(byte[] content) {
        return content == NIL;
    }

    /** Both together; what the other one tells counts more. */
    public FetchData and(FetchData other) {
        Map<String, byte[]> all = new HashMap<>(sections);
        all.putAll(other.sections);
        return new FetchData(
                other.sequence,
                other.uid == null ? uid : other.uid,
                other.flags == null ? flags : other.flags,
                other.internalDate == null ? internalDate : other.internalDate,
                other.size == null ? size : other.size,
                other.envelope == null ? envelope : other.envelope,
                other.structure == null ? structure : other.structure,
                other.preview == null ? preview : other.preview,
                all);
    }

    public FetchData at(long newSequence) {
        return new FetchData(
                newSequence,
                uid,
                flags,
                internalDate,
                size,
                envelope,
                structure,
                preview,
                sections);
    }

    /** Collects the items of one response. */
    private static final class Reader {

        private @Nullable Uid uid;
        private @Nullable Set<Flag> flags;
        private @Nullable Instant internalDate;
        private @Nullable Long size;
        private @Nullable Envelope envelope;
        private @Nullable BodyPart structure;
        private @Nullable String preview;
        private final Map<String, byte[]> sections = new HashMap<>();

        void take(String item, Value value) {
            switch (item) {
                case "UID" -> uid = Uid.isUid(value.number()) ? new Uid(value.number()) : null;
                case "FLAGS" -> flags = Fields.flags(value);
                case "INTERNALDATE" -> internalDate = Fields.internalDate(value);
                case "RFC822.SIZE" -> size = Math.max(0, value.number());
                case "ENVELOPE" -> envelope = Fields.envelope(value);
                case "BODYSTRUCTURE", "BODY" -> structure = BodyStructures.read(value);
                case "PREVIEW" -> preview = line(value.bytes());
                default -> section(item, value);
            }
        }

        private void section(String item, Value value) {
            int start = item.indexOf('[');
            int end = item.lastIndexOf(']');
            if (start > 0 && end > start) {
                byte[] content = value.bytes();
                sections.put(
                        item.substring(start + 1, end).toUpperCase(Locale.ROOT),
                        content == null ? NIL : content);
            }
        }

        private static String line(byte @Nullable [] bytes) {
            if (bytes == null) {
                return "";
            }
            String text = new String(bytes, StandardCharsets.UTF_8);
            String line = text.replaceAll("[\\s\\p{Cc}]+", " ").trim();
            return line.codePointCount(0, line.length()) <= PREVIEW
                    ? line
                    : line.substring(0, line.offsetByCodePoints(0, PREVIEW));
        }

        FetchData data(long sequence) {
            return new FetchData(
                    sequence,
                    uid,
                    flags,
                    internalDate,
                    size,
                    envelope,
                    structure,
                    preview,
                    sections);
        }
    }
}
