package org.restante.reading.mime;

import java.io.InputStream;

/**
 * Quoted-printable (RFC 2045, section 6.7). Soft breaks end with CRLF or LF, blanks that transport
 * added at a line's end go, and what is no escape stays as written.
 */
final class QuotedPrintableStream extends DecodingStream {

    /** More blanks than a line may have are text; so nothing without end is held back. */
    private static final int MOST_HELD = 1_000;

    /** An escape or blanks of which only the next octet tells what they are. */
    private final byte[] held = new byte[MOST_HELD];

    private int count;
    private boolean softBreak;

    QuotedPrintableStream(InputStream encoded) {
        super(encoded);
    }

    @Override
    int reserve() {
        return MOST_HELD + 8;
    }

    @Override
    void take(int octet) {
        if (softBreak) {
            softBreak = false;
            if (octet == '\n') {
                return;
            }
        }
        if (count > 0 && held[0] == '=') {
            escape(octet);
        } else if (octet == '=') {
            release();
            hold(octet);
        } else if (isBlank(octet)) {
            hold(octet);
        } else {
            if (octet == '\r' || octet == '\n') {
                count = 0;
            }
            release();
            give(octet);
        }
    }

    private void escape(int octet) {
        if (octet == '\n' && onlyBlanksFollow()) {
            count = 0;
        } else if (octet == '\r' && onlyBlanksFollow()) {
            count = 0;
            softBreak = true;
        } else if (isBlank(octet) && onlyBlanksFollow()) {
            hold(octet);
        } else if (count == 1 && Character.digit(octet, 16) >= 0) {
            hold(octet);
        } else if (count == 2
                && Character.digit(held[1], 16) >= 0
                && Character.digit(octet, 16) >= 0) {
            count = 0;
            give(Character.digit(held[1], 16) << 4 | Character.digit(octet, 16));
        } else {
            release();
            take(octet);
        }
    }

    private boolean onlyBlanksFollow() {
        for (int i = 1; i < count; i++) {
            if (!isBlank(held[i])) {
                return false;
            }
        }
        return true;
    }

    private void hold(int octet) {
        if (count == MOST_HELD) {
            release();
        }
        held[count++] = (byte) octet;
    }

    private void release() {
        for (int i = 0; i < count; i++) {
            give(held[i]);
        }
        count = 0;
    }

    @Override
    void end() {
        if (count == 0 || isBlank(held[0]) || onlyBlanksFollow()) {
            return;
        }
        release();
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t';
    }
}
