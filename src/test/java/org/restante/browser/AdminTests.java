package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** The administrator's pages in a real browser, on real servers. */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTests {

    private final Running running = Running.get();
    private final House house = running.houses().getLast();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    private void fill(Page page, String domain) {
        page.locator("#domain").fill(domain);
        page.locator("#imapHost").fill(house.server().host());
        page.locator("#imapPort").fill("" + house.server().imapPort());
        page.locator("#imapTls").selectOption("PLAIN");
        page.locator("#smtpHost").fill(house.server().host());
        page.locator("#smtpPort").fill("1");
        page.locator("#smtpTls").selectOption("PLAIN");
    }

    static Stream<Look> ways() {
        return Stream.of(
                Look.DESKTOP,
                Look.DESKTOP.withoutScripts(),
                Look.DESKTOP.sized(390, 844).in("de-DE"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aDomainIsTestedAddedPausedAndRemoved(Look look) {
        try (Window window = chromium.window(look)) {
            Administrator.signIn(window);
            Page page = window.page;
            window.open("/admin/new-domain");
            fill(page, "new.example");
            page.locator("summary").click();
            page.locator("#testAddress").fill("somebody@new.example");
            page.locator("#testPassword").fill("wrong-for-the-test");
            page.locator("button[formaction$=domain-test]").click();
            Locator report = page.locator(".admin-report");
            assertThat(report.locator("section").first().locator("li")).hasCount(6);
            assertThat(report.locator("section").first().locator("li.failed")).hasCount(1);
            assertThat(report.locator("section").nth(1).locator("li.skipped")).hasCount(4);
            assertThat(page.locator("#imapPort")).hasValue("" + house.server().imapPort());
            assertThat(page.locator("#testPassword")).hasValue("");
            shoot(page, look, "test");

            page.locator(".admin-domain button[type=submit]").first().click();
            assertThat(page.locator("[role=status]")).isVisible();
            assertThat(page).hasURL(running.url() + "/admin/domains/new.example?saved=");
            page.locator("button[formaction$=pause]").click();
            assertThat(page.locator("button[formaction$=resumption]")).isVisible();
            page.locator("a[href$=removal]").click();
            shoot(page, look, "question");
            page.locator("button.danger").click();
            assertThat(page.locator("[role=status]")).isVisible();
            assertThat(page.locator(".admin-list")).not().containsText("new.example");
            window.isCalm();
        }
    }

    @Test
    void anEndedSessionIsSignedOutInTheUsersBrowser() {
        String address = house.newUser();
        try (Window user = chromium.window(Look.DESKTOP);
                Window window = chromium.window(Look.DESKTOP)) {
            user.signIn(address, Running.PASSWORD);
            assertThat(user.page.locator("#list")).isVisible();
            assertThat(user.page.locator("#live[data-watch=live]")).isVisible();
            Administrator.signIn(window);
            window.open("/admin/sessions?q=" + address);
            Locator row = window.page.locator("tbody tr");
            assertThat(row).hasCount(1);
            assertThat(row).containsText("Chrome on Linux");
            assertThat(row).containsText("Now");
            row.locator("button[name=session]").click();
            assertThat(window.page.locator("tbody tr")).hasCount(0);
            assertThat(running.sessions(address)).isZero();
            // at once, and without a click
            assertThat(user.page.locator("#password")).isVisible();
            window.isCalm();
        }
    }

    static Stream<Look> looks() {
        // Every width and every colour, though not each with each.
        return Stream.of(Look.DESKTOP, Look.DESKTOP.sized(320, 640).inDark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void noPageBreaksARule(Look look) {
        List<String> wrong = new ArrayList<>();
        String address = house.newUser();
        try (Window user = chromium.window(Look.DESKTOP);
                Window window = chromium.window(look)) {
            user.signIn(address, Running.PASSWORD);
            window.open("/admin/sign-in");
            check("sign-in", window.page, look, wrong);
            Administrator.signIn(window);
            check("domains", window.page, look, wrong);
            for (String page :
                    List.of(
                            "/admin/new-domain",
                            "/admin/domains/" + running.houses().getLast().domain(),
                            "/admin/sessions",
                            "/admin/sessions?q=nobody",
                            "/admin/administrators",
                            "/admin/password")) {
                window.open(page);
                check(page.replaceAll("\\W+", "-"), window.page, look, wrong);
            }
            window.open("/admin/new-domain");
            window.page.locator("#imapPort").fill("x");
            window.page.locator(".admin-domain button[type=submit]").first().click();
            assertThat(window.page.locator(".mistake").first()).isVisible();
            check("mistakes", window.page, look, wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private static void check(String name, Page page, Look look, List<String> wrong) {
        shoot(page, look, name);
        Axe.violations(page, Axe.WCAG_AND_BEST_PRACTICE)
                .forEach(
                        rule ->
                                wrong.add(
                                        name
                                                + ": "
                                                + rule.getId()
                                                + " at "
                                                + rule.getNodes().stream()
                                                        .limit(3)
                                                        .map(node -> node.getHtml())
                                                        .toList()));
        Object wide = page.evaluate("() => document.scrollingElement.scrollWidth > innerWidth");
        if (Boolean.TRUE.equals(wide)) {
            wrong.add(name + " scrolls sideways");
        }
    }

    /** Where somebody wants to look at them: {@code -Drestante.screenshots=folder}. */
    private static void shoot(Page page, Look look, String name) {
        String folder = System.getProperty("restante.screenshots");
        if (folder != null) {
            String file =
                    "admin-%s-%d%s%s-%s.png"
                            .formatted(
                                    name,
                                    look.width(),
                                    look.dark() ? "-dark" : "",
                                    look.scripts() ? "" : "-nojs",
                                    look.language());
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of(folder).resolve(file)));
        }
    }
}
