package org.restante.reading.mime;

import java.io.InputStream;
import java.util.Arrays;

/**
 * Base64 (RFC 2045, section 6.8). What is no digit is passed over; padding ends a segment, after
 * which another may begin; missing padding and a cut end lose nothing that was whole.
 */
final class Base64Stream extends DecodingStream {

    private static final byte[] DIGITS = digits();

    private int bits;
    private int count;

    Base64Stream(InputStream encoded) {
        super(encoded);
    }

    @Override
    void take(int octet) {
        if (octet == '=') {
            count = 0;
            return;
        }
        int digit = DIGITS[octet];
        if (digit < 0) {
            return;
        }
        bits = (bits << 6 | digit) & 0xFFFF;
        count += 6;
        if (count >= 8) {
            count -= 8;
            give(bits >> count);
        }
    }

    @Override
    void end() {}

    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            digits[alphabet.charAt(i)] = (byte) i;
        }
        return digits;
    }
}
