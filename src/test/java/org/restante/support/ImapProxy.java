package org.restante.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Stands between a client and a mail server, counts their exchanges and breaks what it is told to
 * break. One exchange is a flight of client bytes that server bytes follow, whatever the number of
 * commands in it: what a distant user pays a round trip for.
 */
public final class ImapProxy implements AutoCloseable {
    /** Which way bytes go. */
    public enum Direction {
        FROM_CLIENT,
        FROM_SERVER
    }

    /** One answered flight; a literal's bytes are among the lines, as Latin-1. */
    public record Exchange(int connection, List<String> clientLines, long serverBytes) {}

    private static final byte[] END = new byte[0];

    private final String host;
    private final int port;
    private final int ownPort;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Map<Direction, Duration> delays = new EnumMap<>(Direction.class);
    private final Map<Direction, Long> left = new EnumMap<>(Direction.class);
    private final List<Flight> flights = new ArrayList<>();
    private ServerSocket listener;
    private Thread acceptor;
    private boolean stalled;
    private String denied = "";
    private Runnable beforeCut = () -> {};
    private int connections;

    private static final class Flight {
        final int connection;
        final StringBuilder client = new StringBuilder();
        long serverBytes;

        Flight(int connection) {
            this.connection = connection;
        }
    }

    public ImapProxy(MailServer server) {
        this(server.host(), server.imapPort());
    }

    public ImapProxy(String host, int port) {
        this.host = host;
        this.port = port;
        this.ownPort = listen(0);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return ownPort;
    }

    /** Answered flights since the start or the last {@link #reset}. */
    public synchronized int count() {
        return exchanges().size();
    }

    public synchronized List<Exchange> exchanges() {
        return flights.stream()
                .filter(flight -> flight.serverBytes > 0)
                .map(
                        flight ->
                                new Exchange(
                                        flight.connection,
                                        flight.client.toString().lines().toList(),
                                        flight.serverBytes))
                .toList();
    }

    /** Every line that clients sent, in order. */
    public synchronized List<String> clientLines() {
        return flights.stream().flatMap(flight -> flight.client.toString().lines()).toList();
    }

    /** Connections accepted since the start or the last {@link #reset}. */
    public synchronized int connections() {
        return connections;
    }

    public int openConnections() {
        return links.size();
    }

    /** Forgets what was counted; faults stay. */
    public synchronized void reset() {
        flights.clear();
        connections = 0;
        links.forEach(link -> link.flight = null);
    }

    /** Adds latency one way without narrowing the line. */
    public synchronized void delay(Direction direction, Duration delay) {
        delays.put(direction, delay);
    }

    /** Cuts all connections after so many more bytes have gone that way. */
    public synchronized void cutAfter(Direction direction, long bytes) {
        left.put(direction, bytes);
    }

    /** The same, and does something just before. */
    public synchronized void cutAfter(Direction direction, long bytes, Runnable before) {
        left.put(direction, bytes);
        beforeCut = before;
    }

    /** Cuts all connections now; new ones are welcome. */
    public void cut() {
        links.forEach(Link::close);
    }

    /** Lets nothing through either way, connections stay open; a peer that went silent. */
    public synchronized void stall() {
        stalled = true;
    }

    /** Ends {@link #stall}; what was held goes on. */
    public synchronized void resume() {
        stalled = false;
        notifyAll();
    }

