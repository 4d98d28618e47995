package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** A letter with 30 MB on two devices, on a server that has every folder below INBOX. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class LargeLetterTests extends WritingDesk {

    private static final int SIZE = 30_000_000;

    @TempDir Path folder;

    LargeLetterTests() {
        super(Running.get().prefixed());
    }

    private static void opensLatestDraft(Window window) {
        window.open("/mail/INBOX.Drafts");
        window.page.locator(".msg-link[href^='/compose']").first().click();
        assertThat(window.page.locator("form.composer [contenteditable]").first()).isVisible();
    }

    private int drafts(String address, String search) {
        try (RawImap imap = house.connect(address)) {
            imap.select("INBOX.Drafts");
            return imap.search(search).size();
        }
    }

    @Test
    void attachedReloadedEditedElsewhereSentLaterTakenBackAndSent() throws IOException {
        String address = user();
        Path film = folder.resolve("film.mp4");
        Files.write(film, Post.noise(SIZE));
        try (Window desk = inbox(Look.DESKTOP, address);
                Window phone = inbox(Look.DESKTOP.sized(390, 844), address)) {
            Page page = desk.page;
            Locator composer = write(page);
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("thirty-megabytes");
            composer.locator(".ed-body").click();
            page.keyboard().type("First words. ");
            composer.locator("[data-file]").setInputFiles(film);
            assertThat(composer.locator("progress")).isVisible();
            Locator there = composer.locator(".file:not(.uploading) .file-name");
            there.waitFor(new WaitForOptions().setState(WaitForSelectorState.VISIBLE));
            assertThat(there).hasText("film.mp4");
            assertThat(drafts(address, "LARGER " + SIZE)).isEqualTo(1);

            page.reload();
            opensLatestDraft(desk);
            assertThat(composer.locator(".file-name")).hasText("film.mp4");
            assertThat(composer.locator(".ed-body")).containsText("First words.");

            // the other device writes on: the file stays, and the first is asked
            opensLatestDraft(phone);
            phone.page.locator(".ed-body").click();
            phone.page.keyboard().press("Control+End");
            phone.page.keyboard().type("From the phone. ");
            isSaved(phone.page.locator("form.composer"));
            assertThat(drafts(address, "ALL")).isEqualTo(1);
            assertThat(drafts(address, "TEXT \"From the phone\" LARGER " + SIZE)).isEqualTo(1);
            composer.locator(".ed-body").click();
            page.keyboard().type("x");
            assertThat(composer.locator("[data-troubles]")).containsText("changed on another page");
            Locator mine = page.locator("form.composer:has([data-choice])");
            mine.locator("a[data-choice]").click();
            assertThat(composer).hasCount(2);
            mine.locator("[data-choice=drop]").click();
            assertThat(composer).hasCount(1);
            assertThat(composer.locator(".ed-body")).containsText("From the phone.");
            assertThat(drafts(address, "ALL")).isEqualTo(1);

            // at a time that is chosen, and then at once after all
            composer.locator(".composer-foot summary").click();
            String tomorrow =
                    LocalDateTime.now().plusDays(1).truncatedTo(ChronoUnit.MINUTES).toString();
            composer.locator("[name=later]").fill(tomorrow);
            composer.locator("[data-send]").click();
            assertThat(composer).hasCount(0);
            desk.open("/outbox");
            Locator waiting = page.locator("#outbox section:has-text('thirty-megabytes')");
            assertThat(waiting).containsText(Pattern.compile("Will be sent"));
            waiting.locator("button:has-text('Undo')").click();
            assertThat(composer.locator("[name=subject]")).hasValue("thirty-megabytes");
            assertThat(composer.locator(".file-name")).hasText("film.mp4");
            composer.locator("[data-send]").click();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(sent("thirty-megabytes")).hasSize(1));
            assertThat(sent("thirty-megabytes").getFirst().message().length).isGreaterThan(SIZE);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(drafts(address, "ALL")).isZero());
        }
    }
}
