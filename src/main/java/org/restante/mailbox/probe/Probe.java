package org.restante.mailbox.probe;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.restante.mailbox.probe.Finding.Outcome;
import org.restante.mailbox.probe.ServerProbe.Patience;

/** One attempt at one server. */
final class Probe {

    private static final int MOST_ADDRESSES = 6;

    private final Protocol protocol;
    private final MailServer server;
    private final Dialogue dialogue;
    private final @Nullable Credential credential;
    private final @Nullable KeyStore anchors;
    private final Patience patience;
    private final long deadline;
    private final List<Result> results = new ArrayList<>();
    private volatile @Nullable Socket open;

    Probe(
            Protocol protocol,
            MailServer server,
            Dialogue dialogue,
            @Nullable Credential credential,
            @Nullable KeyStore anchors,
            Patience patience) {
        this.protocol = protocol;
        this.server = server;
        this.dialogue = dialogue;
        this.credential = credential;
        this.anchors = anchors;
        this.patience = patience;
        this.deadline = System.nanoTime() + patience.all().toNanos();
    }

    Report run() {
        // A server that says an octet now and then never meets a timeout of the socket.
        CompletableFuture<Void> watch =
                CompletableFuture.runAsync(
                        this::cut,
                        CompletableFuture.delayedExecutor(
                                patience.all().toMillis(), TimeUnit.MILLISECONDS));
        try {
            walk();
        } finally {
            watch.cancel(false);
            cut();
        }
        untried();
        return new Report(protocol, server, List.copyOf(results));
    }

    /** Each step gives what the next one stands on, or nothing where it failed. */
    private void walk() {
        InetAddress[] addresses = step(Step.NAME, this::resolve);
        Socket socket = addresses == null ? null : step(Step.CONNECTION, () -> connect(addresses));
        if (socket == null) {
            return;
        }
        Line line =
                switch (server.tls()) {
                    case IMPLICIT -> implicit(socket);
                    case STARTTLS -> started(socket);
                    case PLAIN -> plain(socket);
                };
        Set<String> able = line == null ? null : step(Step.CAPABILITIES, () -> greeted(line));
        if (line != null && able != null) {
            step(Step.SIGN_IN, () -> signIn(line, able));
            leave(line);
        }
    }

    private void leave(Line line) {
        try {
            dialogue.goodbye(line);
        } catch (IOException e) {
            // it went first
        }
    }

    private @Nullable Line implicit(Socket socket) {
        Line line = step(Step.TLS, () -> protect(socket));
        return line == null || step(Step.GREETING, () -> greeting(line)) == null ? null : line;
    }

    private @Nullable Line started(Socket socket) {
        Line bare = step(Step.GREETING, () -> greeting(new Line(socket)));
        return bare == null ? null : step(Step.TLS, () -> startTls(bare));
    }

    private @Nullable Line plain(Socket socket) {
        Line line = step(Step.TLS, () -> unprotected(socket));
        return line == null || step(Step.GREETING, () -> greeting(line)) == null ? null : line;
    }

