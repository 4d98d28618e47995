package org.restante.mailbox.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one socket of a connection and keeps hold of it, so that it can be cut from outside.
 */
final class Sockets extends SocketFactory {

    /** A peer that has vanished is noticed after a minute, in seconds and probes. */
    private static final Map<SocketOption<Integer>, Integer> KEEPALIVE =
            Map.of(
                    ExtendedSocketOptions.TCP_KEEPIDLE, 30,
                    ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
                    ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

    private volatile @Nullable Socket socket;

    @Override
    public Socket createSocket() throws IOException {
        Socket made = new Socket();
        made.setTcpNoDelay(true);
        made.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (Map.Entry<SocketOption<Integer>, Integer> option : KEEPALIVE.entrySet()) {
            if (made.supportedOptions().contains(option.getKey())) {
                made.setOption(option.getKey(), option.getValue());
            }
        }
        socket = made;
        return made;
    }

    /** From here on silence is no failure; the watchdog's time still counts. */
    void waitForEver() throws IOException {
        Socket made = socket;
        if (made != null) {
            made.setSoTimeout(0);
        }
    }

    /** Closes the socket, whoever may be reading from it or writing to it. */
    void cut() {
        Socket made = socket;
        if (made == null) {
            return;
        }
        try {
            made.close();
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
