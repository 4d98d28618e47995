package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Running;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Setting up another device, as somebody does it who has the telephone in the other hand. */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevicesTests {

    /** What is too low for a finger. */
    private static final String SMALL =
            "[...document.querySelectorAll('#devices :is(button, summary, label, .btn)')]"
                    + ".filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44)"
                    + ".map(e => e.outerHTML)";

    private final Running running = Running.get();
    private final Chromium chromium = new Chromium();
    private final String address = running.withPop().newUser();
    private final String withoutPop = running.houses().getFirst().newUser();

    @AfterAll
    void stop() {
        chromium.close();
    }

    @ParameterizedTest(name = "JavaScript {0}")
    @ValueSource(booleans = {true, false})
    void theAnswersLeadToTheAdviceAndToTheSettings(boolean scripts) {
        try (Window window = devices(look(scripts), address)) {
            Page page = window.page;
            assertThat(page).hasTitle(Pattern.compile("Set up another device"));
            assertThat(advice(page)).containsText("We suggest IMAP.");
            assertThat(value(page, "in-host")).hasText("127.0.0.1");

            answer(page, scripts, "On one computer only");
            assertThat(advice(page)).containsText("even if the computer breaks");
            answer(page, scripts, "No, only on my computer");
            assertThat(advice(page)).containsText("We suggest POP.");
            assertThat(recommended(page)).hasText("POP");
            assertThat(value(page, "in-host")).hasText("pop.pop.example");
            assertThat(value(page, "in-port")).hasText("995");
            assertThat(value(page, "out-port")).hasText("587");
            assertThat(page.locator(".values")).containsText("SMTP, STARTTLS");
            answer(page, scripts, "Yes, nearly full");
            assertThat(advice(page)).containsText("makes room on the server");

            page.getByText("Show the settings for IMAP").click();
            assertThat(value(page, "in-host")).hasText("127.0.0.1");
            assertThat(page.locator(".values")).containsText("IMAP, no encryption");
            assertThat(page.locator("#servers + p")).containsText("only in a network");
            assertThat(recommended(page)).hasText("POP");

            answer(page, scripts, "On several devices, here too");
            assertThat(advice(page)).containsText("take the mail away from all others");
            assertThat(recommended(page)).hasText("IMAP");
            window.isCalm();
        }
    }

    @Test
    void theKeyboardKeepsItsPlaceAndBackLeavesThePageAtOnce() {
        try (Window window = devices(Look.DESKTOP, address)) {
            Page page = window.page;
            window.open("/settings/general");
            page.locator("nav.folders a[href='/devices']").click();
            page.locator("#where-many").focus();
            page.keyboard().press("ArrowRight");
            assertThat(advice(page)).containsText("even if the computer breaks");
            assertThat(page.locator("#where-one")).isFocused();
            page.keyboard().press("Tab");
            page.keyboard().press("ArrowRight");
            assertThat(advice(page)).containsText("We suggest POP.");
            assertThat(page.locator("#keep-no")).isFocused();
            assertThat(page).hasURL(Pattern.compile("keep=no"));

            page.goBack();
            assertThat(page).hasURL(Pattern.compile("/settings/general$"));
            window.isCalm();
        }
    }

    @Test
    void whoAnswersFasterThanTheServerLosesNoAnswer() {
        try (Window window = devices(Look.DESKTOP, address)) {
            Page page = window.page;
            List<Route> held = new CopyOnWriteArrayList<>();
            page.route(
                    Pattern.compile("where=one"),
                    route -> {
                        if (held.isEmpty()) {
                            held.add(route);
                        } else {
                            route.resume();
                        }
                    });
            page.waitForRequest(
                    Pattern.compile("where=one"), () -> answer(page, true, "On one computer only"));
            answer(page, true, "No, only on my computer");

            assertThat(advice(page)).containsText("We suggest POP.");
            assertThat(page.locator("#where-one")).isChecked();
            assertThat(page.locator("#keep-no")).isChecked();
        }
    }

    @Test
    void everyValueArrivesInTheClipboard() {
        try (Window window = devices(Look.DESKTOP, address)) {
            Page page = window.page;
            window.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            window.open("/devices?protocol=pop");
            List<String> expected =
                    List.of("pop.pop.example", "995", "smtp.pop.example", "587", address);
            List<Locator> buttons = page.locator(".values button").all();
            assertThat(buttons).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                buttons.get(i).click();
                assertThat(page.locator("[role=status][data-copied]"))
                        .hasText("Copied: " + expected.get(i));
                assertThat(page.evaluate("navigator.clipboard.readText()"))
                        .isEqualTo(expected.get(i));
            }
            assertThat(buttons.getFirst()).hasAttribute("aria-label", "Copy: Incoming server");

            page.locator("label[for=where-one]").click(); // swaps the page; its buttons wake again
            assertThat(advice(page)).containsText("even if the computer breaks");
            page.locator(".values button").last().click();
            assertThat(page.locator("[role=status][data-copied]")).hasText("Copied: " + address);
            window.isCalm();
        }
    }

    @Test
    void whereCopyingIsNotAllowedTheValueIsSelected() {
        try (Window window = devices(Look.DESKTOP, address)) {
            Page page = window.page;
            page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})");
            page.locator(".values button").last().click();

            assertThat(page.locator("[role=status][data-copied]"))
                    .containsText("does not allow copying");
            assertThat(page.evaluate("getSelection().toString()")).isEqualTo(address);
            assertThat(page.locator(".values button.done")).hasCount(0);
            window.isCalm();
        }
    }

    @Test
    void withoutScriptsNoButtonIsThereThatDoesNothing() {
        try (Window window = devices(look(false), address)) {
            assertThat(window.page.locator(".values dd")).hasCount(6);
            assertThat(window.page.locator(".values button").first()).isHidden();
            assertThat(window.page.getByText("Show what suits me")).isVisible();
            window.page.locator("#guide-thunderbird summary").click();
            assertThat(window.page.locator("#guide-thunderbird li").nth(2)).isVisible();
        }
        try (Window window = devices(Look.DESKTOP, address)) {
            assertThat(window.page.getByText("Show what suits me")).isHidden();
        }
    }

    @Test
    void aDomainWithoutPopOffersNone() {
        try (Window window = devices(Look.DESKTOP, withoutPop)) {
            Page page = window.page;
            assertThat(page.getByText("Your mail provider offers no POP here.")).isVisible();
            answer(page, true, "On one computer only");
            answer(page, true, "No, only on my computer");
            assertThat(advice(page)).containsText("offers none here");
            assertThat(page.getByText("Show the settings for POP")).hasCount(0);
            window.isCalm();
        }
    }

    static Stream<Look> looks() {
        return Stream.of(
                        Look.DESKTOP,
                        Look.DESKTOP.sized(390, 844),
                        Look.DESKTOP.sized(320, 640).in("de-DE"))
                .flatMap(look -> Stream.of(look, look.inDark()));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void nothingBreaksARuleOrScrollsWhereItShouldNot(Look look) {
        try (Window window = devices(look, address)) {
            window.open("/devices?where=one&keep=no");
            Page page = window.page;
            page.locator("details.steps summary").all().forEach(Locator::click);
            page.evaluate("document.querySelector('h1').scrollIntoView()");
            shot(page, look, "top");
            page.evaluate("document.querySelector('#servers').scrollIntoView()");
            shot(page, look, "servers");
            assertThat(
                            Axe.violations(page, Axe.WCAG_AND_BEST_PRACTICE).stream()
                                    .map(rule -> rule.getId() + " " + rule.getNodes()))
                    .isEmpty();
            assertThat(
                            page.evaluate(
                                    "(({scrollWidth, scrollHeight}) => scrollWidth <= innerWidth &&"
                                            + " scrollHeight <= innerHeight)(document.scrollingElement)"))
                    .isEqualTo(true);
            if (look.width() < 600) {
                assertThat(page.evaluate(SMALL)).isEqualTo(List.of());
            }
            window.isCalm();
        }
    }

    @Test
    void onPaperAllStepsAreOpenAndTheQuestionsAreGone() {
        try (Window window = devices(Look.DESKTOP, address)) {
            Page page = window.page;
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

            assertThat(page.locator("#guide-outlook li").first()).isVisible();
            assertThat(value(page, "user")).isVisible();
            assertThat(page.locator("#advice")).isHidden();
            assertThat(page.locator("nav.folders")).isHidden();
            assertThat(page.locator(".values button").first()).isHidden();
            shot(page, Look.DESKTOP, "print");
        }
    }

    private Window devices(Look look, String who) {
        Window window = chromium.window(look);
        window.enter(who);
        assertThat(window.page).hasURL(Pattern.compile("/mail/"));
        window.open("/devices");
        return window;
    }

    private static Look look(boolean scripts) {
        return scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
    }

    private static void answer(Page page, boolean scripts, String answer) {
        page.locator("#devices label").getByText(answer).click();
        if (!scripts) {
            page.getByText("Show what suits me").click();
        }
    }

    private static Locator advice(Page page) {
        return page.locator("#advice");
    }

    private static Locator value(Page page, String id) {
        return page.locator("#value-" + id);
    }

    private static Locator recommended(Page page) {
        return page.locator(".protocol:has(.badge-soft) h3 > span:first-child");
    }

    private static void shot(Page page, Look look, String name) {
        String folder = System.getProperty("shots");
        if (folder != null) {
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setPath(
                                    Path.of(
                                            folder,
                                            name
                                                    + look.width()
                                                    + look.dark()
                                                    + look.language()
                                                    + ".png")));
        }
    }
}
