package org.restante.reading.mime;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part that is listed below the text.
 *
 * @param filename safe to store anywhere, never empty
 * @param mediaType as the mail says, in lower case; never to be sent to a browser unchecked
 * @param encoding Content-Transfer-Encoding in lower case
 * @param size of the decoded content in octets, an estimate
 * @param contentId without angle brackets, or null
 */
public record Attachment(
        String section,
        String filename,
        String mediaType,
        String encoding,
        long size,
        @Nullable String contentId,
        Role role) {

    private static final Set<String> PICTURES =
            Set.of(
                    "image/png",
                    "image/jpeg",
                    "image/jpg",
                    "image/pjpeg",
                    "image/gif",
                    "image/webp",
                    "image/bmp");

    /** What the part is for. */
    public enum Role {
        ATTACHED,
        /** Belongs to the text, as a picture that it shows. */
        INLINE,
        /** A signature over the other parts: of no use to people. */
        SIGNATURE,
        /** A message in itself. */
        MESSAGE
    }

    /** A whole message as a file that other mail programs can open. */
    public static Attachment source(String subject, long size) {
        return new Attachment(
                "",
                FileNames.of(null, subject.isBlank() ? "message" : subject, "message/rfc822"),
                "message/rfc822",
                "binary",
                size,
                null,
                Role.MESSAGE);
    }

    public boolean inline() {
        return role == Role.INLINE;
    }

    /** Whether browsers show it as a picture without running anything in it. */
    public boolean isPicture() {
        return PICTURES.contains(mediaType);
    }
}
