package org.restante.support;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;

/**
 * An IMAP client of a few lines that shares no code with the application: the independent judge of
 * what a mailbox holds. Responses are strings of Latin-1, one character a byte, literals in place.
 */
public final class RawImap implements AutoCloseable {
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss xx", Locale.ENGLISH);
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");
    private static final Pattern LIST =
            Pattern.compile("\\* LIST \\(([^)]*)\\) (NIL|\"\\\\?.\") (.*)", Pattern.DOTALL);
    private static final int BATCH = 8 << 20;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private String greeting = "";
    private Set<String> capabilities = Set.of();
    private int tag;

    /** What APPEND takes: bytes with CRLF line ends, flags such as {@code \Seen}, INTERNALDATE. */
    public record Message(byte[] bytes, List<String> flags, ZonedDateTime date) {}

    /** A mailbox as LIST shows it, its name decoded. */
    public record Mailbox(String name, Set<String> attributes, String separator) {}

    /** One untagged response; {@code text} holds the literals in place as well. */
    public record Response(String text, List<byte[]> literals) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** Everything a command brought, and the tagged line without its tag. */
    public record Reply(List<Response> untagged, String status) {
        public boolean ok() {
            return status.startsWith("OK");
        }

        public List<String> lines() {
            return untagged.stream().map(Response::text).toList();
        }
    }

    /** The server answered NO or BAD. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String command, String status) {
            super(command + " -> " + status);
        }
    }

    private RawImap(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    public static RawImap connect(String host, int port) {
        return connect(host, port, false);
    }

    public static RawImap connectTls(String host, int port) {
        return connect(host, port, true);
    }

    private static RawImap connect(String host, int port, boolean tls) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.connect(new InetSocketAddress(host, port), 10_000);
            if (tls) {
                SSLSocket secure =
                        (SSLSocket)
                                Certificate.localhost()
                                        .trusting()
                                        .getSocketFactory()
                                        .createSocket(socket, "localhost", port, true);
                var parameters = secure.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secure.setSSLParameters(parameters);
                secure.startHandshake();
                socket = secure;
            }
            RawImap imap = new RawImap(socket);
            imap.greeting = imap.read().text();
            return imap;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String greeting() {
        return greeting;
    }

    public RawImap login(String user, String password) {
        command("LOGIN " + quoted(user) + " " + quoted(password));
        capabilities =
                command("CAPABILITY").lines().stream()
                        .filter(line -> line.startsWith("* CAPABILITY "))
                        .flatMap(line -> Stream.of(line.substring(13).split(" ")))
                        .collect(Collectors.toCollection(TreeSet::new));
        return this;
    }

    /** As announced after sign-in. */
    public Set<String> capabilities() {
        return capabilities;
    }

    /**
     * Sends a command; each {@code {}} in it stands for the next literal. Throws when refused.
     * Characters beyond ASCII go as UTF-8: mailbox names need {@link #name}.
     */
    public Reply command(String command, byte[]... literals) {
        Reply reply = attempt(command, literals);
        if (!reply.ok()) {
            String shown = command.startsWith("LOGIN ") ? "LOGIN" : command;
            throw new Refused(shown, reply.status());
        }
        return reply;
    }

