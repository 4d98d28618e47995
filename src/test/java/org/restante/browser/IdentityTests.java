package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Several senders with their signatures, and texts that are written again and again. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class IdentityTests extends WritingDesk {

    private static final String ALIAS = "translations@elsewhere.example";

    /** The sender that one has from the beginning gets a name and a signature. */
    private static void introduce(Window window) {
        window.open("/settings/writing");
        window.page.locator("#writing .lines a").first().click();
        window.page.locator("#name").fill("Inès Carvalho");
        sign(window.page, "Inès Carvalho\nat home");
        save(window.page);
    }

    private static void addAlias(Window window) {
        window.open("/settings/writing/identities/new");
        Page page = window.page;
        page.locator("#address").fill(ALIAS);
        page.locator("#name").fill("Carvalho Translations");
        page.locator("#replyTo").fill("desk@elsewhere.example");
        sign(page, "Carvalho Translations\nLisboa");
        page.locator("[name=bccSelf]").check();
        save(page);
    }

    private static void sign(Page page, String signature) {
        Locator editor = page.locator("[contenteditable]");
        if ((Boolean) page.evaluate("matchMedia('(scripting: enabled)').matches")) {
            assertThat(editor).isVisible();
            editor.click();
            page.keyboard().insertText(signature.replaceAll("(?s)\n.*", ""));
            page.keyboard().press("Shift+Enter");
            page.keyboard().press("Control+b");
            page.keyboard().insertText(signature.replaceAll("(?s).*\n", ""));
        } else {
            page.locator("#text").fill(signature);
        }
    }

    private static void save(Page page) {
        page.locator("#writing form button.primary[type=submit]").first().click();
        assertThat(page.locator("#writing [role=status]")).containsText("Saved");
    }

    @Test
    void aSignatureIsSentInBothTexts() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            introduce(window);
            assertThat(page.locator("#writing .lines")).containsText("Inès Carvalho <" + address);
            page.locator("#hold").selectOption("5");
            page.locator("#writing form button.primary[type=submit]").click();
            assertThat(page.locator("#hold")).hasValue("5");
            window.open("/mail/INBOX");
            Locator composer = write(page);
            assertThat(composer.locator(".composer-foot .hint").last()).containsText("5 seconds");
            assertThat(composer.locator("[contenteditable] .signature strong")).hasText("at home");
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("signed-letter");
            composer.locator("[contenteditable] p").first().click();
            page.keyboard().type("Dear Ann,");
            composer.locator("[data-send]").click();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sent("signed-letter")).hasSize(1));
            assertThat(sent("signed-letter").getFirst().text())
                    .contains("From: =?UTF-8?Q?In=C3=A8s_Carvalho?= <" + address + ">")
                    .contains("Dear Ann,")
                    .containsPattern("--(=20| )\r\n.*Carvalho\r\nat home")
                    .containsPattern("<strong>a(=\r\n)?t home</strong>");
            window.isCalm();
        }
    }

    @Test
    void anotherSenderBringsSignatureReplyToAndCopy() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address)) {
            Page page = window.page;
            introduce(window);
            addAlias(window);
            window.open("/mail/INBOX");
            Locator composer = write(page);
            assertThat(composer.locator("[data-identity] option")).hasCount(2);
            composer.locator("[contenteditable] p").first().click();
            page.keyboard().type("Dear Ann, ");
            composer.locator("[data-identity]").selectOption(optionOf(composer, ALIAS));
            assertThat(composer.locator("[contenteditable] .signature")).hasCount(1);
            assertThat(composer.locator("[contenteditable] .signature")).containsText("Lisboa");
            assertThat(composer.locator("[name=replyTo]")).hasValue("desk@elsewhere.example");
            assertThat(composer.locator("[name=bcc]")).hasValue(ALIAS);
            composer.locator("[name=to]").fill("ann@elsewhere.example");
            composer.locator("[name=subject]").fill("as-another");
            isSaved(composer);
            page.reload();
            window.open("/mail/Drafts");
            page.locator(".msg-link").first().click();
            Locator reopened = page.locator("form.composer");
            assertThat(reopened.locator("[data-identity] option:checked"))
                    .containsText("Carvalho Translations");
            reopened.locator("[data-send]").click();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sent("as-another")).isNotEmpty());
            var envelope = sent("as-another").getFirst();
            assertThat(envelope.text())
                    .contains("From: Carvalho Translations <" + ALIAS + ">")
                    .contains("Reply-To: desk@elsewhere.example")
                    .contains("@elsewhere.example>\r\n") // the Message-ID
                    .doesNotContain("Bcc:")
                    .doesNotContain("at home");
            assertThat(envelope.from()).isEqualTo(ALIAS);
            assertThat(envelope.recipients()).contains("ann@elsewhere.example", ALIAS);
        }
    }

    private static String optionOf(Locator composer, String address) {
        return composer.locator("[data-identity] option:has-text('" + address + "')")
                .getAttribute("value");
    }

    /** Who wrote to the alias gets the answer from it, and one does not answer oneself. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnswerComesFromTheAddressThatWasWrittenTo(boolean scripts) {
        String address = user();
        Look look = scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
        try (RawImap imap = house.connect(address)) {
            String letter =
                    "From: ann@elsewhere.example\r\nTo: bob@elsewhere.example, "
                            + ALIAS
                            + "\r\nSubject: to the alias\r\n\r\nHello\r\n";
            imap.append("INBOX", List.of(Post.message(letter.getBytes(), 1)));
        }
        try (Window window = chromium.window(look)) {
            window.enter(address);
            addAlias(window);
            window.open("/mail/INBOX");
            window.page.locator(".msg-link:has-text('to the alias')").click();
            window.page.locator(".acts [data-act=all]").click();
            Locator composer = window.page.locator("form.composer");
            assertThat(composer.locator("[data-identity] option:checked")).containsText(ALIAS);
            assertThat(composer.locator("[name=to]")).hasValue("ann@elsewhere.example");
            assertThat(composer.locator("[name=cc]")).hasValue("bob@elsewhere.example");
        }
    }

    @Test
    void withoutScriptsTheSignatureFollowsTheSender() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP.withoutScripts(), address)) {
            Page page = window.page;
            window.open("/settings/writing");
            page.locator("#writing .lines a").first().click();
            page.locator("#text").fill("at home");
            save(page);
            addAlias(window);
            window.open("/compose");
            Locator composer = page.locator("form.composer");
            assertThat(composer.locator("[name=text]"))
                    .hasValue(Pattern.compile("\\s*-- \nat home\\s*"));
            composer.locator("[name=text]")
                    .fill("Dear Ann" + composer.locator("[name=text]").inputValue() + "\nPS");
            composer.locator("[data-identity]").selectOption(optionOf(composer, ALIAS));
            composer.locator("[name=subject]").fill("no-scripts-alias");
            composer.locator("[data-save]").click();
            assertThat(composer.locator("[data-saved]")).containsText("Draft saved");
            assertThat(composer.locator("[name=text]"))
                    .hasValue(
                            Pattern.compile(
                                    "Dear Ann\\s+-- \nCarvalho Translations\nLisboa\nPS\\s*"));
        }
    }

    @Test
    void whatIsNoAddressOrNotMineIsRefused() {
        String address = user();
        String other = user();
        try (Window window = inbox(Look.DESKTOP.withoutScripts(), address)) {
            Page page = window.page;
            window.open("/settings/writing/identities/new");
            page.evaluate("document.querySelector('#writing form').noValidate = true");
            page.locator("#address").fill("not an address");
            page.locator("#name").fill("Kept");
            page.locator("#writing form button.primary[type=submit]").click();
            assertThat(page.locator("#address-wrong")).isVisible();
            assertThat(page.locator("#name")).hasValue("Kept");
            addAlias(window);
            page.locator("#writing .lines a").nth(1).click();
            String path = page.url();
            try (Window stranger = inbox(Look.DESKTOP.withoutScripts(), other)) {
                assertThat(stranger.page.navigate(path).status()).isEqualTo(404);
            }
            page.locator("form[action$=deletion] button").click();
            assertThat(page.locator("#writing .lines").first().locator("a")).hasCount(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void templatesAreKeptInsertedAndRemoved(boolean scripts) {
        String address = user();
        Look look = scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
        try (Window window = inbox(look, address)) {
            Page page = window.page;
            window.open("/settings/writing/templates/new");
            page.locator("#name").fill("Offer <b>");
            page.locator("#subject").fill("Our offer");
            sign(page, "Thank you for asking.\nWe can do it.");
            save(page);
            assertThat(page.locator("#writing")).containsText("Offer <b>");
            window.open("/compose");
            Locator composer = page.locator("form.composer");
            if (scripts) {
                assertThat(composer.locator("[contenteditable]")).isVisible();
                composer.locator("[contenteditable]").click();
                page.keyboard().type("Dear Ann, ");
            } else {
                composer.locator("[name=text]").fill("Dear Ann,");
            }
            composer.locator(".composer-foot summary").click();
            composer.locator("[data-insert]").click();
            assertThat(composer.locator("[name=subject]")).hasValue("Our offer");
            if (scripts) {
                assertThat(composer.locator("[contenteditable] strong")).hasText("We can do it.");
                assertThat(composer.locator("[contenteditable]")).containsText("Dear Ann,");
            } else {
                assertThat(composer.locator("[name=text]"))
                        .hasValue(
                                Pattern.compile(
                                        "Thank you[\\s\\S]*do it[\\s\\S]*Dear Ann,[\\s\\S]*"));
            }
            composer.locator("[name=subject]").fill("Kept one");
            composer.locator(".composer-foot summary").click();
            composer.locator("[data-template]").click();
            assertThat(composer.locator("[data-saved]"))
                    .containsText(scripts ? "Kept as" : "saved");
            window.open("/settings/writing");
            page.locator("a:has-text('Kept one')").click();
            assertThat(page.locator("#subject")).hasValue("Kept one");
            page.locator("form[action$=deletion] button").click();
            assertThat(page.locator("#writing")).not().containsText("Kept one");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1440, 390})
    void axeFindsNothingInTheSettings(int width) {
        String address = user();
        Look sized = Look.DESKTOP.sized(width, 900);
        try (Window window = inbox(width > 600 ? sized.inDark() : sized, address)) {
            addAlias(window);
            isAccessible(window.page);
            for (String page : new String[] {"identities/new", "templates/new"}) {
                window.open("/settings/writing/" + page);
                assertThat(window.page.locator("[contenteditable]")).isVisible();
                isAccessible(window.page);
                assertThat(
                                (Boolean)
                                        window.page.evaluate(
                                                "document.documentElement.scrollWidth"
                                                        + " <= innerWidth"))
                        .isTrue();
            }
        }
    }
}
