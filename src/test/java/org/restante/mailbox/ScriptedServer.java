package org.restante.mailbox;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.restante.mailbox.Dialogue.Step;

/**
 * An IMAP server that says what a dialogue says, and checks every octet that the client sends.
 *
 * <p>Who signs in tells which dialogue is played, so that many are played at a time. A connection
 * is watched until the client has closed it.
 */
final class ScriptedServer implements AutoCloseable {

    /** What goes wrong on the first connection of a play; the later ones are played as written. */
    sealed interface Fault {
        /** Nothing. */
        record None() implements Fault {}

        /** The connection ends after so many octets of the dialogue. */
        record Cut(long octets) implements Fault {}

        /** The server says BYE in place of that line of its own. */
        record Bye(int line) implements Fault {}

        /** The server says nothing any more from that line of its own on. */
        record Silence(int line) implements Fault {}

        /** Nothing, but the client may say what it likes. */
        record Lenient() implements Fault {}

        /** Each octet is a segment of its own. */
        record OctetByOctet() implements Fault {}
    }

    static final Fault NONE = new Fault.None();

    /** So many plays can run in one go before the system has no ports left for the loopback. */
    private static final int ADDRESSES = 16;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<String, Play> plays = new ConcurrentHashMap<>();
    private final List<ServerSocket> listeners = new ArrayList<>();
    private final AtomicInteger users = new AtomicInteger();

    ScriptedServer() {
        for (int i = 0; i < ADDRESSES; i++) {
            listeners.add(listen("127.0.0." + (i + 2), null));
        }
    }

    /** A dialogue being played for one user. */
    final class Play implements AutoCloseable {
        private final Dialogue dialogue;
        private final Fault fault;
        private final ServerSocket listener;
        private final boolean own;
        final String user;
        final List<String> errors = new CopyOnWriteArrayList<>();
        final List<String> received = new CopyOnWriteArrayList<>();
        final List<Thread> connections = new CopyOnWriteArrayList<>();
        volatile long sent;

        Play(Dialogue dialogue, Fault fault) {
            this.dialogue = dialogue;
            this.fault = fault;
            this.own = dialogue.fromGreeting();
            int number = users.incrementAndGet();
            this.user = own ? "ann" : "u" + number;
            this.listener =
                    own ? listen("127.0.0.1", this) : listeners.get(number % listeners.size());
            if (!own) {
                plays.put(user, this);
            }
        }

        String host() {
            return listener.getInetAddress().getHostAddress();
        }

        int port() {
            return listener.getLocalPort();
        }

        /** Waits until the client has closed all its connections; says what was wrong. */
        List<String> finish() {
            try {
                for (Thread connection : connections) {
                    if (!connection.join(LIMIT)) {
                        errors.add("a connection was left open");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return errors;
        }

        /** How often a command that starts so was received. */
        long count(String command) {
            return received.stream()
                    .filter(line -> line.replaceFirst("^\\S+ ", "").startsWith(command + " "))
                    .count();
        }

        @Override
        public void close() {
            plays.remove(user, this);
            if (own) {
                ScriptedServer.close(listener);
            }
        }
    }

    Play play(Dialogue dialogue, Fault fault) {
        return new Play(dialogue, fault);
    }

    private ServerSocket listen(String address, Play play) {
        try {
            ServerSocket listener = new ServerSocket(0, 500, InetAddress.getByName(address));
            Thread.ofVirtual().start(() -> accept(listener, play));
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket listener, Play play) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (play == null) {
                    Thread.ofVirtual().start(() -> serve(socket, null));
                } else {
                    Thread thread = Thread.ofVirtual().unstarted(() -> serve(socket, play));
                    play.connections.add(thread);
                    thread.start();
                }
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket, Play known) {
        Play play = known;
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LIMIT.toMillis());
            Connection connection = new Connection(socket);
            if (play == null) {
                play = connection.signIn();
                if (play == null) {
                    return;
                }
                play.connections.add(Thread.currentThread());
            }
            connection.play(play);
        } catch (IOException e) {
            if (play != null && play.fault instanceof Fault.None) {
                play.errors.add(e.toString());
            }
        }
    }

