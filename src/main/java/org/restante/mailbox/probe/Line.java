package org.restante.mailbox.probe;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The line to a server: lines out, lines in, and no more of these than a server in its right mind
 * would send.
 */
final class Line implements AutoCloseable {

    private static final int LONGEST = 2000;
    private static final int MOST = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private int received;

    Line(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 4096);
        this.out = socket.getOutputStream();
    }

    Socket socket() {
        return socket;
    }

    /** The next line without its end. */
    String read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(200);
        for (int octet = next(); octet != '\n'; octet = next()) {
            if (line.size() == LONGEST) {
                throw new TooMuch();
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    void say(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Whether the server said something that nobody asked for. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    private int next() throws IOException {
        if (++received > MOST) {
            throw new TooMuch();
        }
        int octet = in.read();
        if (octet < 0) {
            throw new EOFException();
        }
        return octet;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The server says more than anybody asked for. */
    static final class TooMuch extends IOException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("too much");
        }
    }
}
