package org.restante.compose.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** A file's octets in base64 with lines of 76 characters, as they come (RFC 2045, section 6.8). */
final class Base64Content extends InputStream {

    private static final int LINE = 57;
    private static final int LINES = 512;

    private final InputStream file;
    private final Base64.Encoder encoder = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});
    private byte[] encoded = {};
    private int at;
    private boolean ended;

    Base64Content(InputStream file) {
        this.file = file;
    }

    /** How many octets a file of that size becomes. */
    static long size(long octets) {
        long characters = Math.ceilDiv(octets, 3) * 4;
        return characters + Math.ceilDiv(characters, 76) * 2;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (at == encoded.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, encoded.length - at);
        System.arraycopy(encoded, at, target, start, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        byte[] octets = file.readNBytes(LINE * LINES);
        ended = octets.length < LINE * LINES;
        if (octets.length == 0) {
            return false;
        }
        byte[] lines = encoder.encode(octets);
        encoded = Arrays.copyOf(lines, lines.length + 2);
        encoded[lines.length] = '\r';
        encoded[lines.length + 1] = '\n';
        at = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
