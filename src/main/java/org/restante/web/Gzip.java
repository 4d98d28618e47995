package org.restante.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A gzip stream (RFC 1952) of pieces that are deflated each by itself, some of them long before. So
 * what is the same on many pages is compressed once; and a secret never shares its window with what
 * a stranger wrote.
 */
final class Gzip {

    /** A little larger than the best, at less than half of the time. */
    private static final int LEVEL = 3;

    private static final int CHUNK = 16 * 1024;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    /** An empty block that says that it is the last one. */
    private static final byte[] END = {3, 0};

    /** Their memory is the system's and costs time to get, so a few are kept. */
    private static final BlockingQueue<Deflater> IDLE = new ArrayBlockingQueue<>(16);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
    private final CRC32 checksum = new CRC32();
    private long length;

    Gzip() {
        out.writeBytes(HEADER);
    }

    void add(RenderedPart part) {
        checksum.update(part.octets());
        length += part.octets().length;
        out.writeBytes(part.deflated());
    }

    /** The whole stream; nothing can be added afterwards. */
    byte[] finish() {
        out.writeBytes(END);
        out.writeBytes(
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) checksum.getValue())
                        .putInt((int) length)
                        .array());
        return out.toByteArray();
    }

    /** Whole blocks that refer to nothing but themselves, none of them the last one. */
    static byte[] blocks(byte[] octets) {
        Deflater idle = IDLE.poll();
        Deflater deflater = idle == null ? new Deflater(LEVEL, true) : idle;
        byte[] buffer = new byte[Math.min(CHUNK, octets.length / 3 + 64)];
        ByteArrayOutputStream blocks = new ByteArrayOutputStream(buffer.length);
        deflater.setInput(octets);
        int made;
        do {
            made = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
            blocks.write(buffer, 0, made);
        } while (made == buffer.length);
        deflater.reset();
        if (!IDLE.offer(deflater)) {
            deflater.end();
        }
        return blocks.toByteArray();
    }
}
