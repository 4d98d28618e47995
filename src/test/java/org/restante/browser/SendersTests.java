package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** What a reader says of a sender holds for their mail, and only for mail that is really theirs. */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendersTests {

    private final Running running = Running.get();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    private static RawImap.Message letter(String subject, String from, String more, int days) {
        String text =
                "From: "
                        + from
                        + "\r\n"
                        + more
                        + "To: Ben <ben@posthaste.example>, Una Hale <una@x.example>\r\n"
                        + "Subject: "
                        + subject
                        + "\r\n"
                        + "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
                        + "<p>Look:</p><img src=\"http://pictures.invalid/p.png\">\r\n";
        return Post.message(text.getBytes(StandardCharsets.UTF_8), days);
    }

    @ParameterizedTest(name = "JavaScript {0}")
    @ValueSource(booleans = {true, false})
    void trustsAndBlocksSenders(boolean scripts) {
        House house = running.dovecot();
        String address = house.newUser();
        String anouk = "Anouk Verhoeven <anouk@residency.example>";
        try (RawImap imap = house.connect(address)) {
            imap.append(
                    "INBOX",
                    List.of(
                            letter("Prizes", "Prizes <spam@mailer.example>", "", 6),
                            letter(
                                    "Forged",
                                    anouk,
                                    "Authentication-Results: mx.example; dmarc=fail\r\n",
                                    5),
                            letter("Two authors", anouk + ", x@x.example", "", 4),
                            letter("First", anouk, "", 3),
                            letter("Second", anouk, "", 2)));
        }
        Look look = scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
        try (Window window = chromium.window(look)) {
            window.enter(address);
            Page page = window.page;
            open(page, "First");
            arePicturesShown(page, false);
            button(page, "Always from this sender").click();
            assertThat(page.locator(".toast")).containsText("always shown from now on");
            arePicturesShown(page, true);
            assertThat(page.locator("#reader .note")).containsText("as always in mail from");
            open(page, "Second");
            arePicturesShown(page, true);
            open(page, "Forged");
            arePicturesShown(page, false);
            assertThat(button(page, "Always from this sender")).hasCount(0);
            open(page, "Two authors");
            arePicturesShown(page, false);

            open(page, "Second");
            button(page, "No longer").click();
            assertThat(page.locator(".toast")).containsText("no longer shown unasked");
            arePicturesShown(page, false);

            open(page, "Prizes");
            more(page);
            button(page, "Block sender").click();
            assertThat(page.locator(".toast")).containsText("The sender is blocked");
            assertThat(page.locator("#reader .note").first())
                    .containsText("You have blocked spam@mailer.example");
            assertThat(button(page, "Always from this sender")).hasCount(0);
            assertThat(row(page, "Prizes").getByLabel("Sender blocked")).isVisible();
            assertThat(row(page, "Second").getByLabel("Sender blocked")).hasCount(0);
            button(page, "Unblock").click();
            assertThat(page.locator(".toast")).containsText("no longer blocked");
            assertThat(row(page, "Prizes").getByLabel("Sender blocked")).hasCount(0);

            open(page, "First");
            Locator sender = page.locator(".from .who-link");
            assertThat(sender).hasAttribute("href", Pattern.compile("/contacts/[0-9a-f-]{36}"));
            page.locator(".details summary").click();
            page.locator(".details .who-link", new Page.LocatorOptions().setHasText("una@"))
                    .click();
            assertThat(page.locator("#email-0")).hasValue("una@x.example");
            assertThat(page.locator("#display")).hasValue("Una Hale");
            assertThat(window.dialogs()).isEmpty();
            assertThat(window.complaints())
                    .allMatch(complaint -> complaint.contains("502")); // pictures of nowhere
        }
    }

    private static void more(Page page) {
        page.locator("#reader .acts > .more > summary").click();
    }

    private static Locator row(Page page, String subject) {
        return page.locator(".msg:has(.subject:text-is(\"" + subject + "\"))");
    }

    private static void open(Page page, String subject) {
        row(page, subject).locator(".msg-link").click();
        assertThat(page.locator("#subject")).hasText(subject);
    }

    private static Locator button(Page page, String name) {
        return page.locator("#reader")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void arePicturesShown(Page page, boolean shown) {
        Locator picture = page.frameLocator("iframe.letter-body").locator("img");
        Locator text = page.frameLocator("iframe.letter-body").locator("p");
        assertThat(text).hasText("Look:");
        if (shown) {
            assertThat(picture).hasAttribute("src", Pattern.compile("^/remote-images/.*"));
        } else {
            assertThat(page.locator("iframe.letter-body"))
                    .not()
                    .hasAttribute("src", Pattern.compile(".*images=show.*"));
            assertThat(page.locator("#reader")).containsText("1 remote image blocked");
        }
    }
}
