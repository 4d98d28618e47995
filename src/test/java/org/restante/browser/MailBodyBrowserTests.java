package org.restante.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.restante.reading.safety.AttackCorpus;
import org.restante.reading.safety.BodyPolicy;
import org.restante.reading.safety.Images;
import org.restante.reading.safety.SafeHtml;
import org.restante.reading.safety.SafeText;

/**
 * Shows attacks to a real browser beside a server that listens for what they send home. Each wall
 * must hold alone: the cleaned document without sandbox and CSP, and the raw attack within them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailBodyBrowserTests {

    private static final int BATCH = 50;
    private static final int BUNDLE = 50;

    private final List<String> canary = new CopyOnWriteArrayList<>();
    private final List<String> documents = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Browser browser;
    private String origin;
    private String foreign;

    @BeforeAll
    void start() throws IOException {
        // The JDK's server otherwise waits 40 ms for every answer's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        origin = "http://127.0.0.1:" + server.getAddress().getPort();
        // Another origin than the page's, as an attacker's is.
        foreign = "http://localhost:" + server.getAddress().getPort();
        browser = Chromium.browser();
    }

    @AfterAll
    void stop() {
        server.stop(0);
    }

    @BeforeEach
    void forget() {
        canary.clear();
        documents.clear();
    }

    @Test
    void noCleanedVectorActsEvenWithoutSandboxAndPolicy() {
        assertThat(shown(cleaned(vectors()), "open")).isEmpty();
        assertThat(canary).isEmpty();
    }

    @Test
    void noCleanedVectorActsWithinSandboxAndPolicy() {
        assertThat(shown(cleaned(vectors()), "closed")).isEmpty();
        assertThat(canary).isEmpty();
    }

    @Test
    void noPlainTextVectorActsEvenWithoutSandboxAndPolicy() {
        List<String> texts =
                bundled(
                        vectors().stream()
                                .map(v -> SafeText.render(v, SafeText.Flow.FIXED).html()));
        assertThat(shown(texts, "open")).isEmpty();
        assertThat(canary).isEmpty();
    }

    @Test
    void noRawScriptRunsWithinSandboxAndPolicy() {
        assertThat(shown(rawAttacks(), "closed")).isEmpty();
        assertThat(canary).isEmpty();
    }

    @Test
    void theCanaryHearsARawAttack() {
        assertThat(shown(rawAttacks(), "open")).isNotEmpty();
        assertThat(canary).isNotEmpty();
    }

    @Test
    void everyUrlOfAMailStaysSilentWhileImagesAreBlocked() {
        assertThat(shown(cleaned(trackers()), "open")).isEmpty();
        assertThat(canary).isEmpty();
    }

    private List<String> vectors() {
        var all = new ArrayList<String>();
        for (String vector : AttackCorpus.vectors()) {
            // Every attacker's host becomes our canary, every script a call that we would hear of.
            all.add(
                    vector.replaceAll("(?i)(https?:)?//[\\w.-]+\\.[a-z]+", foreign + "/canary")
                            .replaceAll("(?i)(alert|prompt|confirm)(?=[\\s(`])", "top.acted"));
        }
        return all;
    }

    private List<String> rawAttacks() {
        return List.of(
                "<img src=data:, onerror=top.acted(1)>",
                "<script>top.acted(2)</script>",
                "<svg onload=top.acted(3)>",
                "<img src=" + canary("raw") + "><style>@import '" + canary("css") + "';</style>",
                "<iframe srcdoc='<script>top.acted(4)</script>'></iframe>",
                "<meta http-equiv=refresh content='0;url=" + canary("meta") + "'>",
                "<link rel=stylesheet href=" + canary("link") + ">");
    }

    private List<String> trackers() {
        var mails = new ArrayList<String>();
        for (String attribute :
                List.of(
                        "src",
                        "srcset",
                        "background",
                        "poster",
                        "data",
                        "href",
                        "xlink:href",
                        "action",
                        "formaction",
                        "ping",
                        "cite",
                        "longdesc",
                        "usemap",
                        "profile",
                        "manifest",
                        "codebase",
                        "classid",
                        "icon",
                        "lowsrc",
                        "dynsrc",
                        "imagesrcset")) {
            for (String element :
                    List.of(
                            "img",
                            "body",
                            "table",
                            "td",
                            "video",
                            "audio",
                            "source",
                            "track",
                            "input type=image",
                            "object",
                            "embed",
                            "iframe",
                            "frame",
                            "link" + " rel=stylesheet",
                            "link rel=preload as=image",
                            "link rel=prefetch",
                            "link rel=dns-prefetch",
                            "script",
                            "svg",
                            "image",
                            "use",
                            "feImage",
                            "html",
                            "base",
                            "applet",
                            "bgsound",
                            "blockquote")) {
                mails.add("<%s %s='%s'>x".formatted(element, attribute, canary(attribute)));
                mails.add("<svg><%s %s='%s'>x".formatted(element, attribute, canary(attribute)));
            }
        }
        for (String property :
                List.of(
                        "background",
                        "background-image",
                        "list-style",
                        "list-style-image",
                        "border-image",
                        "border-image-source",
                        "content",
                        "cursor",
                        "filter",
                        "backdrop-filter",
                        "mask",
                        "mask-image",
                        "-webkit-mask-image",
                        "clip-path",
                        "shape-outside",
                        "fill",
                        "stroke",
                        "marker",
                        "src",
                        "behavior",
                        "--x",
                        "offset-path",
                        "-webkit-box-reflect")) {
            for (String value :
                    List.of(
                            "url(%s)",
                            "url('%s'",
                            "u\\72l(%s)",
                            "image-set('%s' 1x)",
                            "-webkit-image-set(url(%s) 1x)",
                            "cross-fade(url(%s),url(%s),50%%)",
                            "image(%s)",
                            "src('%s')",
                            "url(%s) !important",
                            "var(--y,url(%s))",
                            "paint(a,url(%s))")) {
                String css =
                        property + ":" + value.replace("%s", canary(property)).replace("%%", "%");
                mails.add("<p style=\"display:list-item;" + css + "\">x");
                mails.add(
                        "<style>*,p::before{"
                                + css
                                + "} :root{--y:url("
                                + canary("y")
                                + ")}"
                                + "</style><p>x");
                mails.add("<style>a[href^=h]{" + css + "}</style><a href=http://x/>x</a>");
            }
        }
        for (String rule :
                List.of(
                        "@import url(%s);",
                        "@\\69mport '%s';",
                        "@im/**/port '%s';",
                        "@font-face{font-family:a;src:url(%s)}*{font-family:a}",
                        "@namespace url(%s);",
                        "@media all{@import '%s'}",
                        "@supports(color:red){*{background:url(%s)}}",
                        "@layer a{*{background:url(%s)}}",
                        "*{&{background:url(%s)}}",
                        "@counter-style a{system:cyclic;symbols:url(%s)}li{list-style:a}")) {
            mails.add("<style>" + rule.replace("%s", canary("rule")) + "</style><li>x");
        }
        return mails;
    }

    private String canary(String name) {
        return foreign + "/canary/" + name.replaceAll("\\W", "");
    }

    private static List<String> cleaned(List<String> mails) {
        return bundled(mails.stream().map(m -> SafeHtml.render(m, Images.none()).html()));
    }

    /**
     * A frame costs the browser ten milliseconds, so documents that differ only in what stands
     * inside their body are shown fifty to a frame.
     */
    private static List<String> bundled(Stream<String> documents) {
        var bundles = new ArrayList<String>();
        var bodies = new LinkedHashMap<String, List<String>>();
        documents
                .distinct()
                .forEach(
                        html -> {
                            int body = html.indexOf("<body");
                            int inside = html.indexOf('>', body) + 1;
                            int end = html.lastIndexOf("</body>");
                            bodies.computeIfAbsent(
                                            html.substring(0, inside), head -> new ArrayList<>())
                                    .add(html.substring(inside, end));
                        });
        bodies.forEach(
                (head, parts) -> {
                    for (int from = 0; from < parts.size(); from += BUNDLE) {
                        int to = Math.min(parts.size(), from + BUNDLE);
                        bundles.add(head + String.join("\n", parts.subList(from, to)));
                    }
                });
        return bundles;
    }

    /** Shows the documents in frames, many to a page, and answers which of them ran a script. */
    private List<Object> shown(List<String> mails, String wall) {
        documents.addAll(mails);
        var acted = new ArrayList<Object>();
        try (Page page = browser.newPage()) {
            page.onDialog(
                    dialog -> {
                        acted.add(dialog.message());
                        dialog.dismiss();
                    });
            for (int from = 0; from < mails.size(); from += BATCH) {
                int to = Math.min(mails.size(), from + BATCH);
                page.navigate(origin + "/page?" + wall + "&" + from + "&" + to);
                page.waitForFunction("() => window.loaded >= " + (to - from));
                page.waitForTimeout(50);
                acted.addAll((List<?>) page.evaluate("() => window.actions"));
            }
        }
        return acted;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        try (exchange) {
            switch (path) {
                case "/page" -> send(exchange, page(query.split("&")));
                case "/closed" -> {
                    exchange.getResponseHeaders().add("Content-Security-Policy", BodyPolicy.CSP);
                    send(exchange, documents.get(Integer.parseInt(query)));
                }
                case "/open" -> send(exchange, documents.get(Integer.parseInt(query)));
                case "/css/body.css", "/favicon.ico" -> {
                    exchange.getResponseHeaders().add("Cache-Control", "max-age=600");
                    exchange.getResponseHeaders().add("Content-Type", "text/css");
                    exchange.sendResponseHeaders(200, -1);
                }
                default -> {
                    canary.add(exchange.getRequestURI().toString());
                    exchange.sendResponseHeaders(404, -1);
                }
            }
        }
    }

    private static String page(String[] query) {
        String sandbox = query[0].equals("closed") ? " sandbox='" + BodyPolicy.SANDBOX + "'" : "";
        var page =
                new StringBuilder(
                        "<!doctype html><script>window.actions=[];window.loaded=0;"
                                + "window.acted=(...a)=>window.actions.push(String(a))</script>");
        for (int i = Integer.parseInt(query[1]); i < Integer.parseInt(query[2]); i++) {
            page.append("<iframe width=100 height=60 onload='loaded++' src='/")
                    .append(query[0] + "?" + i + "'" + sandbox + "></iframe>");
        }
        return page.toString();
    }

    private static void send(HttpExchange exchange, String html) throws IOException {
        byte[] bytes = html.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
