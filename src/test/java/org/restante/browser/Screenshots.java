package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotType;
import java.net.URLEncoder;
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
    private static final DemoMailbox.Account ADMIN = new DemoMailbox.Account("", "Admin", "", 0);

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
            for (Look look :
                    List.of(desktop, desktop.inDark(), desktop.sized(390, 844), desktop.in("de"))) {
                administer(chromium, look);
            }
        }
    }

    private void administer(Chromium chromium, Look look) {
        try (Window window = chromium.window(look)) {
            Page page = window.page;
            if (!Administrator.isThere()) {
                window.open(Running.get().invitation());
                shoot(page, look, ADMIN, "1-invitation");
            }
            window.open("/admin");
            shoot(page, look, ADMIN, "2-sign-in");
            Administrator.signIn(window);
            shoot(page, look, ADMIN, "3-domains");
            page.locator("summary").first().click();
            page.locator("#testAddress").fill(DemoMailbox.INES.address());
            page.locator("#testPassword").fill(DemoMailbox.INES.password());
            page.locator("button[formaction$=domain-test]").click();
            page.locator(".admin-report").waitFor();
            shoot(page, look, ADMIN, "4-test");
            for (String name : List.of("sessions", "administrators")) {
                window.open("/admin/" + name);
                page.locator("h1").waitFor();
                shoot(page, look, ADMIN, "5-" + name);
            }
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
            if (look.width() < 600) {
                page.locator("#reader .more > summary").click();
            }
            page.locator("#reader button[formaction*=flagged] >> visible=true").click();
            assertThat(page.locator(".toast")).isVisible();
            shoot(page, look, account, "7-notice");
            window.open("/mail/Junk");
            page.locator("#list").waitFor();
            shoot(page, look, account, "8-folder");
            window.open("/mail/Junk?filter=flagged");
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
            write(window, look, account, message);
            window.open("/mail/nowhere");
            shoot(page, look, account, "10-error");
            house.proxy().refuse();
            house.proxy().cut();
            window.open("/mail/INBOX?page=2");
            page.locator(".facts summary").click();
            shoot(page, look, account, "10-unreachable");
            house.proxy().accept();
            if (look.scripts()) {
                window.open("/mail/INBOX");
                page.locator(".msg").first().waitFor();
                page.context().setOffline(true);
                page.locator("#offline").waitFor();
                shoot(page, look, account, "10-offline");
                page.context().setOffline(false);
            }
            if (look.width() < 900) {
                window.open("/mail/INBOX#folders");
                shoot(page, look, account, "11-folders");
            }
        }
    }

    /** Nothing is saved or sent: each page is left as it was opened. */
    private void write(Window window, Look look, DemoMailbox.Account account, String message) {
        Page page = window.page;
        String uid = message.replaceFirst("^.*/(\\d+).*$", "$1");
        String to = "Odile Marchetti <odile@marchetti.example>, piet@kramer";
        String fields =
                "?to=" + URLEncoder.encode(to, UTF_8) + "&subject=Grant%3A+second+instalment";
        compose(window, look, account, "19-compose", "/compose" + fields);
        compose(window, look, account, "19-answer", "/compose?kind=all&folder=INBOX&uid=" + uid);
        if (look.scripts() && look.width() >= 900) {
            window.open("/mail/INBOX");
            page.locator("a[data-write].write").click();
            page.locator("form.composer [contenteditable]").waitFor();
            shoot(page, look, account, "19-docked");
        }
        take(page, look, account, "20-writing", "/settings/writing");
        take(page, look, account, "20-sender", "/settings/writing/identities/new");
        take(page, look, account, "20-template", "/settings/writing/templates/new");
        take(page, look, account, "21-outbox", "/outbox");
        take(page, look, account, "22-contacts", "/contacts");
        take(page, look, account, "22-contact", "/contacts/new");
    }

    private void compose(
            Window window, Look look, DemoMailbox.Account account, String name, String address) {
        window.open(address);
        if (look.scripts()) {
            window.page.locator("form.composer [contenteditable]").waitFor();
        }
        shoot(window.page, look, account, name);
    }

    private void take(
            Page page, Look look, DemoMailbox.Account account, String name, String address) {
        page.navigate(Running.get().url() + address);
        page.locator("#content").waitFor();
        shoot(page, look, account, name);
    }

    private void shoot(Page page, Look look, DemoMailbox.Account account, String name) {
        if (look.language().equals("ar") && look.scripts()) {
            // There is no bundle of such a language yet; the layout must be ready for one.
            page.evaluate("document.documentElement.dir = 'rtl'");
        }
        String file =
                "%s-%s-%d%s%s-%s.jpg"
                        .formatted(
                                account.name().split(" ")[0].toLowerCase(java.util.Locale.ROOT),
                                name,
                                look.width(),
                                look.dark() ? "-dark" : "",
                                look.scripts() ? "" : "-nojs",
                                look.language());
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(folder.resolve(file))
                        .setType(ScreenshotType.JPEG)
                        .setQuality(55));
    }
}
