package org.restante.mail;

/**
 * Decodes UTF-7, which Java does not know (RFC 2152); broken input is kept or dropped, never fatal.
 */
final class Utf7 {

    private static final String BASE64 =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Utf7() {}

    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int c = bytes[i++] & 0xFF;
            if (c != '+') {
                text.append((char) c);
            } else if (i < bytes.length && bytes[i] == '-') {
                text.append('+');
                i++;
            } else {
                i = shifted(bytes, i, text);
            }
        }
        return text.toString();
    }

    /** Reads one run of base64, which ends at the first other character; a dash is swallowed. */
    private static int shifted(byte[] bytes, int start, StringBuilder text) {
        int bits = 0;
        int count = 0;
        int i = start;
        while (i < bytes.length) {
            int digit = BASE64.indexOf(bytes[i] & 0xFF);
            if (digit < 0) {
                break;
            }
            i++;
            bits = (bits << 6 | digit) & 0x3FFFFF;
            count += 6;
            if (count >= 16) {
                count -= 16;
                text.append((char) (bits >> count));
            }
        }
        if (i == start) {
            text.append('+');
        }
        return i < bytes.length && bytes[i] == '-' ? i + 1 : i;
    }
}