    /** New connections are refused by the system, as when no server runs; open ones stay. */
    public void refuse() {
        try {
            listener.close();
            acceptor.join(); // only then has the system closed the port
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #refuse}, on the same port. */
    public void accept() {
        if (listener.isClosed()) {
            listen(ownPort);
        }
    }

    /** The server says NO to each command of these words, such as {@code UID STORE}. */
    public synchronized void deny(String command) {
        denied = command;
    }

    /** In place of such a command goes one that no server grants. */
    private synchronized byte[] denied(Direction direction, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (direction == Direction.FROM_SERVER || denied.isEmpty() || !text.contains(denied)) {
            return bytes;
        }
        return text.replaceAll("(?m)^(\\S+) " + denied + " .*$", "$1 DELETE INBOX\r")
                .replace("\r\r", "\r")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Ends every fault and forgets the counts. */
    public synchronized void heal() {
        denied = "";
        beforeCut = () -> {};
        delays.clear();
        left.clear();
        resume();
        accept();
        reset();
    }

    @Override
    public void close() {
        refuse();
        cut();
        resume();
    }

    private int listen(int wanted) {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted), 200);
            listener = socket;
            acceptor = Thread.ofVirtual().name("imap-proxy").start(() -> acceptAll(socket));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                open(socket.accept());
            } catch (IOException e) {
                // closed, or the server behind does not answer: the client sees a closed connection
            }
        }
    }

    private void open(Socket client) throws IOException {
        try {
            Socket server = new Socket(host, port);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Link link;
            synchronized (this) {
                link = new Link(++connections, client, server);
            }
            links.add(link);
            link.pump(Direction.FROM_CLIENT, client, server);
            link.pump(Direction.FROM_SERVER, server, client);
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    private synchronized void record(Link link, Direction direction, byte[] bytes) {
        if (direction == Direction.FROM_CLIENT) {
            if (link.flight == null || link.flight.serverBytes > 0) {
                link.flight = new Flight(link.number);
                flights.add(link.flight);
            }
            link.flight.client.append(new String(bytes, StandardCharsets.ISO_8859_1));
        } else if (link.flight != null) {
            link.flight.serverBytes += bytes.length;
        }
    }

    /** How many of the bytes may pass before the cut that was asked for. */
    private synchronized int allowed(Direction direction, int length) throws InterruptedException {
        while (stalled) {
            wait();
        }
        Long most = left.get(direction);
        if (most == null) {
            return length;
        }
        int passing = (int) Math.min(most, length);
        left.put(direction, most - passing);
        if (most - passing == 0) {
            left.remove(direction);
            return -passing - 1;
        }
        return passing;
    }

    private synchronized long delayNanos(Direction direction) {
        return delays.getOrDefault(direction, Duration.ZERO).toNanos();
    }

    private final class Link {
        private final int number;
        private final Socket client;
        private final Socket server;
        private Flight flight;

        Link(int number, Socket client, Socket server) {
            this.number = number;
            this.client = client;
            this.server = server;
        }

        private record Parcel(byte[] bytes, long due) {}

        void pump(Direction direction, Socket from, Socket to) {
            BlockingQueue<Parcel> line = new LinkedBlockingQueue<>(1024);
            Thread.ofVirtual().start(() -> read(direction, from, line));
            Thread.ofVirtual().start(() -> write(direction, to, line));
        }

        private void read(Direction direction, Socket from, BlockingQueue<Parcel> line) {
            try {
                InputStream in = from.getInputStream();
                byte[] buffer = new byte[1 << 16];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    byte[] bytes = denied(direction, Arrays.copyOf(buffer, n));
                    record(this, direction, bytes);
                    line.put(new Parcel(bytes, System.nanoTime() + delayNanos(direction)));
                }
                line.put(new Parcel(END, System.nanoTime()));
            } catch (IOException e) {
                close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void write(Direction direction, Socket to, BlockingQueue<Parcel> line) {
            try {
                OutputStream out = to.getOutputStream();
                for (Parcel parcel = line.take(); parcel.bytes() != END; parcel = line.take()) {
                    long wait = parcel.due() - System.nanoTime();
                    if (wait > 0) {
                        Thread.sleep(Duration.ofNanos(wait));
                    }
                    int passing = allowed(direction, parcel.bytes().length);
                    boolean last = passing < 0;
                    out.write(parcel.bytes(), 0, last ? -passing - 1 : passing);
                    out.flush();
                    if (last) {
                        beforeCut.run();
                        break;
                    }
                }
            } catch (IOException e) {
                // the other side is gone
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        void close() {
            links.remove(this);
            try (client;
                    server) {
                // both
            } catch (IOException e) {
                // gone already
            }
        }
    }
}
