package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Running;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Writing and sending as people do it, looked at from a raw IMAP client and from the way out. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class ComposeTests extends WritingDesk {

    @Test
    void writtenSavedAttachedSentAndFiled() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=to]").fill("Ann <ann@elsewhere.example>");
            composer.locator("[name=subject]").fill("whole-way");
            composer.locator("[contenteditable]").click();
            page.keyboard().type("Dear Ann, ");
            page.keyboard().press("Control+b");
            page.keyboard().type("bold");
            isSaved(composer);
            assertThat(messages(address, "Drafts")).hasSize(1);
            assertThat(messages(address, "Drafts").getFirst()).contains("<strong>bold</strong>");

            byte[] octets = new byte[3_000_000];
            new Random(3).nextBytes(octets);
            composer.locator("[data-file]")
                    .setInputFiles(
                            new FilePayload[] {
                                new FilePayload("Prüfung \"1\".pdf", "application/pdf", octets),
                                new FilePayload("b.txt", "text/plain", "b".getBytes())
                            });
            assertThat(composer.locator(".file:not(.uploading)")).hasCount(2);
            assertThat(composer.locator(".file-name").first()).hasText("Prüfung \"1\".pdf");
            page.keyboard().type(" and more");
            await().untilAsserted(
                            () ->
                                    assertThat(messages(address, "Drafts"))
                                            .singleElement()
                                            .asString()
                                            .contains("and more"));
            composer.locator("[contenteditable]").click();
            page.keyboard().press("Control+Enter");
            assertThat(page.locator(".toast")).containsText("Sending “whole-way”");
            assertThat(page.locator("form.composer")).hasCount(0);
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(sent("whole-way")).hasSize(1));
            await().untilAsserted(() -> assertThat(messages(address, "Sent")).hasSize(1));
            assertThat(messages(address, "Drafts")).isEmpty();
            window.isCalm();
        }
    }

    @Test
    void whatIsTakenBackInTimeIsNotSentAndOpensAgain() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("taken-back");
            composer.locator("[contenteditable]").click();
            page.keyboard().type("wait");
            composer.locator("[data-send]").click();
            page.locator(".toast [data-undo]").click();
            assertThat(page.locator("form.composer [name=subject]")).hasValue("taken-back");
            assertThat(page.locator("form.composer [contenteditable]")).containsText("wait");
            page.waitForTimeout(4_000); // longer than it would have waited
            assertThat(sent("taken-back")).isEmpty();
            assertThat(messages(address, "Drafts")).hasSize(1);
            window.isCalm();
        }
    }

    @Test
    void recipientsAreCompletedFromTheAddressBook() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            window.open("/contacts/new?name=Marta+Oliveira&email=marta@elsewhere.example");
            page.locator("main form button[type=submit], main form button.primary").first().click();
            window.open("/mail/INBOX");
            Locator composer = write(page);
            Locator to = composer.locator(".chips-entry").first();
            to.fill("ann@elsewhere.example, ");
            to.pressSequentially("oliv");
            assertThat(composer.locator(".completion li").first()).containsText("Marta Oliveira");
            assertThat(to).hasAttribute("aria-expanded", "true");
            page.keyboard().press("Enter");
            assertThat(composer.locator("[name=to]"))
                    .hasValue("ann@elsewhere.example, Marta Oliveira <marta@elsewhere.example>");
            isSaved(composer);
            window.isCalm();
        }
    }

    @Test
    void whatWasRefusedIsSaidOnThePageAndInTheOutbox() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=to]").fill("reject@elsewhere.example");
            composer.locator("[name=subject]").fill("refused-letter");
            composer.locator("[data-send]").click();
            assertThat(page.locator(".toast")).containsText("Sending");
            page.locator(".toast a:has-text('See why')").waitFor();
            page.reload();
            Locator strip = page.locator(".app > .strip");
            assertThat(strip).containsText("A message was not sent");
            strip.locator("a").click();
            assertThat(page.locator("#outbox")).containsText("refused a recipient");
            page.locator("#outbox button").first().click();
            assertThat(page.locator("form.composer [name=subject]")).hasValue("refused-letter");
            assertThat(messages(address, "Drafts")).hasSize(1);
        }
    }

    @Test
    void closingTheBrowserSendsIt() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Locator composer = write(window.page);
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("closed-away");
            composer.locator("[data-send]").click();
            assertThat(window.page.locator(".toast")).containsText("closed-away");
        }
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(sent("closed-away")).hasSize(1));
    }

    @Test
    void twoPagesOfOneDraftOverwriteNothing() {
        String address = user();
        try (Window one = inbox(Look.DESKTOP, address);
                Window two = inbox(Look.DESKTOP, address)) {
            Locator first = write(one.page);
            first.locator("[name=subject]").fill("two-pages");
            isSaved(first);
            two.open("/mail/Drafts");
            two.page.locator(".msg-link").first().click();
            Locator second = two.page.locator("form.composer");
            assertThat(second.locator("[name=subject]")).hasValue("two-pages");
            second.locator("[name=subject]").fill("two-pages by the second");
            isSaved(second);

            first.locator("[name=subject]").fill("two-pages by the first");
            assertThat(first.locator("[data-troubles]")).containsText("Nothing was overwritten");
            assertThat(first.locator("[name=subject]")).hasValue("two-pages by the first");
            first.locator("[data-troubles] button[data-choice='']").click();
            isSaved(first);
            await().untilAsserted(
                            () ->
                                    assertThat(messages(address, "Drafts"))
                                            .hasSize(2)
                                            .anyMatch(mail -> mail.contains("by the first"))
                                            .anyMatch(mail -> mail.contains("by the second")));
        }
    }

    @Test
    void aSessionThatEndsWhileWritingCostsNothing() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=subject]").fill("signed-out");
            isSaved(composer);
            Running.get()
                    .update("DELETE FROM spring_session WHERE principal_name = '" + address + "'");
            composer.locator("[contenteditable]").click();
            page.keyboard().type("still here");
            Locator dialog = page.locator("dialog.signed-out");
            assertThat(dialog).isVisible();
            assertThat(composer.locator("[contenteditable]")).hasText("still here");
            dialog.locator("[name=password]").fill(Running.PASSWORD);
            dialog.locator("button[type=submit]").click();
            assertThat(dialog).hasCount(0);
            await().untilAsserted(
                            () ->
                                    assertThat(messages(address, "Drafts"))
                                            .singleElement()
                                            .asString()
                                            .contains("still here"));
        }
    }

    @Test
    void aSessionThatEndsWhileWritingCostsNothingWithoutScriptsEither() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP.withoutScripts(), address)) {
            Page page = window.page;
            window.open("/compose");
            Locator composer = page.locator("form.composer");
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("late");
            composer.locator("textarea").fill("All that I wrote, <b>\n");
            Running.get()
                    .update("DELETE FROM spring_session WHERE principal_name = '" + address + "'");
            composer.locator("[data-save]").click();
            assertThat(page.locator("h1")).hasText("Not saved yet, and nothing is lost");
            assertThat(page.locator("[name=text]"))
                    .hasValue(Pattern.compile("All that I wrote, <b>\\s*"));
            Page other = page.context().waitForPage(() -> page.locator("main a").click());
            other.locator("[name=username]").fill(address);
            other.locator("[name=password]").fill(Running.PASSWORD);
            other.locator("button.primary").click();
            assertThat(other.locator(".msg")).hasCount(3);
            page.locator("button.primary").click();
            assertThat(page.locator("[role=alert]")).containsText("You are signed in again");
            page.locator("button.primary").click();
            assertThat(composer.locator("[name=subject]")).hasValue("late");
            assertThat(messages(address, "Drafts"))
                    .singleElement()
                    .asString()
                    .contains("All that I wrote, <b>", "ann@elsewhere.example");
        }
    }

    @Test
    void aServerThatIsDownCostsNothing() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=subject]").fill("server-down");
            isSaved(composer);
            house.proxy().refuse();
            house.proxy().cut();
            composer.locator("[contenteditable]").click();
            page.keyboard().type("kept");
            assertThat(composer.locator("[data-saved].bad")).not().hasText("");
            assertThat(composer.locator("[contenteditable]")).hasText("kept");
            house.proxy().heal();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(messages(address, "Drafts"))
                                            .singleElement()
                                            .asString()
                                            .contains("kept"));
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anAnswerGoesToItsThread(boolean scripts) {
        String address = user();
        Look look = scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
        try (Window window = inbox(look, address)) {
            Page page = window.page;
            page.locator(".msg-link").first().click();
            page.locator(".acts [data-act=reply]").click();
            Locator composer = page.locator("form.composer");
            assertThat(composer.locator("[name=subject]")).hasValue("Re: Letter 3");
            assertThat(composer.locator("[name=to]")).hasValue(Pattern.compile(".+@.+"));
            if (scripts) {
                composer.locator(".chip-remove:visible").click();
            }
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            if (scripts) {
                assertThat(composer.locator("[contenteditable] blockquote"))
                        .containsText("Dear Ben");
                composer.locator("[contenteditable] p").first().click();
                page.keyboard().type("Thank you.");
                composer.locator("[data-send]").click();
                assertThat(page.locator(".toast")).containsText("Re: Letter 3");
            } else {
                String quoted = composer.locator("textarea").inputValue();
                assertThat(quoted).contains("> Dear Ben");
                composer.locator("textarea").fill("Thank you.\n" + quoted);
                composer.locator("[data-send]").click();
                assertThat(page.locator("#outbox")).containsText("Will be sent");
                page.locator("#outbox button.primary").click();
            }
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(messages(address, "Sent")).hasSize(1));
            String copy = messages(address, "Sent").getFirst();
            assertThat(copy)
                    .contains("Thank you.")
                    .contains("In-Reply-To: <")
                    .contains("References:");
            try (RawImap imap = house.connect(address)) {
                imap.select("INBOX");
                await().untilAsserted(
                                () -> {
                                    imap.command("NOOP");
                                    assertThat(imap.search("ANSWERED")).hasSize(1);
                                });
            }
            window.isCalm();
        }
    }

    @Test
    void withoutScriptsAllOfItWorksByForms() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP.withoutScripts(), address)) {
            Page page = window.page;
            page.locator("a[data-write].write").click();
            Locator composer = page.locator("form.composer");
            composer.locator("[name=to]").fill("ann@elsewhere.example, piet@kramer");
            composer.locator("[name=subject]").fill("no-scripts");
            composer.locator("textarea").fill("Please find attached.\n");
            composer.locator("[data-send]").click();
            assertThat(page.locator("[data-troubles]")).containsText("“piet@kramer” is no address");
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[data-send]").click();
            assertThat(page.locator("[data-troubles]")).containsText("speaks of an attachment");
            composer.locator("[name=file]")
                    .setInputFiles(
                            new FilePayload(
                                    "Größe.txt", "text/plain", "x\n".repeat(20_000).getBytes()));
            composer.locator("[name=subject]").fill("");
            composer.locator("[data-send]").click();
            assertThat(page.locator("[data-troubles]")).containsText("has no subject");
            composer.locator("[name=subject]").fill("no-scripts");
            assertThat(composer.locator(".file-name")).hasText("Größe.txt");
            assertThat(composer.locator("textarea"))
                    .hasValue(Pattern.compile("Please find attached\\.\\s*"));
            assertThat(messages(address, "Drafts")).hasSize(1);
            composer.locator("[data-send]").click();
            page.locator("#outbox button.primary").click();
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(sent("no-scripts")).hasSize(1));
            assertThat(sent("no-scripts").getFirst().text()).contains("Gr%C3%B6%C3%9Fe.txt");
        }
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWithBothNumbers() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP.withoutScripts(), address)) {
            Page page = window.page;
            window.open("/compose");
            page.locator("form.composer [name=subject]").fill("too-large");
            page.locator("form.composer [name=file]")
                    .setInputFiles(new FilePayload("film.mp4", "video/mp4", new byte[7_000_000]));
            page.locator("form.composer button[data-save]").click();
            assertThat(page.locator("[data-troubles]"))
                    .hasText(
                            Pattern.compile(
                                    "film.mp4 was not attached.* 9.1.MB.* at most 8.MB.*",
                                    Pattern.DOTALL));
            assertThat(page.locator("form.composer [name=subject]")).hasValue("too-large");
            assertThat(messages(address, "Drafts")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440,true", "390,false"})
    void axeFindsNothing(int width, boolean dark) {
        String address = user();
        Look sized = Look.DESKTOP.sized(width, 900);
        try (Window window = inbox(dark ? sized.inDark() : sized, address)) {
            Page page = window.page;
            if (width > 600) {
                write(page);
            } else {
                window.open("/compose");
            }
            Locator composer = page.locator("form.composer");
            composer.locator("[name=to]").fill("piet@kramer");
            composer.locator("[data-send]").click();
            assertThat(composer.locator("[data-troubles]")).isVisible();
            isSaved(composer);
            isAccessible(page);
            window.open("/outbox");
            isAccessible(page);
            assertThat(
                            (Boolean)
                                    page.evaluate(
                                            "document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }
}