    private Found<InetAddress[]> resolve() throws IOException, Failed {
        String name = server.host().indexOf(':') >= 0 ? server.host() : IDN.toASCII(server.host());
        CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                answer.complete(InetAddress.getAllByName(name));
                            } catch (UnknownHostException e) {
                                answer.completeExceptionally(e);
                            }
                        });
        try {
            InetAddress[] all = answer.get(patience.step().toMillis(), TimeUnit.MILLISECONDS);
            InetAddress[] first = Arrays.copyOf(all, Math.min(all.length, MOST_ADDRESSES));
            return new Found<>(
                    first,
                    Finding.NAME_FOUND,
                    Arrays.stream(first).map(InetAddress::getHostAddress).toList());
        } catch (ExecutionException e) {
            throw new Failed(Finding.NAME_UNKNOWN);
        } catch (TimeoutException e) {
            throw new Failed(Finding.NAME_SLOW);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed(Finding.NAME_SLOW);
        }
    }

    /** The first address that answers; what the last one did where none does. */
    private Found<Socket> connect(InetAddress[] addresses) throws IOException, Failed {
        IOException last = new IOException("no address");
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            open = socket;
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, server.port()), patient());
                socket.setSoTimeout(patient());
                return new Found<>(socket, Finding.CONNECTED, List.of(address.getHostAddress()));
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw new Failed(
                switch (last) {
                    case SocketTimeoutException _ -> Finding.NO_ANSWER;
                    case ConnectException _ -> Finding.REFUSED;
                    default -> Finding.UNREACHABLE;
                });
    }

    private Found<Line> protect(Socket socket) throws IOException, Failed {
        try {
            Trust trust = new Trust(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            SSLSocket secured =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(socket, server.host(), server.port(), true);
            open = secured;
            secured.setSSLParameters(identified(secured.getSSLParameters()));
            secured.startHandshake();
            return examined(secured, trust);
        } catch (SSLException e) {
            throw new Failed(Finding.NO_TLS_HERE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private SSLParameters identified(SSLParameters parameters) {
        // Mail has no rules of its own beyond those of HTTPS (RFC 7817, RFC 9525).
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (server.host().matches("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z][a-z0-9-]*")) {
            parameters.setServerNames(List.of(new SNIHostName(server.host())));
        }
        return parameters;
    }

    private Found<Line> examined(SSLSocket secured, Trust trust) throws IOException, Failed {
        Shown shown = new Shown(trust.chain().getFirst());
        Instant now = Instant.now();
        Finding finding = shown.finding(trust, now);
        List<String> found = new ArrayList<>();
        found.add(secured.getSession().getProtocol());
        found.add(shown.issuer());
        found.addAll(shown.names());
        if (finding.outcome() == Outcome.FAILED) {
            throw new Failed(finding, found);
        }
        return new Found<>(
                new Line(secured), finding, shown.daysLeft(now), List.copyOf(found), List.of());
    }

    private Found<Line> startTls(Line bare) throws IOException, Failed {
        dialogue.startTls(bare);
        if (bare.hasMore()) {
            throw new Failed(Finding.SPOKE_BEFORE_TLS);
        }
        return protect(bare.socket());
    }

    private Found<Line> unprotected(Socket socket) throws IOException, Failed {
        if (!socket.getInetAddress().isLoopbackAddress() && !server.allowPlain()) {
            throw new Failed(Finding.PLAIN_NOT_ALLOWED);
        }
        return new Found<>(new Line(socket), Finding.UNPROTECTED, List.of());
    }

    private Found<Line> greeting(Line line) throws IOException, Failed {
        try {
            String said = Words.of(dialogue.greeting(line));
            return new Found<>(line, Finding.GREETED, said.isEmpty() ? List.of() : List.of(said));
        } catch (SocketTimeoutException e) {
            // Two who each wait for the other to begin: typical of TLS without being asked for it.
            throw new Failed(server.tls() == Tls.IMPLICIT ? Finding.SILENT : Finding.TLS_WANTED);
        }
    }

    /** An IMAP server need not tell more than how to sign in; nothing is missing before that. */
    private Found<Set<String>> greeted(Line line) throws IOException, Failed {
        Found<Set<String>> able = capabilities(line);
        return protocol == Protocol.IMAP
                ? new Found<>(able.value(), Finding.ABLE, able.found())
                : able;
    }

    private Found<Set<String>> capabilities(Line line) throws IOException, Failed {
        Set<String> able = dialogue.capabilities(line);
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : dialogue.useful()) {
            (able.contains(name) ? found : missing).add(name);
        }
        boolean barely = dialogue.wanted().stream().anyMatch(missing::contains);
        return new Found<>(
                able,
                barely ? Finding.BARELY_ABLE : Finding.ABLE,
                size(able),
                List.copyOf(found),
                List.copyOf(missing));
    }

    /** The largest message that the server takes, in octets; 0 where it does not tell. */
    private static long size(Set<String> able) {
        return able.stream()
                .filter(name -> name.matches("SIZE [0-9]{1,18}"))
                .mapToLong(name -> Long.parseLong(name.substring(5)))
                .findFirst()
                .orElse(0);
    }

    private Found<Set<String>> signIn(Line line, Set<String> able) throws IOException, Failed {
        Credential who = credential;
        if (who == null) {
            return new Found<>(able, Finding.NOBODY_TO_SIGN_IN, List.of());
        }
        if (hasControl(who.username()) || hasControl(who.password())) {
            throw new Failed(Finding.NOT_LET_IN);
        }
        dialogue.signIn(line, able, who);
        if (protocol != Protocol.IMAP) {
            return new Found<>(able, Finding.SIGNED_IN, List.of());
        }
        // Many servers tell all that they can do only to whom they know.
        Found<Set<String>> now = capabilities(line);
        return new Found<>(now.value(), Finding.SIGNED_IN, 0, now.found(), now.missing());
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private <T> @Nullable T step(Step step, Work<T> work) {
        long start = System.nanoTime();
        try {
            Found<T> found = work.run();
            add(step, found.finding(), start, found.number(), found.found(), found.missing());
            return found.value();
        } catch (Failed e) {
            add(step, e.finding(), start, 0, e.found(), List.of());
        } catch (SocketTimeoutException e) {
            add(step, Finding.SILENT, start, 0, List.of(), List.of());
        } catch (Line.TooMuch e) {
            add(step, Finding.NOT_THIS_PROTOCOL, start, 0, List.of(), List.of());
        } catch (EOFException e) {
            add(step, Finding.CLOSED, start, 0, List.of(), List.of());
        } catch (IOException e) {
            boolean late = System.nanoTime() - deadline > 0;
            add(step, late ? Finding.SILENT : Finding.CLOSED, start, 0, List.of(), List.of());
        }
        return null;
    }

    private void add(
            Step step,
            Finding finding,
            long start,
            long number,
            List<String> found,
            List<String> missing) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        results.add(new Result(step, finding, millis, number, found, missing));
    }

    private void untried() {
        Set<Step> left = EnumSet.allOf(Step.class);
        results.forEach(result -> left.remove(result.step()));
        left.forEach(
                step ->
                        results.add(
                                new Result(step, Finding.NOT_TRIED, 0, 0, List.of(), List.of())));
    }

    /** In milliseconds, never more than what is left of the whole. */
    private int patient() {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        return (int) Math.max(1, Math.min(patience.step().toMillis(), left));
    }

    private void cut() {
        Socket socket = open;
        if (socket == null) {
            return;
        }
        try {
            socket.close();
        } catch (IOException e) {
            // it was to be gone, and it is
        }
    }

    /** What a step gives: what the next one needs, and what is told of it. */
    private record Found<T>(
            T value, Finding finding, long number, List<String> found, List<String> missing) {

        Found(T value, Finding finding, List<String> found) {
            this(value, finding, 0, found, List.of());
        }
    }

    /** The work of one step. */
    @FunctionalInterface
    private interface Work<T> {
        Found<T> run() throws IOException, Failed;
    }
}
