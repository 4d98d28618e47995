package org.restante.reading.safety;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;

/** An open remote image, whose bytes flow through as they come. */
public final class RemoteImage implements Closeable {

    private final String contentType;
    private final InputStream body;
    private final Closeable connection;

    RemoteImage(
            String contentType, byte[] head, InputStream rest, long limit, Closeable connection) {
        this.contentType = contentType;
        this.body =
                new Limited(new SequenceInputStream(new ByteArrayInputStream(head), rest), limit);
        this.connection = connection;
    }

    /** The media type that its bytes have. */
    public String contentType() {
        return contentType;
    }

    /** Copies the picture; fails when it turns out to be too large or too slow. */
    public void writeTo(OutputStream out) throws IOException {
        body.transferTo(out);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws RemoteImageUnavailable {
            left -= Math.max(0, read);
            if (left < 0) {
                throw new RemoteImageUnavailable("Too large");
            }
        }
    }
}
