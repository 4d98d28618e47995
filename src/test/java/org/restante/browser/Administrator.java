package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.restante.browser.Chromium.Window;
import org.restante.journey.Running;

/** The one administrator of all browser tests, made by the link in the log when first needed. */
final class Administrator {

    static final String NAME = "Ruth Adeyemi";
    static final String PASSWORD = "nine patient herons at dawn";

    private static boolean there;

    private Administrator() {}

    static boolean isThere() {
        return there;
    }

    static void signIn(Window window) {
        Running running = Running.get();
        if (there) {
            window.open("/admin");
        } else {
            there = true;
            window.open(running.invitation());
            window.page.locator("#username").fill(NAME);
            window.page.locator("#password").fill(PASSWORD);
            window.page.locator("#repeated").fill(PASSWORD);
            window.page.locator("button[type=submit]").click();
        }
        window.page.locator("#username").fill(NAME);
        window.page.locator("#password").fill(PASSWORD);
        window.page.locator("main button[type=submit]").click();
        assertThat(window.page.locator("h1")).isVisible();
        assertThat(window.page).hasURL(running.url() + "/admin/domains");
    }
}
