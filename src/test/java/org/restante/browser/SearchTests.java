package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * Finding mail as a person does it: filters, orders, the search box and a day, on each mail server
 * with JavaScript and without.
 */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTests {

    private static final int LETTERS = 130;

    private final Running running = Running.get();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    Stream<Arguments> ways() {
        return running.houses().stream()
                .flatMap(house -> Stream.of(Arguments.of(house, true), Arguments.of(house, false)));
    }

    @ParameterizedTest(name = "{0}, JavaScript {1}")
    @MethodSource("ways")
    void findsFiltersSortsJumpsFilesAndUndoes(House house, boolean scripts) {
        String address = house.newUser();
        seed(house, address);
        Look look = scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
        try (Window window = chromium.window(look)) {
            Page page = window.page;
            window.enter(address);
            assertThat(page.locator(".msg")).hasCount(50);

            page.locator(".filters a").nth(1).click();
            assertThat(page.locator(".range")).hasText("1 to 43 of 43");
            assertThat(page.locator(".filters a[aria-current]")).hasText("Unread");
            page.locator(".filters a").nth(3).click();
            assertThat(page.locator(".range")).hasText("1 to 13 of 13");
            assertThat(page.locator(".msg svg[aria-label='Has a file']")).hasCount(13);
            page.locator(".filters a").nth(0).click();
            assertThat(page.locator(".range")).hasText("1 to 50 of 130");

            page.locator(".sort summary").click();
            page.locator(".sort .menu-body a").nth(4).click();
            assertThat(page.locator(".msg .subject").first()).hasText("Letter 1 Grüße");
            assertThat(page.locator(".pager")).containsText("Next");
            page.locator(".pager a[rel=next]").click();
            assertThat(page.locator(".range")).hasText("51 to 100 of 130");
            assertThat(page.locator(".msg .subject").first()).hasText("Letter 51");

            page.locator(".sort summary").click();
            page.locator(".sort .menu-body a").nth(0).click();
            assertThat(page.locator(".msg .subject").first()).hasText("Letter 130");
            page.locator(".sort summary").click();
            LocalDate day = LocalDate.now(ZoneId.of("Europe/Lisbon")).minusDays(60);
            page.locator("#jump-date").fill(day.toString());
            page.locator(".jump button").click();
            assertThat(page.locator(".range")).hasText("51 to 100 of 130");
            assertThat(page).hasURL(Pattern.compile(".*page=2(#m\\d+)?"));

            search(page, "zanzibar");
            assertThat(page.locator(".msg .subject")).hasText(new String[] {"Letter 7"});
            assertThat(page).hasTitle("Search: zanzibar · Restante");
            assertThat(page.locator(".searched")).containsText("Searched in Inbox");
            search(page, "subject:letter from:ann@posthaste.example is:unread");
            assertThat(page.locator(".chip")).hasCount(3);
            assertThat(page.locator(".range")).hasText("1 to 43 of 43");
            assertThat(page.locator("#search input[name=q]"))
                    .hasValue("subject:letter from:ann@posthaste.example is:unread");
            page.locator(".chip-remove").nth(2).click();
            assertThat(page.locator(".range")).hasText("1 to 50 of 130");
            search(page, "Grüße");
            Locator found = page.locator(".msg");
            assertThat(found.or(page.locator(".searched .note.warn"))).hasCount(1);
            search(page, "larger:elephant");
            assertThat(page.locator(".note.warn")).containsText("takes a size such as 5M");
            search(page, "quagga");
            assertThat(page.locator(".empty")).containsText("No mail matches");

            search(page, "subject:letter is:unread");
            page.locator(".msg-link").nth(4).click();
            assertThat(page.locator(".place bdi")).hasText("5 of 43");
            String before = page.locator("#subject").textContent();
            page.locator(".place a[rel=next]").click();
            assertThat(page.locator("#subject")).not().hasText(before);
            assertThat(page.locator(".place bdi"))
                    .hasText(Pattern.compile("(5 of 42|6 of 43|5 of 43)"));
            String subject = page.locator("#subject").textContent();
            page.locator(".acts button[formaction$=archived]").click();
            assertThat(page.locator(".toast")).containsText("1 message moved to Archive");
            assertThat(page.locator("#subject")).not().hasText(subject);
            assertThat(page.locator("#search input[name=q]")).hasValue("subject:letter is:unread");
            page.locator(".toast form button").click();
            assertThat(page.locator(".toast")).containsText("put back");

            markAllRead(page, house, address);
            assertThat(page.locator("#search input[name=q]")).hasValue("subject:letter");
            window.isCalm();
        }
    }

    /** All that the search found, and not what it did not find. */
    private static void markAllRead(Page page, House house, String address) {
        search(page, "subject:letter");
        assertThat(page.locator(".range")).containsText("of 130");
        List<Long> unread = unread(house, address);
        page.locator(".filters a").nth(0).click();
        page.locator(".msg .pick").first().hover();
        page.locator(".msg input[name=uid]").first().check();
        page.locator("input[name=all]").check();
        page.locator(".bar button[formaction$=seen]").click();
        assertThat(page.locator(".toast")).containsText(LETTERS + " messages marked read");
        assertThat(unread(house, address)).isEmpty();
        page.locator(".toast form button").click();
        assertThat(page.locator(".toast")).containsText("as before");
        assertThat(unread(house, address)).isEqualTo(unread);
    }

    private static List<Long> unread(House house, String address) {
        try (RawImap imap = house.connect(address)) {
            imap.select("INBOX");
            return imap.search("UNSEEN");
        }
    }

    private static void search(Page page, String text) {
        page.locator("#search input[name=q]").fill(text);
        page.locator("#search input[name=q]").press("Enter");
        assertThat(page.locator("#search input[name=q]")).hasValue(text);
        assertThat(page).hasTitle("Search: " + text + " · Restante");
    }

    /** The first is the largest; every third is unread, every tenth has a file. */
    private static void seed(House house, String address) {
        List<RawImap.Message> letters = new ArrayList<>();
        for (int i = 1; i <= LETTERS; i++) {
            String text =
                    "No. "
                            + i
                            + (i == 7 ? " zanzibar" : "")
                            + "\r\n"
                            + "xxxxxxxxxxxxxxxxxxx\r\n".repeat(3 * (LETTERS - i));
            String subject = "Letter " + i + (i == 1 ? " =?UTF-8?B?R3LDvMOfZQ==?=" : "");
            byte[] mail =
                    i % 10 == 0
                            ? Post.withFile(subject, text, "a.pdf", new byte[0])
                            : new String(Post.text(subject, text), StandardCharsets.UTF_8)
                                    .getBytes(StandardCharsets.UTF_8);
            letters.add(
                    new RawImap.Message(
                            mail,
                            i % 3 == 0 ? List.of() : List.of("\\Seen"),
                            ZonedDateTime.now().minusDays(LETTERS - i)));
        }
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", letters);
        }
    }
}