    @Override
    public void close() {
        listeners.forEach(ScriptedServer::close);
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dialogue has left the script, on purpose or not. */
    private static final class Off extends Exception {
        private static final long serialVersionUID = 1L;

        Off(String why) {
            super(why);
        }
    }

    /** One connection of the client. */
    private final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private final Map<String, String> tags = new HashMap<>();
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private Fault fault = NONE;
        private long sent;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** The preamble that every dialogue after sign-in shares. */
        Play signIn() throws IOException {
            write("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n");
            String[] words = line().split(" ");
            if (words.length != 3 || !words[1].equals("AUTHENTICATE")) {
                return null;
            }
            write("+ \r\n");
            String[] secrets =
                    new String(Base64.getDecoder().decode(line()), StandardCharsets.UTF_8)
                            .split("\0");
            Play play = plays.get(secrets[1]);
            if (play != null) {
                String capabilities = play.dialogue.capabilities();
                write(words[0] + " OK [CAPABILITY " + capabilities + "] in\r\n");
            }
            return play;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
                line.append((char) b);
            }
            return line.toString().trim();
        }

        void play(Play play) throws IOException {
            boolean first = play.connections.indexOf(Thread.currentThread()) == 0;
            fault = first ? play.fault : NONE;
            boolean strict =
                    play.fault instanceof Fault.None || play.fault instanceof Fault.OctetByOctet;
            try {
                if (!first && play.dialogue.operations().size() > 1) {
                    throw new Off("what was done before cannot be played again");
                }
                int line = 0;
                for (Step step : play.dialogue.steps()) {
                    if (step.client()) {
                        expect(step);
                    } else {
                        say(step, line++);
                    }
                }
                out.flush();
            } catch (Off e) {
                if (strict) {
                    play.errors.add(e.getMessage());
                }
                socket.shutdownOutput();
            }
            if (first) {
                play.sent = sent;
            }
            drain();
            record(play);
            boolean goodbye = play.received.isEmpty() || strict && !extra.isEmpty();
            if (goodbye && !extra.isEmpty() && !extra.equals("Z LOGOUT\r\n")) {
                play.errors.add("after the dialogue: " + extra);
            }
        }

        private String extra = "";

        private void drain() {
            int before = received.size();
            try {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    received.write(b);
                }
            } catch (IOException e) {
                // reset by the client, which is a way to close
            }
            extra = received.toString(StandardCharsets.ISO_8859_1).substring(before);
        }

        private void record(Play play) {
            play.received.addAll(
                    List.of(received.toString(StandardCharsets.ISO_8859_1).split("\r\n")));
        }

        private void expect(Step step) throws IOException, Off {
            String tag = step.tag().isEmpty() ? "" : tag();
            byte[] wanted = step.bytes();
            byte[] got = new byte[wanted.length + 2];
            for (int i = 0; i < got.length; i++) {
                int b = in.read();
                if (b >= 0) {
                    received.write(b);
                }
                int expected =
                        i < wanted.length ? wanted[i] & 0xFF : i == wanted.length ? '\r' : '\n';
                if (b != expected) {
                    String rest = b < 0 ? "(end)" : (char) b + rest();
                    throw new Off(
                            "expected: "
                                    + step.text()
                                    + "\n  received: "
                                    + tag
                                    + new String(got, 0, i, StandardCharsets.ISO_8859_1)
                                    + rest);
                }
                got[i] = (byte) b;
            }
            tags.put(step.tag(), tag);
        }

        private String rest() throws IOException {
            byte[] rest = new byte[in.available()];
            int n = in.readNBytes(rest, 0, rest.length);
            received.write(rest, 0, n);
            return new String(rest, 0, n, StandardCharsets.ISO_8859_1);
        }

        private String tag() throws IOException, Off {
            StringBuilder tag = new StringBuilder();
            in.mark(100);
            int b = in.read();
            while (b > ' ') {
                tag.append((char) b);
                received.write(b);
                in.mark(1);
                b = in.read();
            }
            if (b < 0) {
                throw new Off("the client has gone: " + tag);
            }
            in.reset();
            return tag.toString();
        }

        private void say(Step step, int line) throws IOException, Off {
            if (fault instanceof Fault.Bye(int at) && at == line) {
                write("* BYE Server shutting down\r\n");
                throw new Off("BYE");
            }
            if (fault instanceof Fault.Silence(int at) && at == line) {
                drain();
                throw new Off("silence");
            }
            String tag = tags.getOrDefault(step.tag(), step.tag());
            byte[] start = tag.getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = Arrays.copyOf(start, start.length + step.bytes().length + 2);
            System.arraycopy(step.bytes(), 0, all, start.length, step.bytes().length);
            all[all.length - 2] = '\r';
            all[all.length - 1] = '\n';
            if (fault instanceof Fault.Cut(long octets) && sent + all.length > octets) {
                out.write(all, 0, (int) (octets - sent));
                sent = octets;
                throw new Off("cut");
            }
            if (fault instanceof Fault.OctetByOctet) {
                for (byte b : all) {
                    out.write(b);
                    Thread.yield();
                }
            } else {
                out.write(all);
            }
            sent += all.length;
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }
}
