package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** The theme that somebody chose counts more than the device's, in the message's frame too. */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThemeTests {

    private static final String DARK = "rgb(20, 27, 26)";
    private static final String LIGHT = "rgb(255, 255, 255)";

    private final Running running = Running.get();
    private final House house = running.houses().getFirst();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    @ParameterizedTest(name = "device dark {0}, JavaScript {1}")
    @CsvSource({"false, true", "false, false", "true, true", "true, false"})
    void pageAndMessageFollowTheChoiceAndNotTheDevice(boolean darkDevice, boolean scripts) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(1));
        }
        Look look = darkDevice ? Look.DESKTOP.inDark() : Look.DESKTOP;
        try (Window window = chromium.window(scripts ? look : look.withoutScripts())) {
            Page page = window.page;
            window.signIn(address, Running.PASSWORD);
            assertThat(page.locator(".msg")).hasCount(1);
            assertThat(colours(window)).isEqualTo(darkDevice ? dark() : light());

            choose(window, darkDevice ? "LIGHT" : "DARK", scripts);
            assertThat(colours(window)).isEqualTo(darkDevice ? light() : dark());

            choose(window, "AUTOMATIC", scripts);
            assertThat(colours(window)).isEqualTo(darkDevice ? dark() : light());
            window.isCalm();
        }
    }

    private static void choose(Window window, String theme, boolean scripts) {
        window.open("/settings/general");
        Page page = window.page;
        page.locator("label[for=theme-" + theme + "]").click();
        if (!scripts) {
            page.locator(".save button").click();
        }
        assertThat(page.locator(".save [role=status]")).containsText("All changes saved");
    }

    /** Of the sheet and of the message's own document. */
    private static List<String> colours(Window window) {
        window.open("/mail/INBOX/1");
        Locator body = window.page.frameLocator("#reader iframe").locator("html");
        assertThat(body).isAttached();
        return List.of(background(window.page.locator(".sheet")), background(body));
    }

    private static String background(Locator element) {
        return (String) element.evaluate("e => getComputedStyle(e).backgroundColor");
    }

    private static List<String> dark() {
        return List.of(DARK, DARK);
    }

    private static List<String> light() {
        return List.of(LIGHT, LIGHT);
    }
}