    /** As {@link #command}, but NO and BAD are answers too. */
    public Reply attempt(String command, byte[]... literals) {
        try {
            List<Response> untagged = new ArrayList<>();
            String tag = "r" + ++this.tag;
            String[] pieces = command.split("\\{}", -1);
            if (pieces.length != literals.length + 1) {
                throw new IllegalArgumentException("literals do not match: " + command);
            }
            send(tag + " ");
            for (int i = 0; i < pieces.length; i++) {
                send(pieces[i]);
                if (i < literals.length) {
                    boolean plus = capabilities.contains("LITERAL+");
                    send("{" + literals[i].length + (plus ? "+}\r\n" : "}\r\n"));
                    if (!plus) {
                        out.flush();
                        String status = readUntil(tag, untagged);
                        if (!status.startsWith("+")) {
                            return new Reply(untagged, status);
                        }
                    }
                    out.write(literals[i]);
                }
            }
            send("\r\n");
            out.flush();
            return new Reply(untagged, readUntil(tag, untagged));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends in as few exchanges as the server allows (MULTIAPPEND, LITERAL+). */
    public void append(String mailbox, List<Message> messages) {
        int batch = capabilities.contains("MULTIAPPEND") ? 100 : 1;
        int from = 0;
        while (from < messages.size()) {
            StringBuilder command = new StringBuilder("APPEND ").append(name(mailbox));
            List<byte[]> literals = new ArrayList<>();
            long size = 0;
            while (from < messages.size() && literals.size() < batch && size < BATCH) {
                Message message = messages.get(from++);
                command.append(" (").append(String.join(" ", message.flags())).append(") \"");
                command.append(DATE_TIME.format(message.date())).append("\" {}");
                literals.add(message.bytes());
                size += message.bytes().length;
            }
            command(command.toString(), literals.toArray(byte[][]::new));
        }
    }

    public void createIfAbsent(String mailbox) {
        if (!mailbox.equalsIgnoreCase("INBOX")
                && list().stream().noneMatch(found -> found.name().equals(mailbox))) {
            command("CREATE " + name(mailbox));
        }
    }

    public List<Mailbox> list() {
        return command("LIST \"\" \"*\"").untagged().stream()
                .map(Response::text)
                .map(LIST::matcher)
                .filter(Matcher::matches)
                .map(
                        found ->
                                new Mailbox(
                                        decoded(found.group(3)),
                                        Set.of(words(found.group(1))),
                                        found.group(2).replaceAll("^\"\\\\?|\"$", "")))
                .toList();
    }

    public List<String> mailboxes() {
        return list().stream().map(Mailbox::name).toList();
    }

    /** The number of messages, by STATUS. */
    public int count(String mailbox) {
        return Integer.parseInt(status(mailbox, "MESSAGES"));
    }

    /** One item of STATUS, for instance {@code UIDNEXT}. */
    public String status(String mailbox, String item) {
        String line =
                command("STATUS " + name(mailbox) + " (" + item + ")").lines().stream()
                        .filter(text -> text.startsWith("* STATUS "))
                        .findFirst()
                        .orElseThrow();
        return line.substring(line.lastIndexOf(' ') + 1, line.lastIndexOf(')'));
    }

    public Reply select(String mailbox) {
        return command("SELECT " + name(mailbox));
    }

    /** UID SEARCH in the selected mailbox, ascending. */
    public List<Long> search(String criteria) {
        return command("UID SEARCH " + criteria).lines().stream()
                .filter(line -> line.startsWith("* SEARCH"))
                .flatMap(line -> Stream.of(words(line.substring(8))))
                .map(Long::valueOf)
                .sorted()
                .toList();
    }

    /** The flags of a message in the selected mailbox, without {@code \Recent}. */
    public Set<String> flags(long uid) {
        Matcher found = Pattern.compile("FLAGS \\(([^)]*)\\)").matcher(fetch(uid, "FLAGS").text());
        if (!found.find()) {
            throw new IllegalStateException("no flags");
        }
        return Stream.of(words(found.group(1)))
                .filter(flag -> !flag.equals("\\Recent"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The whole message as stored, of the selected mailbox; does not set {@code \Seen}. */
    public byte[] message(long uid) {
        return fetch(uid, "BODY.PEEK[]").literals().getFirst();
    }

    /** The FETCH response of one message; fails when there is none. */
    public Response fetch(long uid, String items) {
        return command("UID FETCH " + uid + " (UID " + items + ")").untagged().stream()
                .filter(found -> found.text().contains("UID " + uid))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no message with UID " + uid));
    }

    /** A name as it goes on the wire: modified UTF-7 (RFC 3501, 5.1.3), quoted. */
    public static String name(String mailbox) {
        StringBuilder wire = new StringBuilder();
        StringBuilder beyond = new StringBuilder();
        for (char c : (mailbox + "\0").toCharArray()) {
            boolean direct = c >= 0x20 && c < 0x7F;
            if (!direct && c != 0) {
                beyond.append(c);
                continue;
            }
            if (!beyond.isEmpty()) {
                byte[] utf16 = beyond.toString().getBytes(StandardCharsets.UTF_16BE);
                String base64 = Base64.getEncoder().withoutPadding().encodeToString(utf16);
                wire.append('&').append(base64.replace('/', ',')).append('-');
                beyond.setLength(0);
            }
            if (direct) {
                wire.append(c == '&' ? "&-" : String.valueOf(c));
            }
        }
        return quoted(wire.toString());
    }

    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Ends politely where the connection still stands. */
    @Override
    public void close() {
        try (socket) {
            send("bye LOGOUT\r\n");
            out.flush();
        } catch (IOException e) {
            // it was gone already
        }
    }

    /** Sends a bare line, as {@code DONE} after {@code attempt("IDLE")}. */
    public void line(String text) {
        try {
            send(text + "\r\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next response that nobody asked for, as during IDLE. */
    public Response read() {
        try {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            List<byte[]> literals = new ArrayList<>();
            while (true) {
                byte[] line = readLine();
                text.writeBytes(line);
                Matcher literal = LITERAL.matcher(new String(line, StandardCharsets.ISO_8859_1));
                if (!literal.find()) {
                    return new Response(text.toString(StandardCharsets.ISO_8859_1), literals);
                }
                byte[] bytes = in.readNBytes(Integer.parseInt(literal.group(1)));
                literals.add(bytes);
                text.writeBytes(new byte[] {'\r', '\n'});
                text.writeBytes(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readUntil(String tag, List<Response> untagged) {
        while (true) {
            Response response = read();
            if (response.text().startsWith(tag + " ")) {
                return response.text().substring(tag.length() + 1);
            }
            if (response.text().startsWith("+")) {
                return response.text();
            }
            untagged.add(response);
        }
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (b == '\n') {
                byte[] bytes = line.toByteArray();
                int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? 1 : 0;
                return Arrays.copyOf(bytes, bytes.length - end);
            }
            line.write(b);
        }
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String wire) {
        String text = wire;
        Matcher literal = Pattern.compile("^\\{\\d+}\r\n", Pattern.DOTALL).matcher(text);
        if (literal.find()) {
            text = text.substring(literal.end());
        } else if (text.startsWith("\"")) {
            text = text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        Matcher shifted = Pattern.compile("&([^-]*)-").matcher(text);
        return shifted.replaceAll(
                found -> {
                    String base64 = found.group(1).replace(',', '/');
                    return base64.isEmpty()
                            ? "&"
                            : Matcher.quoteReplacement(
                                    new String(
                                            Base64.getDecoder().decode(base64),
                                            StandardCharsets.UTF_16BE));
                });
    }

    private static String[] words(String text) {
        return Stream.of(text.trim().split(" +"))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }
}
