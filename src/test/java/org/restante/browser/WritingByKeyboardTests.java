package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.FileChooser;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** From the inbox to the sent message and back without a pointer: every step is a key. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class WritingByKeyboardTests extends WritingDesk {

    /** Tabs on until that has the focus; everything that can be pressed is on the way. */
    private static void tabTo(Page page, Locator target, String key) {
        for (int i = 0; i < 60; i++) {
            if ((Boolean) target.evaluate("one => one === document.activeElement")) {
                return;
            }
            page.keyboard().press(key);
            assertThat((Boolean) page.evaluate("document.activeElement !== document.body"))
                    .as("the focus is somewhere")
                    .isTrue();
        }
        throw new AssertionError("not reached by " + key + ": " + target);
    }

    /** What has the focus shows it. */
    private static void isSeen(Page page) {
        assertThat(
                        (Boolean)
                                page.evaluate(
                                        "() => { const style = getComputedStyle(document.activeElement);"
                                                + " return document.activeElement.matches(':focus-visible')"
                                                + " && (style.outlineStyle !== 'none'"
                                                + " || style.boxShadow !== 'none'); }"))
                .as("the focus can be seen")
                .isTrue();
    }

    @Test
    void aMessageIsWrittenSentTakenBackAndAnswered() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Keyboard keys = page.keyboard();
            Locator composer = page.locator("form.composer");
            Locator body = composer.locator(".ed-body");

            keys.press("c");
            assertThat(body).isVisible();
            keys.type("ann@elsewhere.example,ben@elsewhere");
            keys.press("Tab");
            assertThat(composer.locator(".chip")).hasCount(2);
            assertThat(composer.locator(".chip.bad")).hasCount(1);
            // the second is wrong, and comes back to be put right
            keys.press("Shift+Tab");
            keys.press("Backspace");
            isSeen(page);
            keys.press("Enter");
            keys.press("End");
            keys.type(".example");
            keys.press("Enter");
            assertThat(composer.locator(".chip.bad")).hasCount(0);

            tabTo(page, composer.locator("[name=subject]"), "Tab");
            keys.type("by-keyboard");
            tabTo(page, body, "Tab");
            keys.type("Dear both, ");
            keys.press("Control+b");
            keys.type("soon");
            keys.press("Alt+F10");
            isSeen(page);
            keys.press("ArrowRight");
            keys.press("Tab");
            tabTo(page, body, "Tab");
            isSaved(composer);

            // a file
            tabTo(page, composer.locator("[data-file]"), "Tab");
            FileChooser chooser = page.waitForFileChooser(() -> keys.press("Space"));
            chooser.setFiles(new FilePayload("plan.txt", "text/plain", "plan".getBytes()));
            assertThat(composer.locator(".file-name")).hasText("plan.txt");

            tabTo(page, body, "Shift+Tab");
            keys.press("Control+Enter");
            assertThat(page.locator(".toast")).containsText("Sending “by-keyboard”");
            keys.press("z");
            assertThat(composer.locator("[name=subject]")).hasValue("by-keyboard");
            assertThat(composer.locator(".file-name")).hasText("plan.txt");
            assertThat(body).isFocused();
            keys.press("Control+Enter");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sent("by-keyboard")).hasSize(1));
            assertThat(sent("by-keyboard").getFirst().recipients())
                    .containsExactlyInAnyOrder("ann@elsewhere.example", "ben@elsewhere.example");
            assertThat(sent("by-keyboard").getFirst().text())
                    .contains("<strong>soon</strong>", "plan.txt");

            // an answer, and away from it
            tabTo(page, page.locator(".msg-link").first(), "Tab");
            keys.press("Enter");
            assertThat(page.locator("#subject")).isVisible();
            keys.press("r");
            assertThat(body).isFocused();
            keys.type("Thank you");
            keys.press("Escape");
            assertThat(composer).hasCount(0);
            assertThat(messages(address, "Drafts"))
                    .singleElement()
                    .asString()
                    .contains("Thank you");
            assertThat((Boolean) page.evaluate("document.activeElement !== document.body"))
                    .isTrue();
            window.isCalm();
        }
    }
}
