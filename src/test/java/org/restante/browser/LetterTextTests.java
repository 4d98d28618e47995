package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Rich and plain texts, and pictures in them, from the composer to the wire and back. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class LetterTextTests extends WritingDesk {

    private static final String RELATED =
            "(?s).*multipart/alternative.*multipart/related.*<img[^>]+cid:picture\\..*"
                    + "Content-ID: <picture\\..*Content-Disposition: inline.*";

    private static byte[] png() {
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", octets);
            return octets.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Folded lines put together and soft line ends taken out. */
    private static String unfolded(String message) {
        return message.replace("=\r\n", "").replace("=3D", "=");
    }

    private String draft(String address) {
        return unfolded(String.join("", messages(address, "Drafts")));
    }

    private static boolean isDrawn(Locator picture) {
        return (Boolean) picture.evaluate("img => img.complete && img.naturalWidth === 40");
    }

    @Test
    void aPictureInTheTextGoesWithItAndComesBackWithUndo() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("with-picture");
            composer.locator("[contenteditable]").click();
            page.keyboard().type("See: ");
            composer.locator("[data-image-file]")
                    .setInputFiles(new FilePayload("plan.png", "image/png", png()));
            Locator picture = composer.locator("[contenteditable] img[data-cid]");
            assertThat(picture).hasAttribute("alt", "plan");
            await().until(() -> isDrawn(picture));
            await().untilAsserted(() -> assertThat(draft(address)).matches(RELATED));
            assertThat(composer.locator(".file:visible")).hasCount(0);

            // out of the text, saved so, and in again
            composer.locator(".ed-body").press("Backspace");
            assertThat(picture).hasCount(0);
            await().untilAsserted(() -> assertThat(draft(address)).doesNotContain("<img"));
            composer.locator(".ed-body").press("Control+z");
            await().until(() -> isDrawn(picture));
            await().untilAsserted(() -> assertThat(draft(address)).matches(RELATED));

            // as it is opened again, on this device or another
            composer.locator("[data-leave]").click();
            assertThat(page.locator("form.composer")).hasCount(0);
            window.open("/mail/Drafts");
            page.locator(".msg-link").first().click();
            Locator reopened = page.locator("form.composer");
            await().until(() -> isDrawn(reopened.locator("[contenteditable] img[data-cid]")));
            reopened.locator("[data-send]").click();
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(sent("with-picture")).hasSize(1));
            assertThat(unfolded(sent("with-picture").getFirst().text()))
                    .matches(RELATED)
                    .doesNotContain("/drafts/")
                    .doesNotContain("multipart/mixed");
            window.isCalm();
        }
    }

    @Test
    void aPictureThatWasTakenOutIsNotSent() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("without-picture");
            composer.locator("[contenteditable]").click();
            page.keyboard().type("Words ");
            composer.locator("[data-image-file]")
                    .setInputFiles(new FilePayload("secret.png", "image/png", png()));
            assertThat(composer.locator("[contenteditable] img[data-cid]")).isVisible();
            composer.locator(".ed-body").press("Backspace");
            composer.locator("[data-send]").click();
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(sent("without-picture")).hasSize(1));
            assertThat(sent("without-picture").getFirst().text())
                    .contains("Words")
                    .doesNotContain("secret.png");
        }
    }

    @Test
    void plainTextStaysPlainAndCanBecomeRichAgain() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("plain-letter");
            composer.locator("[contenteditable]").click();
            page.keyboard().press("Control+b");
            page.keyboard().type("Bold words");
            composer.locator("[data-action=plain]").click();
            assertThat(composer.locator("[name=text]")).hasValue("Bold words\n");
            composer.locator("[name=text]").fill("Plain words\n  kept as they stand\n");
            await().untilAsserted(
                            () ->
                                    assertThat(draft(address))
                                            .contains("Plain words\r\n  kept as they stand")
                                            .doesNotContain("text/html"));
            composer.locator("[data-leave]").click();
            assertThat(page.locator("form.composer")).hasCount(0);

            window.open("/mail/Drafts");
            page.locator(".msg-link").first().click();
            Locator reopened = page.locator("form.composer");
            Locator plain = reopened.locator("[data-action=plain]");
            assertThat(plain).hasAttribute("aria-pressed", "true");
            assertThat(reopened.locator("[name=text]")).isFocused();
            assertThat(reopened.locator("[name=text]"))
                    .hasValue("Plain words\n  kept as they stand\n");
            plain.click();
            assertThat(reopened.locator("[contenteditable]")).containsText("Plain words");
            await().untilAsserted(
                            () -> assertThat(draft(address)).contains("text/html", "Plain words"));
            reopened.locator("[data-send]").click();
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(sent("plain-letter")).hasSize(1));
            window.isCalm();
        }
    }
}
