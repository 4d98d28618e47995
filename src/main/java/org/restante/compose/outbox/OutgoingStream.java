package org.restante.compose.outbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.restante.compose.mime.Block;
import org.restante.compose.mime.MessageWriter;
import org.restante.mail.MailException;
import org.restante.mail.Problem;

/**
 * A draft as it leaves the house: without the fields that are ours alone, and all of it or none.
 *
 * <p>What is sent on as it is (see {@link Block}) keeps every octet below our block. Only where it
 * is the sender's own message, its header goes through the same filter: its copy among the sent
 * ones holds hidden recipients whom nobody was told of.
 */
final class OutgoingStream extends InputStream {

    private static final int LONGEST_HEADER = 1 << 20;

    private final InputStream message;
    private boolean begun;

    /**
     * @param stored the draft as it is on the server
     * @param size how many octets that is; fewer are an error
     */
    OutgoingStream(InputStream stored, long size) throws IOException {
        Counted counted = new Counted(stored, size);
        byte[] header = header(counted);
        this.message = new SequenceInputStream(new ByteArrayInputStream(header), counted);
    }

    private static byte[] header(InputStream stored) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean keeps = true;
        boolean first = true;
        boolean block = false;
        boolean unchanged = false;
        boolean inOriginal = false;
        int total = 0;
        for (int c = stored.read(); ; c = stored.read()) {
            if (c < 0 && inOriginal) {
                if (keeps) {
                    line.writeTo(kept);
                }
                return kept.toByteArray(); // there is no more than a header
            }
            if (c < 0 || ++total > LONGEST_HEADER) {
                throw new IOException("a message without an end to its header");
            }
            line.write(c);
            if (c != '\n') {
                continue;
            }
            String text = line.toString(StandardCharsets.ISO_8859_1);
            if (first && Block.begins(text)) {
                unchanged = Block.isUnchanged(text);
                block = true;
            }
            first = false;
            boolean folded = text.startsWith(" ") || text.startsWith("\t");
            if (!folded) {
                int colon = text.indexOf(':');
                keeps = colon < 0 || !MessageWriter.isPrivate(text.substring(0, colon).strip());
            }
            if (keeps) {
                line.writeTo(kept);
            }
            line.reset();
            if (block && Block.isEnd(text)) {
                block = false;
                inOriginal = true;
                if (unchanged) {
                    return kept.toByteArray();
                }
            }
            if (text.isBlank() && !folded) {
                return kept.toByteArray();
            }
        }
    }

    /** Whether anything of it was read; then it can be sent no second time. */
    boolean begun() {
        return begun;
    }

    @Override
    public int read() throws IOException {
        begun = true;
        return message.read();
    }

    @Override
    public int read(byte[] target, int start, int length) throws IOException {
        begun = true;
        return message.read(target, start, length);
    }

    @Override
    public void close() throws IOException {
        message.close();
    }

    /** A server that gives less than it said must not make half a message of it. */
    private static final class Counted extends InputStream {

        private final InputStream stored;
        private long left;

        Counted(InputStream stored, long size) {
            this.stored = stored;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            int c = stored.read();
            count(c < 0 ? -1 : 1);
            return c;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            Objects.checkFromIndexSize(start, length, target.length);
            int count = stored.read(target, start, length);
            count(count);
            return count;
        }

        private void count(int octets) {
            left -= Math.max(0, octets);
            if (octets < 0 && left != 0) {
                throw new MailException(Problem.SERVER_CONFUSED, "not as long as announced");
            }
        }

        @Override
        public void close() throws IOException {
            stored.close();
        }
    }
}
