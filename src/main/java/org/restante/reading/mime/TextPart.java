package org.restante.reading.mime;

import org.jspecify.annotations.Nullable;

/**
 * A part that is shown as text of the message.
 *
 * @param charset as the mail labels it, or null
 * @param encoding Content-Transfer-Encoding in lower case
 * @param size of the encoded content in octets, -1 where the server did not tell
 * @param flowed whether lines are to be joined (RFC 3676)
 * @param delsp whether the blank that joins them is not part of the text
 */
public record TextPart(
        String section,
        Kind kind,
        @Nullable String charset,
        String encoding,
        long size,
        boolean flowed,
        boolean delsp) {

    /** How the text is written. */
    public enum Kind {
        PLAIN,
        HTML,
        /** text/enriched or the older text/richtext (RFC 1896). */
        ENRICHED
    }

    public boolean isHtml() {
        return kind == Kind.HTML;
    }
}
