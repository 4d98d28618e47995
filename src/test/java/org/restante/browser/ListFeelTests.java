package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.ImapProxy;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** What the list must not lose while parts of the page change: place, focus, choice and truth. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListFeelTests {
    private static final Look PHONE = Look.DESKTOP.sized(390, 844);

    private final House house = Running.get().dovecot();
    private final Chromium chromium = new Chromium();

    @AfterEach
    void heal() {
        house.proxy().heal();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    private String mailbox(int letters) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(letters));
            imap.createIfAbsent("Archive");
            imap.createIfAbsent("Household");
        }
        return address;
    }

    private Window inbox(Look look, String address, int rows) {
        Window window = chromium.window(look);
        window.enter(address);
        assertThat(window.page.locator(".msg")).hasCount(rows);
        return window;
    }

    private static Locator row(Page page, String subject) {
        return page.locator(".msg:has(.subject:text-is(\"" + subject + "\"))");
    }

    private static Locator focused(Page page) {
        return page.locator(".msg:has(:focus)");
    }

    private static double scroll(Page page) {
        return ((Number) page.evaluate("() => document.querySelector('.rows').scrollTop"))
                .doubleValue();
    }

    private static double halfWay(Page page, Locator row) {
        row.evaluate("row => row.scrollIntoView({ block: 'center' })");
        double scroll = scroll(page);
        assertThat(scroll).isPositive();
        return scroll;
    }

    private static void quick(Locator row, String act) {
        row.hover();
        row.locator(".quick [data-act=" + act + "]").click();
    }

    @Test
    void markingKeepsPlaceFocusAndChoice() {
        String address = mailbox(50);
        try (Window window = inbox(Look.DESKTOP, address, 50)) {
            Page page = window.page;
            row(page, "Letter 27").locator("input").check();
            Locator row = row(page, "Letter 25");
            double before = halfWay(page, row);
            quick(row, "seen");
            assertThat(page.locator(".toast")).containsText("marked read");
            assertThat(row).not().hasClass(Pattern.compile("unread"));
            assertThat(focused(page).locator(".subject")).hasText("Letter 25");
            assertThat(scroll(page)).isEqualTo(before);
            assertThat(row(page, "Letter 27").locator("input")).isChecked();
            assertThat(page.locator("[data-count]")).hasText("1 selected");
            window.isCalm();
        }
    }

    /** What is pressed while an answer arrives is another element of the same kind when let go. */
    @Test
    void aPressThatASwapInterruptsCounts() {
        String address = mailbox(3);
        try (Window window = inbox(Look.DESKTOP, address, 3)) {
            Page page = window.page;
            page.locator("#tree a[href='/mail/Trash']").hover();
            page.mouse().down();
            page.evaluate(
                    "() => { const app = document.querySelector('#app');"
                            + " app.replaceWith(app.cloneNode(true)); }");
            page.mouse().up();
            assertThat(page.locator("#list-title")).hasText("Bin");
            window.isCalm();
        }
    }

    @Test
    void afterDeletingTheNextRowHasTheFocusAndUndoBringsTheRowBack() {
        String address = mailbox(50);
        try (Window window = inbox(Look.DESKTOP, address, 50);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            double before = halfWay(page, row(page, "Letter 25"));
            quick(row(page, "Letter 25"), "trash");
            assertThat(page.locator(".toast")).containsText("moved to Bin");
            assertThat(row(page, "Letter 25")).hasCount(0);
            assertThat(focused(page).locator(".subject")).hasText("Letter 24");
            assertThat(scroll(page)).isEqualTo(before);
            page.locator("[data-undo]").click();
            assertThat(row(page, "Letter 25")).hasCount(1);
            assertThat(scroll(page)).isEqualTo(before);
            assertThat(imap.count("INBOX")).isEqualTo(50);
            window.isCalm();
        }
    }

    @Test
    void goingBackFromAMessageFindsThePlaceAndTheFocus() {
        String address = mailbox(50);
        for (Look look : List.of(Look.DESKTOP, PHONE)) {
            try (Window window = inbox(look, address, 50)) {
                Page page = window.page;
                double before = halfWay(page, row(page, "Letter 25"));
                row(page, "Letter 25").locator(".msg-link").click();
                assertThat(page.locator("#subject")).hasText("Letter 25");
                page.goBack();
                assertThat(page.locator(".reader-none")).hasCount(1);
                assertThat(page.locator("#list")).isVisible();
                assertThat(focused(page).locator(".subject")).hasText("Letter 25");
                assertThat(scroll(page)).isEqualTo(before);
                window.isCalm();
            }
        }
    }

    @Test
    void thePhonesWayBackFindsThePlaceAndTheFocus() {
        try (Window window = inbox(PHONE, mailbox(50), 50)) {
            Page page = window.page;
            double before = halfWay(page, row(page, "Letter 25"));
            row(page, "Letter 25").locator(".msg-link").click();
            assertThat(page.locator("#subject")).isFocused();
            page.locator(".acts .back").click();
            assertThat(page.locator("#list")).isVisible();
            assertThat(focused(page).locator(".subject")).hasText("Letter 25");
            assertThat(scroll(page)).isEqualTo(before);
            window.isCalm();
        }
    }

    @Test
    void goingBackToAnEarlierPageFindsItsPlace() {
        try (Window window = inbox(Look.DESKTOP, mailbox(70), 50)) {
            Page page = window.page;
            double before = halfWay(page, row(page, "Letter 45"));
            page.locator(".pager a[rel=next]").click();
            assertThat(page.locator(".msg")).hasCount(20);
            assertThat(scroll(page)).isZero();
            page.goBack();
            assertThat(page.locator(".msg")).hasCount(50);
            await().atMost(Duration.ofSeconds(10)).until(() -> scroll(page) == before);
            window.isCalm();
        }
    }

    @Test
    void aLinkToAMessageOnTheThirdPageShowsItAmongItsNeighbours() {
        String address = mailbox(130);
        try (Window window = inbox(Look.DESKTOP, address, 50)) {
            Page page = window.page;
            page.locator(".pager a[rel=next]").click();
            assertThat(page.locator(".range")).hasText("51 to 100 of 130");
            page.locator(".pager a[rel=next]").click();
            assertThat(page.locator(".range")).hasText("101 to 130 of 130");
            row(page, "Letter 20").locator(".msg-link").click();
            assertThat(page.locator("#subject")).hasText("Letter 20");
            String link = page.url();
            page.navigate("about:blank");
            page.navigate(link);
            assertThat(page.locator("#subject")).hasText("Letter 20");
            assertThat(page.locator(".range")).hasText("101 to 130 of 130");
            assertThat(page.locator(".place bdi")).hasText("111 of 130");
            assertThat(row(page, "Letter 20").locator(".msg-link"))
                    .hasAttribute("aria-current", "true");
            window.isCalm();
        }
    }

    @Test
    void whatTheServerRefusesIsTakenBackWithASentence() {
        String address = mailbox(50);
        try (Window window = inbox(Look.DESKTOP, address, 50);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            house.proxy().deny("UID STORE");
            Locator row = row(page, "Letter 25");
            double before = halfWay(page, row);
            quick(row, "flag");
            assertThat(page.locator(".toast.refused")).containsText("refused");
            assertThat(row).not().hasClass(Pattern.compile("flagged"));
            assertThat(page.locator(".msg")).hasCount(50);
            assertThat(scroll(page)).isEqualTo(before);
            assertThat(focused(page).locator(".subject")).hasText("Letter 25");
            page.locator(".toast [data-close]").click();
            assertThat(page.locator(".toast")).hasCount(0);

            row(page, "Letter 26").locator("input").check();
            row.locator("input").check();
            page.locator(".bar [data-act=unseen]").click(); // they are unread already
            assertThat(page.locator(".toast.refused")).containsText("refused");
            assertThat(row).hasClass(Pattern.compile("unread"));
            assertThat(page.locator("[data-count]")).hasText("2 selected");

            house.proxy().deny("UID MOVE");
            page.locator(".bar [data-act=trash]").click();
            assertThat(page.locator(".toast.refused")).containsText("refused");
            assertThat(page.locator(".msg.leaving")).hasCount(0);
            assertThat(page.locator(".msg")).hasCount(50);
            assertThat(imap.count("INBOX")).isEqualTo(50);

            house.proxy().heal();
            page.locator(".bar [data-act=trash]").click();
            assertThat(page.locator(".toast")).containsText("2 messages moved to Bin");
            assertThat(imap.count("INBOX")).isEqualTo(48);
        }
    }

    @Test
    void withoutConnectionActsAreHeldAndComeBack() {
        String address = mailbox(20);
        try (Window window = inbox(Look.DESKTOP, address, 20);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            row(page, "Letter 19").locator(".msg-link").click();
            assertThat(page.locator("#subject")).hasText("Letter 19");
            window.context().setOffline(true);
            assertThat(page.locator("#offline")).isVisible();
            assertThat(page.locator(".acts [data-act=archive]"))
                    .hasAttribute("aria-disabled", "true");
            page.keyboard().press("v");
            page.keyboard().press("e");
            page.locator(".acts .move summary").dispatchEvent("click");
            assertThat(page.locator("details.move[open]")).hasCount(0);
            row(page, "Letter 15").hover();
            row(page, "Letter 15")
                    .locator(".quick [data-act=trash]")
                    .click(new Locator.ClickOptions().setForce(true));
            assertThat(page.locator(".msg.leaving")).hasCount(0);
            assertThat(page.locator(".msg")).hasCount(20);
            row(page, "Letter 15").locator(".msg-link").focus();
            page.keyboard().press("v");
            assertThat(page.locator("details.move[open]")).hasCount(0);
            assertThat(page.locator(".msg input:checked")).hasCount(0);
            assertThat(imap.count("INBOX")).isEqualTo(20);

            window.context().setOffline(false);
            assertThat(page.locator("#offline")).isHidden();
            assertThat(page.locator("[data-act][aria-disabled]")).hasCount(0);
            page.keyboard().press("#");
            assertThat(page.locator(".toast")).containsText("1 message moved to Bin");
            assertThat(row(page, "Letter 15")).hasCount(0);
            assertThat(imap.count("INBOX")).isEqualTo(19);
            page.keyboard().press("v");
            assertThat(page.locator("details.move[open]")).hasCount(1);
        }
    }

    /** After signing out, a page kept alive for going back must not show mail. */
    @Test
    void aPageThatWasKeptAliveIsLoadedAnew() {
        try (Window window = inbox(Look.DESKTOP, mailbox(2), 2)) {
            Page page = window.page;
            page.evaluate("() => { document.body.dataset.mark = 'old'; }");
            page.waitForRequest(
                    request -> request.isNavigationRequest() && request.url().contains("/mail/"),
                    () ->
                            page.evaluate(
                                    "() => window.dispatchEvent(new PageTransitionEvent("
                                            + "'pageshow', { persisted: true }))"));
            assertThat(page.locator("body")).not().hasAttribute("data-mark", "old");
            assertThat(page.locator(".msg")).hasCount(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void nothingJumpsWhileItLoads(int width) {
        String address = mailbox(120);
        Look look = Look.DESKTOP.sized(width, width == 390 ? 844 : 900);
        try (Window window = inbox(look, address, 50)) {
            Page page = window.page;
            slow(window);
            for (String path : List.of("/mail/INBOX", "/mail/INBOX?page=2", "/mail/INBOX/100")) {
                window.open(path);
                page.waitForLoadState();
                assertThat(shift(page)).as(path).isLessThan(0.02);
            }
            window.open("/mail/INBOX");
            page.locator(".pager a[rel=next]").click();
            assertThat(page.locator(".range")).hasText("51 to 100 of 120");
            assertThat(shift(page)).as("paging").isLessThan(0.02);
            page.locator(".msg-link").nth(3).click();
            assertThat(page.frameLocator("iframe.letter-body").locator("body"))
                    .containsText("Dear Ben");
            assertThat(shift(page)).as("opening").isLessThan(0.02);
            window.isCalm();
        }
    }

    /** A weak device on a slow line paints while half of the page is still to come. */
    private static void slow(Window window) {
        CDPSession devtools = window.context().newCDPSession(window.page);
        JsonObject line = new JsonObject();
        line.addProperty("offline", false);
        line.addProperty("latency", 150);
        line.addProperty("downloadThroughput", 200_000);
        line.addProperty("uploadThroughput", 200_000);
        devtools.send("Network.emulateNetworkConditions", line);
        JsonObject processor = new JsonObject();
        processor.addProperty("rate", 6);
        devtools.send("Emulation.setCPUThrottlingRate", processor);
    }

    /**
     * What moved on this page since it began, other than by what somebody did in the half second
     * before; that much is excused only where the browser says so.
     */
    private static double shift(Page page) {
        Object told =
                page.evaluate(
                        """
                        () => new Promise((resolve) => {
                          let sum = 0;
                          const moved = [];
                          new PerformanceObserver((list) => {
                            for (const entry of list.getEntries()) {
                              if (!entry.hadRecentInput) {
                                sum += entry.value;
                                entry.sources.forEach(({ node, previousRect, currentRect }) => {
                                  moved.push((node?.id || node?.className || node?.nodeName) + ' '
                                    + JSON.stringify([previousRect, currentRect]));
                                });
                              }
                            }
                          }).observe({ type: 'layout-shift', buffered: true });
                          requestAnimationFrame(() => requestAnimationFrame(
                            () => setTimeout(() => resolve([String(sum), moved.join('; ')]), 0)));
                        })
                        """);
        List<?> parts = (List<?>) told;
        if (!"".equals(parts.get(1))) {
            System.out.println("moved: " + parts);
        }
        return Double.parseDouble((String) parts.get(0));
    }

    @Test
    void pagesComeAsOneScrolls() {
        String address = mailbox(160);
        try (Window window = inbox(Look.DESKTOP, address, 50)) {
            Page page = window.page;
            endless(window);
            window.open("/mail/INBOX");
            for (int rows : List.of(50, 100, 150)) {
                assertThat(page.locator(".msg").nth(rows - 1)).isAttached();
                page.locator(".msg").nth(rows - 1).scrollIntoViewIfNeeded();
            }
            assertThat(page.locator(".msg")).hasCount(160);
            assertThat(page.locator(".msg .subject").last()).hasText("Letter 1");
            assertThat(page.locator(".pager a[rel=next]")).hasCount(0);
            assertThat(page.locator(".msg-link[tabindex='0']")).hasCount(1);

            // An act far below leaves the reader where he is.
            Locator row = row(page, "Letter 40");
            double before = halfWay(page, row);
            quick(row, "trash");
            assertThat(page.locator(".toast")).containsText("moved to Bin");
            assertThat(page.locator(".msg")).hasCount(159);
            assertThat(row).hasCount(0);
            await().atMost(Duration.ofSeconds(10)).until(() -> scroll(page) == before);
            assertThat(focused(page).locator(".subject")).hasText("Letter 39");
            window.isCalm();
        }
    }

    private static void endless(Window window) {
        window.open("/settings/general");
        window.page.locator("label[for=paging-endless]").click();
        assertThat(window.page.locator(".save [role=status]")).containsText("saved");
    }

    @Test
    void quickChoicesInTheSettingsAllStay() {
        try (Window window = inbox(Look.DESKTOP, mailbox(2), 2)) {
            Page page = window.page;
            window.open("/settings/general");
            page.evaluate(
                    "() => ['theme-DARK', 'density-COMPACT', 'rows-25'].forEach("
                            + "id => document.getElementById(id).click())");
            assertThat(page.locator(".save [role=status]")).containsText("saved");
            assertThat(page.locator("html")).hasAttribute("data-density", "compact");
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> {
                                page.reload();
                                assertThat(page.locator("#theme-DARK").isChecked()).isTrue();
                                assertThat(page.locator("#density-COMPACT").isChecked()).isTrue();
                                assertThat(page.locator("#rows-25").isChecked()).isTrue();
                            });
        }
    }

    @Test
    void ofTwoQuickClicksTheLastCounts() {
        try (Window window = inbox(Look.DESKTOP, mailbox(20), 20)) {
            Page page = window.page;
            house.proxy().delay(ImapProxy.Direction.FROM_SERVER, Duration.ofMillis(200));
            page.evaluate(
                    "() => ['Archive', 'Household'].forEach(name => document.querySelector("
                            + "`#tree a[href$='${name}']`).click())");
            assertThat(page.locator("#list-title")).hasText("Household");
            page.evaluate(
                    """
                    () => {
                      document.querySelector("#tree a[href$='INBOX']").click();
                      const form = document.querySelector('#search');
                      form.elements.q.value = 'subject:letter';
                      form.requestSubmit();
                    }
                    """);
            assertThat(page).hasTitle("Search: subject:letter · Restante");
            assertThat(page.locator("#search input[name=q]")).hasValue("subject:letter");
            assertThat(page.locator("#list-title")).hasText("Household");
            window.isCalm();
        }
    }

    /** What was under way has no page to come to any more; nothing waits for it. */
    @Test
    void goingBackWhileSomethingIsUnderWayLeavesAPageThatWorks() {
        try (Window window = inbox(Look.DESKTOP, mailbox(20), 20)) {
            Page page = window.page;
            page.locator("#tree a[href$=Archive]").click();
            assertThat(page.locator("#list-title")).hasText("Archive");
            page.locator("#tree a[href$=INBOX]").click();
            assertThat(page.locator(".msg")).hasCount(20);
            page.locator(".msg input").first().check();
            house.proxy().delay(ImapProxy.Direction.FROM_SERVER, Duration.ofMillis(200));
            page.evaluate(
                    "() => { document.querySelector('.bar [data-act=flag]').click();"
                            + " history.back(); }");
            assertThat(page.locator("#list-title")).hasText("Archive");
            page.evaluate(
                    "() => { document.querySelector('#tree a[href$=Household]').click();"
                            + " history.back(); }");
            assertThat(page.locator(".msg")).hasCount(20);
            page.locator("#tree a[href$=Household]").click();
            assertThat(page.locator("#list-title")).hasText("Household");
            window.isCalm();
        }
    }

    @Test
    void goingBackToAMessageThatIsGoneSaysSo() {
        String address = mailbox(20);
        try (Window window = inbox(Look.DESKTOP, address, 20);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            row(page, "Letter 15").locator(".msg-link").click();
            assertThat(page.locator("#subject")).hasText("Letter 15");
            String gone = page.url();
            row(page, "Letter 14").locator(".msg-link").click();
            assertThat(page.locator("#subject")).hasText("Letter 14");
            imap.select("INBOX");
            imap.command("UID STORE 15 +FLAGS (\\Deleted)");
            imap.command("EXPUNGE");
            page.goBack();
            assertThat(page.locator(".problem[role=alert]")).isVisible();
            assertThat(page).hasURL(gone);
        }
    }

    @Test
    void keysOfTheListAreHarmlessWhereThereIsNone() {
        try (Window window = inbox(Look.DESKTOP, mailbox(1), 1)) {
            Page page = window.page;
            window.open("/settings/general");
            for (String key : List.of("*", "x", "j", "Shift+J", "e", "v", "z", "u", "Escape")) {
                page.keyboard().press(key);
            }
            window.isCalm();
        }
    }

    @Test
    void comingFromTheSettingsThereIsTheSearchBox() {
        try (Window window = inbox(Look.DESKTOP, mailbox(2), 2)) {
            Page page = window.page;
            window.open("/settings/general");
            page.locator(".settings a.node[href='/mail/INBOX']").click();
            assertThat(page.locator(".msg")).hasCount(2);
            assertThat(page.locator("#search input[name=q]")).isVisible();
            window.isCalm();
        }
    }

    @Test
    void theRowsAreOneStopAndCanBeChosenWithoutSingleKeys() {
        String address = mailbox(20);
        try (Window window = inbox(Look.DESKTOP, address, 20);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            window.open("/settings/general");
            page.locator("#shortcuts").uncheck();
            assertThat(page.locator(".save [role=status]")).containsText("saved");
            window.open("/mail/INBOX");
            assertThat(stops(page)).hasCount(2);
            row(page, "Letter 20").locator("input").focus();
            page.keyboard().press("Space");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowDown");
            assertThat(row(page, "Letter 18").locator("input")).isFocused();
            page.keyboard().press("Space");
            assertThat(page.locator("[data-count]")).hasText("2 selected");
            page.keyboard().press("x");
            assertThat(page.locator("[data-count]")).hasText("2 selected");
            assertThat(page.locator(".msg-link[tabindex='0']")).hasCount(1);
            page.keyboard().press("Tab");
            assertThat(row(page, "Letter 18").locator(".msg-link")).isFocused();
            page.keyboard().press("Tab");
            assertThat(row(page, "Letter 18").locator(".quick [data-act=archive]")).isFocused();
            assertThat(page.locator(".msg:not(:has(:focus)) :is(a, input, button)[tabindex='0']"))
                    .hasCount(0);
            row(page, "Letter 12").hover(); // the pointer takes nothing from under the focus
            assertThat(row(page, "Letter 18").locator(".quick [data-act=archive]")).isFocused();
            for (int i = 0; i < 4; i++) {
                page.keyboard().press("Tab");
            }
            assertThat(page.locator(".rows :focus")).hasCount(0);
            page.keyboard().press("Shift+Tab");
            assertThat(focused(page).locator(".subject")).hasText("Letter 18");
            page.locator(".bar [data-act=seen]").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator(".toast")).containsText("2 messages marked read");
            imap.select("INBOX");
            assertThat(imap.search("SEEN")).hasSize(2);
            assertThat(stops(page)).hasCount(2);
            window.isCalm();
        }
    }

    private static Locator stops(Page page) {
        return page.locator(".rows :is(a, input, button):not([tabindex='-1'])");
    }
}
