package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.DemoMailbox;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Pictures of every kind of page, to be looked at: {@code ./mvnw verify -Dtest=Screenshots}. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class Screenshots {
    private final House house = Running.get().dovecot();
    private final Path folder =
            Path.of(System.getProperty("restante.screenshots", "src/docs/screenshots"));

    @Test
    void takesThem() {
        DemoMailbox.seed(house.server());
        try (Chromium chromium = new Chromium()) {
            Look desktop = Look.DESKTOP;
            for (Look look :
                    List.of(
                            desktop,
                            desktop.inDark(),
                            desktop.sized(1024, 768),
                            desktop.sized(700, 900),
                            desktop.sized(390, 844),
                            desktop.sized(390, 844).inDark(),
                            desktop.sized(320, 640),
                            desktop.withoutScripts(),
                            desktop.in("de-DE"))) {
                take(chromium, look, DemoMailbox.INES);
            }
            take(chromium, desktop, DemoMailbox.LEYLA);
            take(chromium, desktop.in("ar"), DemoMailbox.LEYLA);
            take(chromium, desktop.sized(390, 844).in("ar"), DemoMailbox.LEYLA);
            take(chromium, desktop, DemoMailbox.MATEO);
        }
    }

    private void take(Chromium chromium, Look look, DemoMailbox.Account account) {
        try (Window window = chromium.window(look)) {
            Page page = window.page;
            window.open("/sign-in");
            shoot(page, look, account, "1-sign-in");
            window.signIn(account.address(), "wrong-" + look.hashCode());
            assertThat(page.locator("#refusal")).isVisible();
            shoot(page, look, account, "2-refused");
            window.signIn(account.address(), account.password());
            assertThat(page.locator(".msg").first()).isVisible();
            shoot(page, look, account, "3-list");
            page.locator(".msg .pick").nth(1).click();
            page.locator(".msg .pick").nth(2).click();
            shoot(page, look, account, "4-chosen");
            String message = page.locator(".msg-link").nth(4).getAttribute("href");
            window.open(message);
            assertThat(page.locator("#subject")).isVisible();
            assertThat(page.frameLocator("#reader iframe").locator("body")).isAttached();
            shoot(page, look, account, "5-message");
            page.locator("#reader .move summary").click();
            shoot(page, look, account, "6-menu");
            page.locator("#reader button[formaction*=flagged]").first().click();
            assertThat(page.locator(".toast")).isVisible();
            shoot(page, look, account, "7-notice");
            window.open("/mail/Junk");
            page.locator("#list").waitFor();
            shoot(page, look, account, "8-folder");
            window.open("/mail/Archive?page=1");
            page.locator("#list").waitFor();
            shoot(page, look, account, "8-empty");
            window.open("/mail/Trash");
            if (page.locator(".msg").count() > 0) {
                window.open(page.locator(".msg-link").first().getAttribute("href"));
                page.locator("#reader button[formaction$=deletion]").click();
                assertThat(page.locator("#question")).isVisible();
                shoot(page, look, account, "9-question");
            }
            take(page, look, account, "12-search", "/mail/INBOX?q=lantern");
            take(
                    page,
                    look,
                    account,
                    "12-none",
                    "/mail/INBOX?q=nowhere+to+be+found+larger%3Aelephant");
            take(page, look, account, "13-filtered", "/mail/INBOX?filter=unread&sort=largest");
            take(page, look, account, "14-settings", "/settings/general");
            take(page, look, account, "15-folders", "/folders");
            take(page, look, account, "15-new-folder", "/folders/new");
            take(page, look, account, "15-delete-folder", "/folders/Projects/deletion");
            take(page, look, account, "16-storage", "/storage");
            take(page, look, account, "17-devices", "/devices");
            take(page, look, account, "17-devices-pop", "/devices?where=one&keep=no&space=short");
            if (look.scripts() && look.width() >= 900) {
                window.open("/mail/INBOX");
                page.locator(".msg").first().waitFor();
                page.locator(".account summary").click();
                shoot(page, look, account, "18-account");
                page.keyboard().press("Escape");
                page.keyboard().press("?");
                shoot(page, look, account, "18-help");
            }
            window.open("/mail/nowhere");
            shoot(page, look, account, "10-error");
            if (look.width() < 900) {
                window.open("/mail/INBOX#folders");
                shoot(page, look, account, "11-folders");
            }
        }
    }

    private void take(
            Page page, Look look, DemoMailbox.Account account, String name, String address) {
        page.navigate(Running.get().url() + address);
        page.locator("#content").waitFor();
        shoot(page, look, account, name);
    }

    private void shoot(Page page, Look look, DemoMailbox.Account account, String name) {
        String file =
                "%s-%s-%d%s%s-%s.png"
                        .formatted(
                                account.name().split(" ")[0].toLowerCase(java.util.Locale.ROOT),
                                name,
                                look.width(),
                                look.dark() ? "-dark" : "",
                                look.scripts() ? "" : "-nojs",
                                look.language());
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(file)));
    }
}
