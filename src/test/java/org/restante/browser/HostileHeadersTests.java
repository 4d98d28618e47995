package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * Mail whose every field tries to become a part of our page, through every page in a real browser;
 * a server that the fields name listens for what gets through.
 */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHeadersTests {
    private final Running running = Running.get();
    private final House house = running.houses().getFirst();
    private final Chromium chromium = new Chromium();
    private final List<String> canary = new CopyOnWriteArrayList<>();
    private HttpServer listener;
    private String evil;

    @BeforeAll
    void listen() throws IOException {
        listener = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        listener.createContext(
                "/",
                exchange -> {
                    canary.add(exchange.getRequestURI().toString());
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        listener.start();
        evil = "http://127.0.0.1:" + listener.getAddress().getPort() + "/c";
    }

    @AfterAll
    void stop() {
        listener.stop(0);
        chromium.close();
    }

    Stream<String> payloads() {
        return Stream.of(
                "\"><img src=x onerror=alert(1)>",
                "'><script>alert(2)</script><img src=\"" + evil + "\">",
                "</title></textarea></style><script src=" + evil + "></script>",
                "\" onmouseover=alert(3) autofocus onfocus=alert(4) style=\"background:url("
                        + evil
                        + ")",
                "javascript:alert(5)//\u2028\u202e<svg/onload=alert(6)>",
                "${7*7} *{7*7} #{title} @{/x} ~{shell/page} [[${7*7}]] __${7*7}__::.x",
                "{0} {1,choice,0#a} '' %s %n {{7*7}} <!--");
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void noFieldBecomesMoreThanText(String payload) {
        String address = house.newUser();
        String folder =
                house.name(
                        "Box "
                                + payload.replace("/", "-")
                                        .replace(".", "-")
                                        .replaceAll("[*%#]", "-"));
        seed(address, folder, payload);
        canary.clear();
        try (Window window = chromium.window(Look.DESKTOP)) {
            Page page = window.page;
            window.enter(address);
            assertThat(page.locator(".msg")).hasCount(3);
            hover(page);
            for (int i = 0; i < 3; i++) {
                page.locator(".msg-link").nth(i).click();
                assertThat(page.locator(".msg-link").nth(i)).hasAttribute("aria-current", "true");
                assertThat(page.locator("#reader iframe")).isVisible();
                assertThat(page.frameLocator("#reader iframe").locator("body")).isAttached();
                assertThat(page.locator("#subject")).not().hasText("49");
                hover(page);
                page.reload();
                page.locator("#reader .details summary").click();
                page.locator("#reader .move summary").click();
                page.locator("#reader .move [data-filter]").fill("Box");
            }
            page.locator("#tree a[href*=Box]").first().click();
            assertThat(page.locator("#list-title")).containsText("Box ");
            assertThat(page.locator(".msg")).hasCount(2);
            hover(page);
            page.locator("#tree a").first().click();
            assertThat(page.locator(".msg")).hasCount(3);

            // Through a notice that names the folder, and back.
            page.locator(".msg input[type=checkbox]").first().check();
            page.locator(".bar .move summary").click();
            page.locator(".bar .menu-body button[value*=Box]").first().click();
            assertThat(page.locator(".toast")).containsText("Box ");
            hover(page);
            window.isCalm();

            // The question, the error page, the sign-in page.
            page.locator(".msg input[type=checkbox]").first().check();
            page.locator(".bar button[formaction$=trashed]").click();
            page.locator("#tree a[href='/mail/Trash']").click();
            assertThat(page.locator("#list-title")).hasText("Bin");
            assertThat(page.locator(".msg")).hasCount(1);
            page.locator(".msg input[type=checkbox]").first().check();
            page.locator(".bar button[formaction$=deletion]").click();
            assertThat(page.locator("#question")).isVisible();
            String encoded = java.net.URLEncoder.encode(payload, UTF_8).replace("+", "%20");
            window.isCalm();
            for (String path :
                    List.of(
                            "/mail/INBOX?done=moved&n="
                                    + encoded
                                    + "&to="
                                    + encoded
                                    + "&undo="
                                    + encoded
                                    + "&v="
                                    + encoded,
                            "/mail/INBOX?done=" + encoded,
                            "/mail/INBOX?page=" + encoded,
                            "/mail/" + encoded.replace("%2F", "-"),
                            "/sign-in?to=" + encoded,
                            "/" + encoded.replace("%2F", "-"))) {
                window.open(path);
                assertThat(page.locator("main")).isVisible();
            }
            assertThat(window.dialogs()).isEmpty();
            assertThat(window.complaints())
                    .allMatch(
                            line ->
                                    line.contains(
                                            "Failed to load resource: the server responded with a status of 4"));
        }
        assertThat(canary).isEmpty();
    }

    private static void hover(Page page) {
        page.evaluate(
                "() => document.querySelectorAll('*').forEach(e => ['mouseover', 'focus', 'error', 'load']"
                        + ".forEach(type => e.dispatchEvent(new Event(type))))");
    }

    private void seed(String address, String folder, String payload) {
        String word = word(payload);
        String quoted = '"' + payload.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        String ascii = quoted.replaceAll("[^\\x20-\\x7e]", "");
        byte[] encoded =
                ("From: "
                                + word
                                + " <ann@posthaste.example>\r\nSender: "
                                + word
                                + " <mallory@posthaste.example>\r\nTo: "
                                + word
                                + " <ben@posthaste.example>\r\nCc: "
                                + ascii
                                + " <c@posthaste.example>\r\nReply-To: "
                                + word
                                + " <reply@posthaste.example>\r\nSubject: "
                                + word
                                + "\r\nDate: Fri, 13 Nov 2026 10:42:00 +0100\r\nList-Id: "
                                + word
                                + " <"
                                + payload.replaceAll("[^\\x21-\\x7e]|[<>]", "")
                                + ">\r\nList-Unsubscribe: <javascript:alert(7)>"
                                + "\r\nMessage-ID: <"
                                + payload.replaceAll("[^\\x21-\\x7e]|[<>]", "")
                                + "@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b1\r\n\r\n"
                                + "--b1\r\nContent-Type: text/html; charset="
                                + ascii
                                + "\r\n\r\n"
                                + payload
                                + "<p>Dear Ben</p><img src='"
                                + evil
                                + "/body'>"
                                + "\r\n--b1\r\nContent-Type: application/octet-stream; name="
                                + ascii
                                + "\r\nContent-Disposition: attachment; filename="
                                + word
                                + "\r\n\r\nfile\r\n--b1\r\nContent-Type: "
                                + ascii.replace(" ", "")
                                + "/x"
                                + "\r\nContent-Disposition: attachment; filename*=UTF-8''"
                                + java.net.URLEncoder.encode(payload, UTF_8).replace("+", "%20")
                                + "\r\n\r\nfile\r\n--b1\r\nContent-Type: message/rfc822\r\n\r\nSubject: "
                                + word
                                + "\r\n\r\ninner\r\n--b1--\r\n")
                        .getBytes(UTF_8);
        byte[] raw =
                ("From: "
                                + payload
                                + " <"
                                + payload
                                + "@posthaste.example>\r\nTo: "
                                + payload
                                + "\r\nSubject: "
                                + payload
                                + "\r\nDate: "
                                + payload
                                + "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                                + payload
                                + " http://x.example/"
                                + payload
                                + "\r\n")
                        .getBytes(UTF_8);
        byte[] local =
                ("From: "
                                + ascii
                                + "@posthaste.example\r\nTo: undisclosed"
                                + ascii
                                + ":;\r\nSubject: =?"
                                + payload.replaceAll("[^\\x21-\\x7e]", "")
                                + "?B?"
                                + "?=\r\n\r\n"
                                + payload
                                + "\r\n")
                        .getBytes(UTF_8);
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent(folder);
            List<RawImap.Message> all = new ArrayList<>();
            int age = 9;
            for (byte[] one : List.of(encoded, raw, local)) {
                all.add(org.restante.journey.Post.message(one, age--));
            }
            imap.append("INBOX", all);
            imap.append(folder, all.subList(0, 2));
            imap.select("INBOX");
            imap.attempt(
                    "STORE 1:* +FLAGS (\"><img/src=x/onerror=alert(8)> $evil'onload=alert(9))");
        }
    }

    /** As an encoded word (RFC 2047), which may hold anything. */
    private static String word(String text) {
        return "=?utf-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(UTF_8)) + "?=";
    }
}
