package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.DovecotServer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;
import org.restante.support.SmtpSink;

/** Redirects a message and confirms that it was read, with scripts and without. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PassingOnTests {

    private final Running running = Running.get();
    private final House house = running.dovecot();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    @ParameterizedTest(name = "JavaScript {0}")
    @ValueSource(booleans = {true, false})
    void redirectsAndConfirms(boolean scripts) {
        String address = house.newUser();
        String ann = "ann-" + scripts + "@far.example";
        String goal = "goal-" + scripts + "@elsewhere.example";
        String text =
                "Received: from a by b; Fri, 13 Nov 2026 10:42:00 +0100\r\nFrom: Ann Osei <"
                        + ann
                        + ">\r\nDisposition-Notification-To: "
                        + ann
                        + "\r\nTo: ben@posthaste.example\r\nSubject: The plan\r\n"
                        + "Message-ID: <plan-"
                        + scripts
                        + "@far.example>\r\n\r\nHere it is.\r\n";
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(Post.message(text.getBytes(StandardCharsets.UTF_8), 3)));
        }
        Look look = scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
        try (Window window = chromium.window(look)) {
            Page page = window.page;
            window.signIn(address, Running.PASSWORD);
            page.locator(".msg .msg-link").click();
            assertThat(page.locator("#reader .note")).containsText("asked for, to " + ann);
            button(page.locator("#reader"), "Send confirmation").click();
            assertThat(page.locator(".toast")).containsText("The confirmation is being sent.");
            assertThat(page.locator("#subject")).hasText("The plan");
            assertThat(page.locator("#reader .note")).hasCount(0);

            page.locator("#reader .acts > .more > summary").click();
            page.locator("#reader .acts a[href^='/redirect']").click();
            assertThat(page.locator("h1")).hasText("Redirect");
            assertThat(page.locator("#redirect-how")).containsText("it is from Ann Osei");
            button(page.locator("form.redirect"), "Redirect").click();
            assertThat(page.locator("[role=alert]")).containsText("Add somebody");
            window.complaints().clear(); // the console tells of 422
            page.locator("#redirect-to").fill("Goal <" + goal + ">");
            button(page.locator("form.redirect"), "Redirect").click();
            assertThat(page.locator("#outbox")).containsText("The plan");
            // the confirmation may still be on its way
            Locator waiting = page.locator("#outbox section:has(h2:text-is('The plan'))");
            button(waiting, "Send now").click();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sent(goal)).hasSize(1));
            assertThat(sent(goal).getFirst().text())
                    .contains("\r\nResent-To: Goal <" + goal + ">\r\n")
                    .endsWith("\r\n" + text);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(sent(ann)).hasSize(1));
            window.open("/mail/INBOX");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () -> {
                                page.reload();
                                assertThat(page.locator(".msg").getByLabel("Forwarded").count())
                                        .isEqualTo(1);
                            });
            assertThat(page.locator(".msg").getByLabel("Answered")).hasCount(0);
            window.isCalm();
        }
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private List<SmtpSink.Envelope> sent(String to) {
        return ((DovecotServer) house.server())
                .sent().stream().filter(one -> one.recipients().contains(to)).toList();
    }
}
