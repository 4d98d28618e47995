package org.restante.reading.safety;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.mail.AddressGuard;

@Timeout(30)
class RemoteImagesTests {

    private static final byte[] PNG = Arrays.copyOf(hex("89504e470d0a1a0a"), 3_000);
    private static final RemoteImages.Limits LIMITS =
            new RemoteImages.Limits(Duration.ofSeconds(1), 5_000, 5);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private RemoteImages images;
    private String origin;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        int port = server.getAddress().getPort();
        origin = "http://canary.example:" + port;
        // Only this one name may lead to the loopback address; the real guard has all others.
        images = new RemoteImages(RemoteImagesTests::onlyCanary, p -> p == port, LIMITS);
    }

    @AfterEach
    void stop() throws IOException {
        images.close();
        server.stop(0);
    }

    @Test
    void fetchesAPictureWithoutTellingWhoLooks() throws IOException {
        assertThat(fetch("/png")).isEqualTo(PNG);
        assertThat(fetch("/png")).isEqualTo(PNG);
        assertThat(headers)
                .contains("User-agent: Restante")
                .noneMatch(h -> h.matches("(?i)(cookie|referer|accept-language|accept-enc).*"));
    }

    @Test
    void readsAddressesAsLooselyAsABrowser() throws IOException {
        String loose = Urls.http(origin + "/png?a[]=%&ü=x y#f");
        images.open(loose).close();
        assertThat(asked).containsExactly("/png");
    }

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a0000, image/png",
        "474946383961000000, image/gif",
        "ffd8ffe000104a464946, image/jpeg",
        "524946460000000057454250, image/webp",
        "000000206674797061766966, image/avif",
        "424d36000000000000003600, image/bmp"
    })
    void namesTheTypeThatTheBytesHave(String bytes, String type) {
        assertThat(RasterType.of(hex(bytes))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/svg",
                "/html",
                "/svg-as-png",
                "/html-as-png",
                "/png-as-svg",
                "/empty",
                "/404",
                "/204",
                "/declared-too-large"
            })
    void refusesWhatIsNoPicture(String path) {
        assertThatThrownBy(() -> fetch(path)).isInstanceOf(RemoteImageUnavailable.class);
        assertThat(asked).containsExactly(path);
    }

    @Test
    void stopsInTheMiddleOfAPictureThatIsTooLarge() {
        assertThatThrownBy(() -> fetch("/endless"))
                .isInstanceOf(RemoteImageUnavailable.class)
                .hasMessage("Too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/silent", "/dripping", "/redirect-silent"})
    void givesUpWhenTheTimeIsOver(String path) {
        long before = System.nanoTime();
        assertThatThrownBy(() -> fetch(path)).isInstanceOf(IOException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void followsFiveRedirectsAndNoMore() throws IOException {
        assertThat(fetch("/redirect/5")).isEqualTo(PNG);
        assertThatThrownBy(() -> fetch("/redirect/6"))
                .isInstanceOf(RemoteImageUnavailable.class)
                .hasMessage("Redirected too often");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1",
                "http://localhost",
                "http://[::1]",
                "http://0.0.0.0",
                "http://0x7f.1",
                "http://2130706433",
                "http://[::ffff:127.0.0.1]",
                "http://user@canary.example",
                "http://169.254.169.254",
                "ftp://canary.example"
            })
    void refusesARedirectToOurselves(String target) {
        String there = target + ":" + server.getAddress().getPort() + "/secret";
        assertThatThrownBy(() -> fetch("/redirect-to?" + there))
                .isInstanceOf(RemoteImageUnavailable.class);
        assertThatThrownBy(() -> images.open(there)).isInstanceOf(RemoteImageUnavailable.class);
        assertThat(asked).noneMatch(path -> path.equals("/secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://canary.example:22/",
                "http://canary.example/",
                "file:///etc/passwd",
                "gopher://canary.example/",
                "jar:http://canary.example!/",
                "//canary.example/",
                "http:///x",
                "http://",
                "",
                "not a url",
                "http://canary.example\\@x/"
            })
    void refusesOtherPortsAndSchemes(String url) {
        assertThatThrownBy(() -> images.open(url)).isInstanceOf(RemoteImageUnavailable.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesTheLoopbackAddressInProductionWhateverThePort() throws IOException {
        try (var production = new RemoteImages()) {
            for (String host : List.of("127.0.0.1", "[::1]", "localhost", "10.0.0.1")) {
                assertThatThrownBy(() -> production.open("http://" + host + ":8080/"))
                        .isInstanceOf(RemoteImageUnavailable.class)
                        .rootCause()
                        .isInstanceOf(AddressGuard.AddressRefused.class);
            }
        }
    }

    @Test
    void asksTheNameServerOnlyOnceForACheckAndItsConnection() throws IOException {
        var resolved = new CopyOnWriteArrayList<String>();
        RemoteImages.Resolver rebinding =
                host -> {
                    resolved.add(host);
                    if (resolved.size() > 1) {
                        throw new UnknownHostException("second answer");
                    }
                    return onlyCanary(host);
                };
        try (var once = new RemoteImages(rebinding, port -> true, LIMITS)) {
            once.open(origin + "/png").close();
            assertThat(resolved).containsExactly("canary.example");
        }
    }

    private byte[] fetch(String path) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (RemoteImage image = images.open(origin + path)) {
            image.writeTo(bytes);
            assertThat(image.contentType()).isEqualTo("image/png");
        }
        return bytes.toByteArray();
    }

    private static List<InetAddress> onlyCanary(String host) throws UnknownHostException {
        return host.equals("canary.example")
                ? List.of(InetAddress.getLoopbackAddress())
                : new AddressGuard().resolve(host);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        exchange.getRequestHeaders().forEach((name, v) -> headers.add(name + ": " + v.getFirst()));
        exchange.getResponseHeaders().add("Set-Cookie", "spy=1");
        try (exchange) {
            switch (path.replaceAll("/\\d$", "")) {
                case "/png" -> send(exchange, 200, "image/png", PNG);
                case "/png-as-svg" -> send(exchange, 200, "image/svg+xml", PNG);
                case "/svg" -> send(exchange, 200, "image/svg+xml", "<svg/>".getBytes(UTF_8));
                case "/svg-as-png" -> send(exchange, 200, "image/png", "<svg/>".getBytes(UTF_8));
                case "/html" -> send(exchange, 200, "text/html", PNG);
                case "/html-as-png" -> send(exchange, 200, "image/png", "<html>".getBytes(UTF_8));
                case "/empty" -> send(exchange, 200, "image/png", new byte[0]);
                case "/204" -> exchange.sendResponseHeaders(204, -1);
                case "/declared-too-large" -> send(exchange, 200, "image/png", new byte[6_000]);
                case "/endless" -> drip(exchange, Duration.ZERO);
                case "/dripping" -> drip(exchange, Duration.ofMillis(100));
                case "/silent" -> Thread.sleep(5_000);
                case "/redirect" -> redirect(exchange, next(path));
                case "/redirect-silent" -> redirect(exchange, "/silent");
                case "/redirect-to" -> redirect(exchange, exchange.getRequestURI().getQuery());
                default -> send(exchange, 404, "image/png", PNG);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String next(String path) {
        int left = Integer.parseInt(path.substring(path.length() - 1)) - 1;
        return left == 0 ? "/png" : "/redirect/" + left;
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void drip(HttpExchange exchange, Duration pause)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().add("Content-Type", "image/png");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(PNG, 0, 100);
        for (int i = 0; i < 1_000; i++) {
            out.write(new byte[pause.isZero() ? 1_000 : 1]);
            out.flush();
            Thread.sleep(pause);
        }
    }

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes);
    }
}
