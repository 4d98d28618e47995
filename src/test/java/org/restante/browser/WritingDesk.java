package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.SmtpSink;

/**
 * What tests of writing share: somebody with three letters, a composer, and what has become of it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WritingDesk {

    final House house;
    final Chromium chromium = new Chromium();

    WritingDesk() {
        this(Running.get().dovecot());
    }

    WritingDesk(House house) {
        this.house = house;
    }

    @AfterEach
    void heal() {
        house.proxy().heal();
        house.smtp().heal();
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    String user() {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(3));
        }
        return address;
    }

    Window inbox(Look look, String address) {
        Window window = chromium.window(look);
        window.enter(address);
        assertThat(window.page.locator(".msg")).hasCount(3);
        return window;
    }

    static Locator write(Page page) {
        page.locator("a[data-write].write").click();
        Locator composer = page.locator("form.composer");
        assertThat(composer.locator("[contenteditable]")).isVisible();
        return composer;
    }

    List<String> messages(String address, String mailbox) {
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent(mailbox);
            for (int look = 1; ; look++) {
                try {
                    imap.select(mailbox);
                    return imap.search("ALL").stream()
                            .map(uid -> new String(imap.message(uid), StandardCharsets.UTF_8))
                            .toList();
                } catch (IllegalStateException e) {
                    if (look == 3) {
                        throw e; // else a new copy has taken the place of the draft meanwhile
                    }
                }
            }
        }
    }

    List<SmtpSink.Envelope> sent(String subject) {
        return house.server().sent().stream()
                .filter(one -> one.text().contains("Subject: " + subject))
                .toList();
    }

    static void isSaved(Locator composer) {
        assertThat(composer.locator("[data-saved]")).containsText("Draft saved on server");
    }

    static void isAccessible(Page page) {
        assertThat(Axe.violations(page, Axe.WCAG))
                .extracting(rule -> rule.getId() + " " + rule.getNodes())
                .isEmpty();
    }
}
