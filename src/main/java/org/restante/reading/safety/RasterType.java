package org.restante.reading.safety;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells pictures made of pixels by their first bytes; the sender's word is not enough. */
final class RasterType {

    /** Bytes to look at. */
    static final int HEAD = 32;

    private RasterType() {}

    /** Whether a sender's Content-Type can be that of a picture made of pixels. */
    static boolean isPlausible(@Nullable String declared) {
        if (declared == null) {
            return true;
        }
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return (type.startsWith("image/") && !type.contains("svg") && !type.contains("xml"))
                || type.endsWith("/octet-stream");
    }

    /** The media type of the picture that begins so, or null if it is none that we show. */
    static @Nullable String of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return "image/gif";
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return "image/webp";
        }
        if (text.startsWith("ftypavif", 4) || text.startsWith("ftypavis", 4)) {
            return "image/avif";
        }
        // Two letters alone would be a weak sign: the reserved bytes must be zero too.
        return text.startsWith("BM") && text.startsWith("\0\0\0\0", 6) ? "image/bmp" : null;
    }
}
