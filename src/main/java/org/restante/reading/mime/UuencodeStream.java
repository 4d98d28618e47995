package org.restante.reading.mime;

import java.io.InputStream;

/**
 * Uuencode: lines of a length and as many characters as it needs, between {@code begin} and {@code
 * end}. Both may be missing; lines that cannot be data are passed over.
 */
final class UuencodeStream extends DecodingStream {

    /** Longer than the longest line there can be: 63 octets in 84 characters and a checksum. */
    private static final int LONGEST = 128;

    private final byte[] line = new byte[LONGEST];
    private int length;
    private boolean tooLong;
    private boolean begun;
    private boolean ended;

    UuencodeStream(InputStream encoded) {
        super(encoded);
    }

    @Override
    int reserve() {
        return LONGEST;
    }

    @Override
    void take(int octet) {
        if (octet == '\n') {
            finishLine();
        } else if (length < LONGEST) {
            line[length++] = (byte) octet;
        } else {
            tooLong = true;
        }
    }

    @Override
    void end() {
        finishLine();
    }

    private void finishLine() {
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        if (!ended && !tooLong && length > 0) {
            line();
        }
        length = 0;
        tooLong = false;
    }

    private void line() {
        if (startsWith("begin ")) {
            begun = true;
            return;
        }
        if (begun && length == 3 && startsWith("end")) {
            ended = true;
            return;
        }
        int octets = value(0);
        int digits = (octets + 2) / 3 * 4;
        // Trailing blanks, which are zeros, may have been cut off on the way.
        boolean fits = begun ? length - 1 <= digits + 2 : length - 1 == digits;
        if (octets == 0 || !fits || !isData()) {
            return;
        }
        begun = true;
        decode(octets);
    }

    private void decode(int octets) {
        for (int i = 1, left = octets; left > 0; i += 4, left -= 3) {
            int group = value(i) << 18 | value(i + 1) << 12 | value(i + 2) << 6 | value(i + 3);
            give(group >> 16);
            if (left > 1) {
                give(group >> 8);
            }
            if (left > 2) {
                give(group);
            }
        }
    }

    private boolean isData() {
        for (int i = 0; i < length; i++) {
            if (line[i] < ' ' || line[i] > '`') {
                return false;
            }
        }
        return true;
    }

    private int value(int at) {
        return at < length ? (line[at] - ' ') & 0x3F : 0;
    }

    private boolean startsWith(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (i >= length || line[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
