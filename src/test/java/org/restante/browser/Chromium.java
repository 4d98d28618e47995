package org.restante.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.restante.journey.Running;
import org.restante.journey.Visitor;
import org.restante.support.Cleanup;

/** Windows in the machine's Chromium that listen for everything that goes wrong. */
final class Chromium implements AutoCloseable {
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private static final int PATIENCE_MS = 20_000;
    private static final String ZONE = "Europe/Lisbon";

    private static Playwright playwright;
    private static Browser browser;

    private final List<Window> windows = new ArrayList<>();

    /** Started once per JVM, which takes seconds; windows have nothing in common all the same. */
    static Browser browser() {
        if (browser == null || !browser.isConnected()) {
            if (playwright == null) {
                playwright =
                        Playwright.create(
                                new Playwright.CreateOptions()
                                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Cleanup.atExit(playwright);
                // As long as everything else may take: a busy machine is no mistake of a page.
                PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
            }
            browser =
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(executable())
                                            .setArgs(ARGUMENTS));
        }
        return browser;
    }

    /**
     * Without the parts that draw Chromium's own windows, where Debian's package of it is there.
     */
    static Path executable() {
        Path shell = Path.of("/usr/bin/chromium-headless-shell");
        return Files.isExecutable(shell) ? shell : Path.of("/usr/bin/chromium");
    }

    /** How a window shall be. */
    record Look(int width, int height, boolean dark, boolean scripts, String language) {
        static final Look DESKTOP = new Look(1440, 900, false, true, "en-GB");

        Look withoutScripts() {
            return new Look(width, height, dark, false, language);
        }

        Look inDark() {
            return new Look(width, height, true, scripts, language);
        }

        Look sized(int width, int height) {
            return new Look(width, height, dark, scripts, language);
        }

        Look in(String language) {
            return new Look(width, height, dark, scripts, language);
        }
    }

    /** One window with cookies of its own. */
    static final class Window implements AutoCloseable {
        private final BrowserContext context;
        private final boolean scripts;
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final List<String> dialogs = new CopyOnWriteArrayList<>();
        final Page page;

        private Window(BrowserContext context, boolean scripts) {
            this.context = context;
            this.scripts = scripts;
            context.setDefaultTimeout(PATIENCE_MS);
            context.onWebError(error -> complaints.add("page error: " + error.error()));
            context.onConsoleMessage(
                    message -> {
                        boolean loud =
                                message.type().equals("error") || message.type().equals("warning");
                        if (loud && !isLeavingWhileLoading(message.text())) {
                            complaints.add(message.type() + ": " + message.text());
                        }
                    });
            context.onDialog(
                    dialog -> {
                        dialogs.add(dialog.message());
                        dialog.dismiss();
                    });
            page = context.newPage();
        }

        /** A page that is left while htmx still loads says so; all went well all the same. */
        private static boolean isLeavingWhileLoading(String text) {
            return text.startsWith("htmx:sendAbort") || text.startsWith("htmx:afterRequest");
        }

        BrowserContext context() {
            return context;
        }

        /** Errors of pages, of the console and of the content security policy. */
        List<String> complaints() {
            return complaints;
        }

        List<String> dialogs() {
            return dialogs;
        }

        void isCalm() {
            assertThat(complaints).isEmpty();
            assertThat(dialogs).isEmpty();
            assertThat(page.evaluate("document.compatMode"))
                    .as("the mode of a page with a doctype")
                    .isEqualTo("CSS1Compat");
        }

        void open(String path) {
            page.navigate(Running.get().url() + path);
        }

        void signIn(String address, String password) {
            open("/sign-in");
            page.locator("#username").fill(address);
            page.locator("#password").fill(password);
            page.locator(".signin-form button[type=submit]").click();
        }

        void enter(String address) {
            enter(address, "/mail/INBOX");
        }

        /** Opens a page of somebody who has signed in elsewhere, for tests of that page alone. */
        void enter(String address, String path) {
            Visitor visitor = Running.get().visitor();
            visitor.signIn(address, Running.PASSWORD, scripts ? ZONE : "").hasStatus(200);
            visitor.cookies()
                    .forEach(
                            (name, value) ->
                                    context.addCookies(
                                            List.of(
                                                    new Cookie(name, value)
                                                            .setUrl(Running.get().url())
                                                            .setHttpOnly(true)
                                                            .setSameSite(SameSiteAttribute.LAX))));
            open(path);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    Window window(Look look) {
        Window window =
                new Window(
                        browser()
                                .newContext(
                                        new Browser.NewContextOptions()
                                                .setViewportSize(look.width(), look.height())
                                                .setColorScheme(
                                                        look.dark()
                                                                ? ColorScheme.DARK
                                                                : ColorScheme.LIGHT)
                                                .setReducedMotion(ReducedMotion.REDUCE)
                                                .setJavaScriptEnabled(look.scripts())
                                                .setLocale(look.language())
                                                .setTimezoneId(ZONE)
                                                .setHasTouch(look.width() < 600)),
                        look.scripts());
        windows.add(window);
        return window;
    }

    /** Closes its windows; the browser stays for others. */
    @Override
    public void close() {
        windows.forEach(Window::close);
    }
}
