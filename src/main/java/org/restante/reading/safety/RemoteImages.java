package org.restante.reading.safety;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.restante.mail.AddressGuard;
import org.springframework.stereotype.Component;

/**
 * Fetches the images that mails link to, so that the reader's address stays unknown to the sender,
 * and so that no mail can make this server talk to anything but the public internet.
 */
@Component
public final class RemoteImages implements Closeable {

    /** What one image may cost. */
    record Limits(Duration time, long bytes, int redirects) {}

    /** Answers the checked addresses of a host. */
    @FunctionalInterface
    interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(10), 10_000_000, 5);
    private static final List<Integer> PORTS = List.of(80, 443, 8080, 8443);

    private final CloseableHttpClient client;
    private final IntPredicate ports;
    private final Limits limits;

    /** Reaches public addresses on the usual ports of the web. */
    public RemoteImages() {
        this(new AddressGuard()::resolve, PORTS::contains, LIMITS);
    }

    RemoteImages(Resolver resolver, IntPredicate ports, Limits limits) {
        this.ports = ports;
        this.limits = limits;
        this.client = client(resolver, Timeout.of(limits.time()));
    }

    /**
     * Opens an image.
     *
     * @throws RemoteImageUnavailable if it was refused or could not be had in time
     */
    public RemoteImage open(String url) throws RemoteImageUnavailable {
        long until = System.nanoTime() + limits.time().toNanos();
        URI target = checked(url);
        for (int hop = 0; hop <= limits.redirects(); hop++) {
            var exchange = new Exchange(target, until);
            try {
                ClassicHttpResponse response = exchange.send();
                if (!isRedirect(response.getCode())) {
                    return image(response, exchange);
                }
                target = checked(redirection(target, response));
                exchange.close();
            } catch (RemoteImageUnavailable e) {
                exchange.close();
                throw e;
            } catch (IOException e) {
                exchange.close();
                throw new RemoteImageUnavailable("Not reached: " + target.getHost(), e);
            }
        }
        throw new RemoteImageUnavailable("Redirected too often");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static CloseableHttpClient client(Resolver resolver, Timeout timeout) {
        var connections =
                PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedDns(resolver, timeout.toDuration()))
                        .setDefaultConnectionConfig(
                                ConnectionConfig.custom()
                                        .setConnectTimeout(timeout)
                                        .setSocketTimeout(timeout)
                                        // A pooled connection leads where it was checked to lead.
                                        .setTimeToLive(TimeValue.ofSeconds(30))
                                        .build())
                        .setMaxConnTotal(64)
                        .setMaxConnPerRoute(6)
                        .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setConnectionRequestTimeout(timeout).build())
                .setUserAgent("Restante")
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    private URI checked(String url) throws RemoteImageUnavailable {
        try {
            URI uri = URI.create(URI.create(Urls.withAsciiHost(url)).toASCIIString());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean secure = scheme.equals("https");
            if ((!secure && !scheme.equals("http"))
                    || uri.getHost() == null
                    || uri.getRawUserInfo() != null
                    || !ports.test(uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80)) {
                throw new RemoteImageUnavailable("Not a web address on a usual port");
            }
            return uri;
        } catch (IllegalArgumentException notAUri) {
            throw new RemoteImageUnavailable("Not a web address", notAUri);
        }
    }

    private static boolean isRedirect(int status) {
        return status >= 301 && status <= 308 && status != 304;
    }

    private static String redirection(URI from, ClassicHttpResponse response)
            throws RemoteImageUnavailable {
        Header location = response.getFirstHeader("Location");
        if (location == null) {
            throw new RemoteImageUnavailable("Redirected to nowhere");
        }
        try {
            return from.resolve(location.getValue()).toString();
        } catch (IllegalArgumentException notAUri) {
            throw new RemoteImageUnavailable("Redirected to nowhere", notAUri);
        }
    }

    private RemoteImage image(ClassicHttpResponse response, Exchange exchange) throws IOException {
        HttpEntity entity = response.getEntity();
        if (response.getCode() != 200 || entity == null) {
            throw new RemoteImageUnavailable("Answered " + response.getCode());
        }
        if (entity.getContentLength() > limits.bytes()) {
            throw new RemoteImageUnavailable("Too large");
        }
        InputStream body = entity.getContent();
        byte[] head =
                RasterType.isPlausible(entity.getContentType())
                        ? body.readNBytes(RasterType.HEAD)
                        : new byte[0];
        String type = RasterType.of(head);
        if (type == null) {
            throw new RemoteImageUnavailable("Not a picture made of pixels");
        }
        return new RemoteImage(type, head, body, limits.bytes(), exchange);
    }

    /** One request and its answer, cut off when the time for the whole image is over. */
    private final class Exchange implements Closeable {

        private final URI uri;
        private final HttpGet request;
        private final CompletableFuture<Void> cutOff;
        private @Nullable ClassicHttpResponse response;

        Exchange(URI uri, long until) {
            this.uri = uri;
            this.request = new HttpGet(uri);
            this.cutOff =
                    CompletableFuture.runAsync(
                            request::cancel,
                            CompletableFuture.delayedExecutor(
                                    Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS));
        }

        ClassicHttpResponse send() throws IOException {
            var host = new HttpHost(uri.getScheme(), uri.getHost(), uri.getPort());
            ClassicHttpResponse answered = client.executeOpen(host, request, null);
            response = answered;
            return answered;
        }

        @Override
        public void close() {
            cutOff.cancel(false);
            // Cancelling first: closing alone would read an endless answer to its end.
            request.cancel();
            try {
                if (response != null) {
                    response.close();
                }
            } catch (IOException alreadyBroken) {
                request.reset();
            }
        }
    }

    /** Asks the guard, but does not wait longer for a name server than the image may take. */
    private record CheckedDns(Resolver resolver, Duration patience) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            var lookup = new FutureTask<>(() -> resolver.resolve(host));
            Thread.startVirtualThread(lookup);
            try {
                return lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS)
                        .toArray(InetAddress[]::new);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownHostException refused) {
                    throw refused;
                }
                throw new IllegalStateException(e);
            } catch (TimeoutException e) {
                throw new UnknownHostException(host);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(host);
            }
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
