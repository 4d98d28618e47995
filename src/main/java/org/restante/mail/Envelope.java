package org.restante.mail;

import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The main header fields of a message as the server parsed them, with all texts decoded (RFC 9051,
 * section 7.5.2).
 *
 * @param date the Date field, or null where it is missing or unreadable
 * @param messageId with its angle brackets, or null
 */
public record Envelope(
        @Nullable OffsetDateTime date,
        String subject,
        List<Address> from,
        List<Address> sender,
        List<Address> replyTo,
        List<Address> to,
        List<Address> cc,
        List<Address> bcc,
        @Nullable String inReplyTo,
        @Nullable String messageId) {

    public static final Envelope EMPTY =
            new Envelope(
                    null, "", List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                    null, null);
}
