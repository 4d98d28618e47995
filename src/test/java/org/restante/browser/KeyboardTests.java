package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** The mail page by keys alone, and what follows a user's preferences. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class KeyboardTests {
    private final House house = Running.get().dovecot();

    private String mailbox(int letters) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(letters));
            imap.createIfAbsent("Archive");
        }
        return address;
    }

    private static Locator focused(Page page) {
        return page.locator(".msg:has(.msg-link:focus)");
    }

    @Test
    void keysWalkChooseFileAndTakeBack() {
        String address = mailbox(8);
        try (Chromium chromium = new Chromium();
                Window window = chromium.window(Look.DESKTOP);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            window.signIn(address, Running.PASSWORD);
            assertThat(page.locator(".msg")).hasCount(8);
            assertThat(page.locator(".msg-link[tabindex='0']")).hasCount(1);
            String first = page.locator(".msg").nth(0).getAttribute("id");
            String second = page.locator(".msg").nth(1).getAttribute("id");
            page.keyboard().press("j");
            assertThat(focused(page)).hasId(first);
            page.keyboard().press("j");
            assertThat(focused(page)).hasId(second);
            page.keyboard().press("k");
            assertThat(focused(page)).hasId(first);

            page.keyboard().press("x");
            page.keyboard().press("Shift+J");
            assertThat(page.locator(".msg input[name=uid]:checked")).hasCount(2);
            page.keyboard().press("Escape");
            assertThat(page.locator(".msg input[name=uid]:checked")).hasCount(0);

            page.locator("#" + first + " .msg-link").focus();
            page.keyboard().press("#");
            assertThat(page.locator(".toast")).containsText("1 message moved to Bin");
            assertThat(page.locator("#" + first)).hasCount(0);
            assertThat(focused(page)).hasId(second);
            assertThat(imap.count("INBOX")).isEqualTo(7);
            page.keyboard().press("z");
            assertThat(page.locator(".msg")).hasCount(8);
            assertThat(imap.count("INBOX")).isEqualTo(8);

            page.keyboard().press("?");
            assertThat(page.locator("#help")).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.locator("#help")).isHidden();
            page.keyboard().press("/");
            assertThat(page.locator("#search input[name=q]")).isFocused();
            page.keyboard().type("xj#");
            assertThat(page.locator("#search input[name=q]")).hasValue("xj#");
            assertThat(page.locator(".msg")).hasCount(8);
            page.locator("#" + second + " .msg-link").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#subject")).isVisible();
            page.keyboard().press("g");
            page.keyboard().press("a");
            assertThat(page.locator("#list-title")).hasText("Archive");
            window.isCalm();
        }
    }

    @Test
    void preferencesShowAtOnceAndInEveryBrowser() {
        String address = mailbox(70);
        try (Chromium chromium = new Chromium();
                Window window = chromium.window(Look.DESKTOP);
                Window other = chromium.window(Look.DESKTOP.withoutScripts())) {
            Page page = window.page;
            window.signIn(address, Running.PASSWORD);
            assertThat(page.locator(".msg")).hasCount(50);
            window.open("/settings/general");
            choose(page, "theme-DARK");
            choose(page, "density-COMPACT");
            choose(page, "rows-25");
            choose(page, "paging-endless");
            window.open("/mail/INBOX");
            assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(page.locator("html")).hasAttribute("data-density", "compact");
            assertThat(page.locator(".msg").nth(24)).isAttached();
            page.locator(".msg").nth(24).scrollIntoViewIfNeeded();
            assertThat(page.locator(".msg").nth(49)).isAttached();
            page.locator(".msg").nth(49).scrollIntoViewIfNeeded();
            assertThat(page.locator(".msg")).hasCount(70);
            window.isCalm();

            other.signIn(address, Running.PASSWORD);
            assertThat(other.page.locator("html")).hasAttribute("data-theme", "dark");
            assertThat(other.page.locator(".msg")).hasCount(25);
            other.open("/settings/general");
            other.page.locator("#language").selectOption("de");
            other.page.locator(".save button").click();
            assertThat(other.page.locator("h1")).hasText("Allgemein");
            window.open("/mail/INBOX");
            assertThat(page.locator("#list-title")).hasText("Posteingang");
        }
    }

    private static void choose(Page page, String id) {
        page.waitForResponse(
                response -> response.request().method().equals("POST"),
                () -> page.locator("label[for=" + id + "]").click());
        assertThat(page.locator(".save [role=status]")).containsText("saved");
        assertThat(page.locator("#" + id)).isChecked();
    }
}
