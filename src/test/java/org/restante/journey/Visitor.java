package org.restante.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** Somebody with a browser of the simplest kind: cookies, links and forms over HTTP. */
public final class Visitor {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private final String url;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Visitor(String url) {
        this.url = url;
    }

    /** An answer of the application. */
    public record Answer(String path, HttpResponse<byte[]> response) {

        public int status() {
            return response.statusCode();
        }

        public byte[] bytes() {
            return response.body();
        }

        public String text() {
            return new String(bytes(), UTF_8);
        }

        public Document page() {
            return Jsoup.parse(text(), "http://localhost" + path);
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public Answer hasStatus(int wanted) {
            assertThat(status()).as(path).isEqualTo(wanted);
            return this;
        }
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    /** The same cookies in another hand. */
    public Visitor copy() {
        Visitor copy = new Visitor(url);
        copy.cookies.putAll(cookies);
        return copy;
    }

    /** Opens a page and follows where it leads. */
    public Answer open(String path) {
        return follow(get(path));
    }

    public Answer get(String path, String... headers) {
        return send(path, request(path).GET(), headers);
    }

    public Answer post(String path, Map<String, ?> fields, String... headers) {
        List<String> pairs = new ArrayList<>();
        fields.forEach(
                (name, value) ->
                        (value instanceof List<?> many ? many : List.of(value))
                                .forEach(
                                        one -> pairs.add(encoded(name) + "=" + encoded("" + one))));
        return post(path, String.join("&", pairs), headers);
    }

    public Answer post(String path, String body, String... headers) {
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                headers);
    }

    /** Sends fields and behind them a file, as a form with a file does. */
    public Answer upload(String path, Map<String, String> fields, String name, Path file) {
        String boundary = "----" + UUID.randomUUID();
        StringBuilder head = new StringBuilder();
        fields.forEach(
                (field, value) ->
                        head.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"")
                                .append(field + "\"\r\n\r\n" + value + "\r\n"));
        head.append(
                        "--"
                                + boundary
                                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
                .append(name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        try {
            HttpRequest.BodyPublisher body =
                    HttpRequest.BodyPublishers.concat(
                            HttpRequest.BodyPublishers.ofString(head.toString()),
                            HttpRequest.BodyPublishers.ofFile(file),
                            HttpRequest.BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
            return send(
                    path,
                    request(path)
                            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                            .POST(body),
                    "Accept",
                    "application/json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Any request at all, as a form where the method has a body. */
    public Answer send(String method, String path, String body) {
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends a form of a page by one of its buttons, and follows where it leads. */
    public Answer press(Element button, String... more) {
        Element form = button.closest("form");
        assertThat(form).isInstanceOf(FormElement.class);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        ((FormElement) form)
                .formData()
                .forEach(
                        pair ->
                                fields.computeIfAbsent(pair.key(), key -> new ArrayList<>())
                                        .add(pair.value()));
        if (button.hasAttr("name")) {
            fields.computeIfAbsent(button.attr("name"), key -> new ArrayList<>()).add(button.val());
        }
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], List.of(more[i + 1]));
        }
        String action = button.attr("formaction");
        return follow(post(action.isEmpty() ? form.attr("action") : action, fields));
    }

    public Answer signIn(String address, String password) {
        return signIn(address, password, "");
    }

    /** In a time zone, as a browser's script tells it; the application's where that is empty. */
    public Answer signIn(String address, String password, String zone) {
        Element button = open("/sign-in").page().selectFirst("button[type=submit]");
        return press(button, "username", address, "password", password, "zone", zone);
    }

    /** Signs in and stands before the inbox. */
    public Visitor signedIn(String address) {
        Answer inbox = signIn(address, Running.PASSWORD);
        assertThat(inbox.path()).as(inbox.page().text()).isEqualTo("/mail/INBOX");
        inbox.hasStatus(200);
        return this;
    }

    /** The token of a page's forms. */
    public static String token(Document page) {
        return page.select("input[name=_csrf]").attr("value");
    }

    private Answer follow(Answer answer) {
        Answer last = answer;
        for (int hops = 0; hops < 5 && last.status() / 100 == 3; hops++) {
            URI to = URI.create(url + last.path()).resolve(last.header("Location"));
            last = get(to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()));
        }
        return last;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(90));
    }

    private Answer send(String path, HttpRequest.Builder request, String... headers) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        request.setHeader("Accept-Language", "en-GB");
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(path, response);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String cookie) {
        String pair = cookie.substring(0, (cookie + ";").indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1);
        if (value.isEmpty() || cookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
