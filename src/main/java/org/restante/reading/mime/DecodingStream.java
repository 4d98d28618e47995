package org.restante.reading.mime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads encoded octets by the buffer and gives decoded ones; the decoder keeps the state between.
 */
abstract class DecodingStream extends InputStream {

    private static final int BUFFER = 8192;

    private final InputStream encoded;
    private final byte[] input = new byte[BUFFER];

    /** An octet of input yields at most one of output, but what was held back may come on top. */
    private final byte[] output = new byte[BUFFER + reserve()];

    private int position;
    private int limit;
    private boolean ended;

    DecodingStream(InputStream encoded) {
        this.encoded = encoded;
    }

    /** How many octets the decoder may hold back from one buffer to the next. */
    int reserve() {
        return 8;
    }

    /** Takes the next encoded octet. */
    abstract void take(int octet);

    /** Told once, after the last octet. */
    abstract void end();

    final void give(int octet) {
        output[limit++] = (byte) octet;
    }

    @Override
    public final int read() throws IOException {
        return available(1) ? output[position++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!available(1)) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(output, position, target, offset, count);
        position += count;
        return count;
    }

    private boolean available(int count) throws IOException {
        while (limit - position < count) {
            if (ended) {
                return false;
            }
            position = 0;
            limit = 0;
            int read = encoded.read(input, 0, input.length);
            for (int i = 0; i < read; i++) {
                take(input[i] & 0xFF);
            }
            if (read < 0) {
                ended = true;
                end();
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        encoded.close();
    }
}
