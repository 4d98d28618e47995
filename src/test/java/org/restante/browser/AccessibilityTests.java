package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * Every kind of page by axe's rules, in light and dark, from the desk to the smallest telephone.
 */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityTests {
    /** Its sender wants to know more than a letter needs. */
    private static final String NOTED =
            "From: Ann Osei <ann@far.example>\r\nTo: Ben <ben@far.example>, c@far.example\r\n"
                    + "Disposition-Notification-To: ann.osei.of.the.far.away.office@far.example\r\n"
                    + "Subject: Noted\r\nContent-Type: text/html\r\n\r\n"
                    + "<p>x</p><img src=\"http://pictures.invalid/p.png\">\r\n";

    private final Running running = Running.get();
    private final House house = running.houses().getFirst();
    private final Chromium chromium = new Chromium();
    private String address;

    @BeforeAll
    void aMailbox() {
        address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            List<RawImap.Message> letters = Post.letters(11);
            letters.add(
                    Post.message(
                            Post.withFile(
                                    "A rather long subject that does not fit on one line of a"
                                            + " telephone: "
                                            + "unbroken".repeat(12),
                                    "See the file.",
                                    "tides-of-the-whole-year-and-" + "more".repeat(20) + ".pdf",
                                    Post.noise(3_000)),
                            5,
                            "\\Flagged",
                            "\\Answered"));
            imap.append("INBOX", letters);
            imap.append("Archive", Post.letters(60));
            imap.append("Archive", List.of(Post.message(NOTED.getBytes(UTF_8), 4)));
            imap.createIfAbsent(house.name("Household"));
            imap.createIfAbsent(house.name("Household", "Insurance"));
            imap.append("Trash", Post.letters(2));
        }
    }

    @AfterAll
    void stop() {
        chromium.close();
    }

    static Stream<Look> looks() {
        // Every width and every colour, though not each with each.
        return Stream.of(
                Look.DESKTOP.inDark(),
                Look.DESKTOP.sized(390, 844),
                Look.DESKTOP.sized(320, 640).inDark());
    }

    @ParameterizedTest
    @MethodSource("looks")
    void noPageBreaksARule(Look look) {
        List<String> wrong = new ArrayList<>();
        try (Window window = chromium.window(look)) {
            Page page = window.page;
            window.open("/sign-in");
            check("sign-in", page, wrong);
            window.signIn("nobody@" + house.domain(), "wrong");
            assertThat(page.locator("#refusal")).isVisible();
            check("sign-in refused", page, wrong);
            window.complaints().clear(); // the console tells of 401
            window.signIn(address, Running.PASSWORD);
            assertThat(page.locator(".msg")).hasCount(12);
            check("list", page, wrong);
            page.locator(".msg input[type=checkbox]").first().check();
            check("list with one chosen", page, wrong);
            window.open("/mail/" + house.name("Household", "Insurance").replace('/', ':'));
            assertThat(page.locator(".empty")).isVisible();
            check("empty folder", page, wrong);
            window.open("/mail/INBOX/12");
            assertThat(page.locator("#subject")).isVisible();
            check("message", page, wrong);
            page.locator("#reader .move summary").click();
            check("message with menu", page, wrong);
            window.open("/mail/Archive/61");
            assertThat(page.locator("#reader .note")).hasCount(2);
            page.locator("#reader .acts > .more > summary").click();
            check("message with notes", page, wrong);
            page.locator("#reader .acts button[formaction$='/blocked']").click();
            assertThat(page.locator("#reader .note")).hasCount(2);
            check("message of a blocked sender", page, wrong);
            page.locator("#reader .note button").first().click();
            assertThat(page.locator("#reader .note")).hasCount(2);
            window.open("/redirect?folder=INBOX&uid=12");
            assertThat(page.locator("#redirect-to")).isVisible();
            check("redirect", page, wrong);
            window.open("/settings/writing");
            check("settings of writing", page, wrong);
            window.open("/mail/Trash/1");
            page.locator("#reader button[formaction$=deletion]").click();
            assertThat(page.locator("#question")).isVisible();
            check("question", page, wrong);
            page.locator(".dialog .danger").click();
            assertThat(page.locator(".toast")).isVisible();
            check("list with notice", page, wrong);
            restore();
            if (look.width() == 320) {
                window.open("/mail/Archive"); // fifty rows take axe long
                assertThat(page.locator(".pager a")).hasCount(1);
                check("list of several pages", page, wrong);
            }
            window.isCalm();
            window.open("/mail/nowhere");
            assertThat(page.locator("[role=alert]")).isVisible();
            check("error page", page, wrong);
        }
        wrong.forEach(System.out::println);
        assertThat(wrong).isEmpty();
    }

    private void restore() {
        try (RawImap imap = house.connect(address)) {
            imap.command("DELETE Trash");
            imap.attempt("CREATE Trash");
            imap.append("Trash", Post.letters(2));
        }
    }

    private static void check(String name, Page page, List<String> wrong) {
        // The mail in the frame is as its sender wrote it.
        Axe.violations(page, Axe.WCAG_AND_BEST_PRACTICE)
                .forEach(
                        rule ->
                                wrong.add(
                                        "%s: %s (%s) at %s"
                                                .formatted(
                                                        name,
                                                        rule.getId(),
                                                        rule.getHelp(),
                                                        rule.getNodes().stream()
                                                                .limit(4)
                                                                .map(
                                                                        node ->
                                                                                node.getTarget()
                                                                                        + " "
                                                                                        + node
                                                                                                .getFailureSummary())
                                                                .toList())));
        Object wider =
                page.evaluate(
                        "() => document.scrollingElement.scrollWidth > innerWidth"
                                + " ? [...document.querySelectorAll('body *')].filter(e =>"
                                + " e.getBoundingClientRect().right > innerWidth + 1)"
                                + ".slice(0, 5).map(e => e.tagName + '.' + e.className).join()"
                                + " || 'something' : ''");
        if (!"".equals(wider)) {
            wrong.add(name + " scrolls sideways: " + wider);
        }
    }
}
