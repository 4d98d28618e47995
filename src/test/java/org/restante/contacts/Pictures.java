package org.restante.contacts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The smallest octets that are taken for a picture, and some that are not. */
final class Pictures {

    static final byte[] PNG = with("\u0089PNG\r\n\u001A\n", 64);
    static final byte[] JPEG = with("\u00FF\u00D8\u00FF\u00E0", 3_000);
    static final byte[] GIF = with("GIF89a", 40);
    static final byte[] WEBP = with("RIFF\u0001\u0001\u0000\u0000WEBPVP8 ", 40);
    static final byte[] SVG =
            "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
                    .getBytes(StandardCharsets.UTF_8);

    private Pictures() {}

    static byte[] with(String head, int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0xC3);
        byte[] first = head.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(first, 0, octets, 0, first.length);
        return octets;
    }
}
