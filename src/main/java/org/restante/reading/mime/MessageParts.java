package org.restante.reading.mime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.BodyPart;

/**
 * What of a message is shown as text and what is listed as attached (RFC 2046).
 *
 * @param texts in the order of the message
 * @param inline sections by what a text calls them: {@code cid:...} or a Content-Location
 * @param encrypted whether the content can be read only with a key that we do not have
 * @param truncated whether the message has more parts than are listed
 */
public record MessageParts(
        List<TextPart> texts,
        List<Attachment> attachments,
        Map<String, String> inline,
        boolean encrypted,
        boolean truncated) {

    /** More parts than any mail of people has are not looked at. */
    static final int MOST_PARTS = 10_000;

    /**
     * Chooses from a structure.
     *
     * @param structure null where the server's answer could not be read: then the raw text is shown
     * @param subject of the message, to name parts by that have no name
     */
    public static MessageParts of(@Nullable BodyPart structure, String subject) {
        if (structure == null) {
            TextPart raw =
                    new TextPart("TEXT", TextPart.Kind.PLAIN, null, "8bit", -1, false, false);
            return new MessageParts(List.of(raw), List.of(), Map.of(), false, false);
        }
        return new PartChooser(subject).choose(structure);
    }

    /** The part of that section wherever it stands, also inside an embedded message. */
    public static Optional<Attachment> find(
            @Nullable BodyPart structure, String section, String subject) {
        Deque<BodyPart> waiting = new ArrayDeque<>();
        if (structure != null) {
            waiting.add(structure);
        }
        for (int seen = 0; !waiting.isEmpty() && seen < MOST_PARTS; seen++) {
            BodyPart part = waiting.removeLast();
            if (part.section().equals(section) && !part.isMultipart()) {
                return Optional.of(PartChooser.attachment(part, subject, Attachment.Role.ATTACHED));
            }
            waiting.addAll(part.parts());
        }
        return Optional.empty();
    }
}
