package org.restante.mail;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows of one message.
 *
 * @param received when the server took it (INTERNALDATE)
 * @param size of the whole message in octets
 * @param structure of its MIME parts, or null where the server's answer could not be read
 * @param preview the first words of its text in one line, empty where not known
 */
public record MessageSummary(
        Uid uid,
        Set<Flag> flags,
        Instant received,
        long size,
        Envelope envelope,
        @Nullable BodyPart structure,
        String preview) {

    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    public MessageSummary withFlags(Set<Flag> newFlags) {
        return new MessageSummary(uid, newFlags, received, size, envelope, structure, preview);
    }

    public MessageSummary withPreview(String newPreview) {
        return new MessageSummary(uid, flags, received, size, envelope, structure, newPreview);
    }
}
