package org.restante.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A line to a mail server that loses, holds, delays, swaps and spoils what goes over it. */
final class ChaosProxy implements AutoCloseable {

    /** What may happen to a piece of what is sent. */
    private enum Fault {
        DROP,
        STALL,
        DELAY,
        SWAP,
        SPOIL
    }

    private static final Duration LONGEST_STALL = Duration.ofSeconds(12);

    final AtomicInteger faults = new AtomicInteger();
    private final ServerSocket listening =
            new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Random random;
    private final int server;
    private volatile double rate;

    /**
     * @param server its port on this machine
     */
    ChaosProxy(int server, Random random) throws IOException {
        this.server = server;
        this.random = random;
        Thread.ofVirtual().name("chaos").start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How often something happens: 0 for never, 1 for each piece. */
    void rate(double often) {
        rate = often;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(client);
                open.add(onward);
                Thread.ofVirtual().start(() -> pass(client, onward));
                Thread.ofVirtual().start(() -> pass(onward, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[4096];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                byte[] piece = Arrays.copyOf(buffer, read);
                if (happens() && strikes(piece)) {
                    return;
                }
                out.write(piece);
                out.flush();
            }
        } catch (IOException e) {
            // either side has gone
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private synchronized boolean happens() {
        return random.nextDouble() < rate;
    }

    private synchronized int upTo(int bound) {
        return random.nextInt(bound);
    }

    /** True where the connection goes. */
    private boolean strikes(byte[] piece) {
        faults.incrementAndGet();
        switch (Fault.values()[upTo(Fault.values().length)]) {
            case DROP -> {
                return true;
            }
            case STALL -> pause(upTo((int) LONGEST_STALL.toMillis()));
            case DELAY -> pause(upTo(400));
            case SWAP -> swap(piece);
            case SPOIL -> piece[upTo(piece.length)] ^= (byte) (1 << upTo(7));
        }
        return false;
    }

    private void swap(byte[] piece) {
        int half = piece.length / 2;
        byte[] first = Arrays.copyOf(piece, half);
        System.arraycopy(piece, piece.length - half, piece, 0, half);
        System.arraycopy(first, 0, piece, piece.length - half, half);
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
