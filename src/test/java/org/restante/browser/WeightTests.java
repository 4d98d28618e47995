package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** What the inbox costs the line, in octets as a real browser got them, heads and all. */
@Requires(Requirement.DATABASE)
class WeightTests {
    private static final int KB = 1024;

    private final House house = Running.get().houses().getFirst();

    @Test
    void theInboxIsLight() {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(120));
        }
        try (Chromium chromium = new Chromium();
                Window signedIn = chromium.window(Look.DESKTOP);
                Window window = chromium.window(Look.DESKTOP)) {
            signedIn.signIn(address, Running.PASSWORD);
            assertThat(signedIn.page.locator(".msg")).hasCount(50);
            List<Cookie> cookies = signedIn.context().cookies();
            window.context().addCookies(cookies); // and nothing of the other window's cache
            Line line = new Line(window);

            List<Transfer> first = line.load("/mail/INBOX");
            System.out.println("first view: " + first);
            assertThat(sum(first, is("html"))).as("HTML").isBetween(KB, 30 * KB);
            assertThat(sum(first, is("css"))).as("CSS").isBetween(KB, 14 * KB);
            assertThat(sum(first, is("javascript"))).as("JS").isBetween(KB, 45 * KB);
            assertThat(sum(first, one -> one.url().contains("icons")))
                    .as("icons")
                    .isBetween(KB, 12 * KB);
            assertThat(sum(first, any -> true)).as("all").isLessThanOrEqualTo(150 * KB);
            assertThat(first).hasSizeLessThanOrEqualTo(8);
            assertThat(first)
                    .filteredOn(one -> !one.type().contains("html"))
                    .isNotEmpty()
                    .allSatisfy(
                            one -> {
                                assertThat(one.url())
                                        .matches(".*/assets/[a-z-]+\\.[0-9a-f]{8,}\\.[a-z0-9]+");
                                assertThat(one.caching()).contains("immutable", "max-age=31536000");
                            });
            assertThat(first)
                    .filteredOn(is("html")::test)
                    .singleElement()
                    .satisfies(page -> assertThat(page.caching()).contains("no-store"));

            List<Transfer> again = line.load("/mail/INBOX");
            System.out.println("next view: " + again);
            assertThat(sum(again, any -> true)).as("again").isBetween(KB, 35 * KB);
            window.isCalm();
        }
    }

    private static Predicate<Transfer> is(String type) {
        return transfer -> transfer.type().contains(type);
    }

    private static int sum(List<Transfer> transfers, Predicate<Transfer> wanted) {
        return transfers.stream().filter(wanted).mapToInt(Transfer::octets).sum();
    }

    private record Transfer(String url, String type, String caching, int octets) {}

    /** Listens below the browser's cache: what it takes from there is no transfer. */
    private static final class Line {
        private final Window window;
        private final Map<String, Transfer> transfers = new LinkedHashMap<>();

        Line(Window window) {
            this.window = window;
            CDPSession session = window.context().newCDPSession(window.page);
            session.on("Network.responseReceived", this::begin);
            session.on("Network.loadingFinished", this::end);
            session.send("Network.enable");
        }

        List<Transfer> load(String path) {
            transfers.clear();
            window.open(path);
            window.page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(window.page.locator(".msg")).hasCount(50);
            return new ArrayList<>(
                    transfers.values().stream().filter(one -> one.octets() > 0).toList());
        }

        private void begin(JsonObject event) {
            JsonObject response = event.getAsJsonObject("response");
            String caching = "";
            JsonObject headers = response.getAsJsonObject("headers");
            for (String name : headers.keySet()) {
                if (name.toLowerCase(Locale.ROOT).equals("cache-control")) {
                    caching = headers.get(name).getAsString();
                }
            }
            transfers.put(
                    event.get("requestId").getAsString(),
                    new Transfer(
                            response.get("url").getAsString(),
                            response.get("mimeType").getAsString(),
                            caching,
                            0));
        }

        private void end(JsonObject event) {
            transfers.computeIfPresent(
                    event.get("requestId").getAsString(),
                    (id, one) ->
                            new Transfer(
                                    one.url(),
                                    one.type(),
                                    one.caching(),
                                    event.get("encodedDataLength").getAsInt()));
        }
    }
}
