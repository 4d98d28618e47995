package org.restante.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The end of every way out: takes each message, sends nothing into the world, and hands mail for
 * local users to an LMTP server (RFC 2033). Recipients whose local part begins with {@code reject}
 * or {@code later} are refused for good or for now.
 */
public final class SmtpSink implements AutoCloseable {
    private final ServerSocket listener;
    private final Supplier<Set<String>> users;
    private final int lmtpPort;
    private final List<Envelope> taken = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private volatile String hidden = "";
    private volatile boolean strict;

    /** A message as it was handed over. */
    public record Envelope(String from, List<String> recipients, byte[] message) {
        public String text() {
            return new String(message, StandardCharsets.UTF_8);
        }
    }

    /**
     * @param users the addresses that live here; every other address of their domains is unknown
     * @param lmtpPort where mail for them goes
     */
    public SmtpSink(Supplier<Set<String>> users, int lmtpPort) {
        this.users = users;
        this.lmtpPort = lmtpPort;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("smtp-sink").start(this::listen);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Everything so far, oldest first. */
    public List<Envelope> taken() {
        return List.copyOf(taken);
    }

    /** What clients said, but for the messages. */
    public List<String> said() {
        return List.copyOf(said);
    }

    /** Whether only who says who they are may send, as many servers demand of their users. */
    public void refusesNobody(boolean refuses) {
        strict = refuses;
    }

    /** From now on an extension of SMTP is not offered. */
    public void hides(String extension) {
        hidden = "250-" + extension + "\r\n";
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Session(socket).run();
        } catch (IOException e) {
            // the client went away
        }
    }

    private final class Session {
        private final InputStream in;
        private final OutputStream out;
        private String from = "";
        private final List<String> recipients = new ArrayList<>();

        Session(Socket socket) throws IOException {
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        void run() throws IOException {
            say(out, "220 sink ESMTP");
            for (String line = line(in); line != null; line = line(in)) {
                said.add(line);
                String verb = line.split(" ")[0].toUpperCase(Locale.ROOT);
                say(out, answer(verb, line));
                if (verb.equals("QUIT")) {
                    return;
                }
            }
        }

        private String answer(String verb, String line) throws IOException {
            return switch (verb) {
                case "EHLO" ->
                        ("250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n"
                                        + "250-DSN\r\n250 SIZE 104857600")
                                .replace(hidden, "");
                case "MAIL" -> {
                    from = address(line);
                    recipients.clear();
                    yield strict && from.isEmpty() ? "553 5.7.1 who are you?" : "250 2.1.0 ok";
                }
                case "RCPT" -> recipient(address(line));
                case "DATA" -> {
                    say(out, "354 go on");
                    yield take(new Envelope(from, List.copyOf(recipients), data(in)));
                }
                case "RSET", "HELO", "NOOP" -> "250 2.0.0 ok";
                case "QUIT" -> "221 2.0.0 bye";
                default -> "502 5.5.1 unknown";
            };
        }

        private String recipient(String address) {
            if (address.startsWith("reject")) {
                return "550 5.1.1 <" + address + "> is unknown here";
            }
            if (address.startsWith("later")) {
                return "451 4.2.0 <" + address + "> try again later";
            }
            if (!users.get().contains(address) && isLocalDomain(address)) {
                return "550 5.1.1 <" + address + "> is unknown here";
            }
            recipients.add(address);
            return "250 2.1.5 ok";
        }

        private boolean isLocalDomain(String address) {
            String domain = address.substring(address.indexOf('@') + 1);
            return users.get().stream().anyMatch(user -> user.endsWith("@" + domain));
        }
    }

    private String take(Envelope envelope) throws IOException {
        taken.add(envelope);
        List<String> local =
                envelope.recipients().stream().filter(to -> users.get().contains(to)).toList();
        String problem = local.isEmpty() ? "" : deliver(envelope, local);
        return problem.isEmpty() ? "250 2.0.0 taken" : problem;
    }

    /** The first refusal of the local server, or an empty string. */
    private String deliver(Envelope envelope, List<String> local) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", lmtpPort)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            reply(in);
            ask(in, out, "LHLO sink");
            ask(in, out, "MAIL FROM:<" + envelope.from() + ">");
            String problem = "";
            int accepted = 0;
            for (String recipient : local) {
                String reply = ask(in, out, "RCPT TO:<" + recipient + ">");
                if (reply.startsWith("2")) {
                    accepted++;
                } else if (problem.isEmpty()) {
                    problem = reply;
                }
            }
            if (accepted == 0) {
                return problem;
            }
            ask(in, out, "DATA");
            out.write(stuffed(envelope.message()));
            say(out, ".");
            for (int i = 0; i < accepted; i++) {
                String reply = reply(in);
                if (!reply.startsWith("2") && problem.isEmpty()) {
                    problem = reply;
                }
            }
            say(out, "QUIT");
            return problem;
        }
    }

    private static String ask(InputStream in, OutputStream out, String line) throws IOException {
        say(out, line);
        return reply(in);
    }

    /** The last line of a reply of one or more lines. */
    private static String reply(InputStream in) throws IOException {
        String line = line(in);
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = line(in);
        }
        return line == null ? "451 4.3.0 no answer" : line;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static byte[] data(InputStream in) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (byte[] line = bytes(in); ; line = bytes(in)) {
            if (line == null) {
                throw new EOFException("before the dot: no message");
            }
            boolean dot = line.length > 0 && line[0] == '.';
            if (dot && line.length == 1) {
                break;
            }
            message.write(line, dot ? 1 : 0, line.length - (dot ? 1 : 0));
            message.writeBytes(new byte[] {'\r', '\n'});
        }
        return message.toByteArray();
    }

    private static byte[] stuffed(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        String ended = text.endsWith("\r\n") ? text : text + "\r\n";
        return ended.replaceAll("(?m)^\\.", "..").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String line(InputStream in) throws IOException {
        byte[] bytes = bytes(in);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toByteArray();
    }

    private static String address(String line) {
        int from = line.indexOf('<');
        int to = line.indexOf('>');
        return from < 0 || to < from ? "" : line.substring(from + 1, to).toLowerCase(Locale.ROOT);
    }
}
