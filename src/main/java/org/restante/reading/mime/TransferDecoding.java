package org.restante.reading.mime;

import java.io.InputStream;
import java.util.Locale;

/**
 * Takes the Content-Transfer-Encoding off a stream in constant memory (RFC 2045, section 6), as far
 * as the content goes: broken places are passed over or kept as written, never fatal.
 */
public final class TransferDecoding {

    private TransferDecoding() {}

    /**
     * The decoded content.
     *
     * @param encoding in any case; an unknown one leaves the content as it is
     */
    public static InputStream decode(InputStream encoded, String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64", "x-base64", "b64" -> new Base64Stream(encoded);
            case "quoted-printable", "quotedprintable" -> new QuotedPrintableStream(encoded);
            case "x-uuencode", "uuencode", "x-uue", "uue" -> new UuencodeStream(encoded);
            default -> encoded;
        };
    }

    /** About how many octets the content has once it is decoded; base64 in lines of 76. */
    static long estimate(String encoding, long size) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64", "x-base64", "b64" -> size * 57 / 78;
            case "x-uuencode", "uuencode", "x-uue", "uue" -> size * 45 / 63;
            default -> size;
        };
    }
}
