package org.restante.compose.submission;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes the one socket of a submission and keeps hold of it. */
final class Sockets extends SocketFactory {

    private @Nullable Socket socket;

    @Override
    public Socket createSocket() throws IOException {
        Socket made = new Socket();
        made.setTcpNoDelay(true);
        socket = made;
        return made;
    }

    /** The longest silence from now on, in milliseconds. */
    void patience(int millis) throws SocketException {
        Socket made = socket;
        if (made != null) {
            made.setSoTimeout(millis);
        }
    }

    void cut() {
        Socket made = socket;
        try {
            if (made != null) {
                made.close();
            }
        } catch (IOException e) {
            // it was to be gone, and it is
        }
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("only unconnected sockets are made here");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return createSocket(host, port);
    }
}
