package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * The whole way through a mailbox as a person goes it, on each mail server without JavaScript and
 * on one with it; another IMAP client looks at every effect and makes changes in turn.
 */
@Requires(Requirement.DATABASE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MailJourneyTests {
    private static final int LETTERS = 118;
    private static final byte[] FILE = Post.noise(300_000);

    private final Running running = Running.get();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    Stream<Arguments> ways() {
        // With scripts the requests are the same on each server: one way without them is enough.
        return running.houses().stream()
                .flatMap(
                        house ->
                                house == running.configured()
                                        ? Stream.of(
                                                Arguments.of(house, true),
                                                Arguments.of(house, false))
                                        : Stream.of(Arguments.of(house, false)));
    }

    @ParameterizedTest(name = "{0}, JavaScript {1}")
    @MethodSource("ways")
    void readsFilesAndDeletes(House house, boolean scripts) throws IOException {
        String address = house.newUser();
        seed(house, address);
        Look look = scripts ? Look.DESKTOP : Look.DESKTOP.withoutScripts();
        try (Window window = chromium.window(look);
                RawImap imap = house.connect(address)) {
            Journey journey = new Journey(house, address, scripts, window, imap);
            journey.signIn();
            journey.pageThrough();
            journey.readText();
            journey.readHtml();
            journey.download();
            journey.previousAndNext();
            journey.flag();
            journey.markUnread();
            journey.move();
            journey.archive();
            journey.junkAndBack();
            journey.deleteAndUndo();
            journey.deleteForGood();
            journey.actOnMany();
            journey.actOnAll();
            journey.changesOfOthersShow();
            journey.signOut();
            window.isCalm();
        }
    }

    private static void seed(House house, String address) {
        try (RawImap imap = house.connect(address)) {
            List<RawImap.Message> letters = Post.letters(LETTERS);
            letters.add(
                    Post.message(
                            Post.withFile("Tide tables", "See the file.", "tides.bin", FILE), 5));
            letters.add(
                    Post.message(
                            Post.html(
                                    "Harvest news",
                                    "<h1>The harvest</h1><p onclick='alert(1)'>is <b>in</b></p>"
                                            + "<script>alert('mail script')</script>"
                                            + "<img src=x onerror=alert(2)>"
                                            + "<img src='http://tracker.invalid/p.gif'>"),
                            3));
            imap.append("INBOX", letters);
            imap.createIfAbsent(house.name("Household"));
            imap.createIfAbsent(house.name("Household", "Insurance"));
        }
    }

    /** One person's way; each step begins at the list of the inbox and ends there. */
    private record Journey(
            House house, String address, boolean scripts, Window window, RawImap imap) {

        private Page page() {
            return window.page;
        }

        private Locator row(String subject) {
            return page().locator(".msg:has(.subject:text-is(\"" + subject + "\"))");
        }

        private Locator notice() {
            return page().locator(".toast");
        }

        /** A notice is read, and then it is closed: it may lie over the row that is wanted next. */
        private void told(String sentence) {
            assertThat(notice()).containsText(sentence);
            notice().locator("[data-close]").click();
            assertThat(notice()).hasCount(0);
        }

        private Locator reader() {
            return page().locator("#reader");
        }

        private Locator button(Locator within, String name) {
            return within.getByRole(
                    AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
        }

        /** By the row's own button, which scripts put there; by ticking it and the bar without. */
        private void act(String subject, String name) {
            if (scripts) {
                row(subject).hover();
                button(row(subject), name).click();
            } else {
                row(subject).locator("input[type=checkbox]").check();
                button(page().locator(".bar"), name).click();
            }
        }

        private void open(String subject) {
            row(subject).locator(".msg-link").click();
            assertThat(page().locator("#subject")).hasText(subject);
        }

        private void inbox() {
            mark();
            page().locator("#tree").getByText("Inbox").click();
            madeAnew("#list");
            assertThat(page().locator("#reader .reader-none")).isVisible();
            assertThat(page().locator("#list-title")).hasText("Inbox");
            assertThat(page().locator("#list .range")).containsText("1 to 50");
        }

        private void folder(String name) {
            mark();
            page().locator("#tree a[title='" + name + "']").click();
            madeAnew("#list");
            assertThat(page().locator("#list-title")).hasText(name);
        }

        private String path() {
            return page().url().substring(Running.get().url().length());
        }

        /** Leaves marks on the panes, to see later which of them were made anew. */
        private void mark() {
            if (scripts) {
                page().evaluate(
                                "() => ['.top', '#folders', '#list', '#reader'].forEach("
                                        + "s => document.querySelector(s).dataset.mark = 'old')");
            }
        }

        private void stillThere(String... panes) {
            if (scripts) {
                for (String pane : panes) {
                    assertThat(page().locator(pane)).hasAttribute("data-mark", "old");
                }
            }
        }

        private void madeAnew(String... panes) {
            if (scripts) {
                for (String pane : panes) {
                    assertThat(page().locator(pane)).not().hasAttribute("data-mark", "old");
                }
            }
        }

        private List<Long> found(String mailbox, String subject) {
            imap.select(mailbox);
            return imap.search("SUBJECT \"" + subject + "\"");
        }

        private long uid(String subject) {
            // Letter 11 is also found by "Letter 1".
            imap.select("INBOX");
            return imap.search("SUBJECT \"" + subject + "\"").stream()
                    .filter(
                            uid ->
                                    imap.fetch(uid, "BODY.PEEK[HEADER.FIELDS (SUBJECT)]")
                                            .text()
                                            .contains("Subject: " + subject + "\r"))
                    .findFirst()
                    .orElse(0L);
        }

        void signIn() {
            window.signIn(address, Running.PASSWORD);
            assertThat(page()).hasTitle("Inbox (120) · Restante");
            assertThat(page().locator(".msg")).hasCount(50);
            assertThat(page().locator(".msg .subject").first()).hasText("Harvest news");
            assertThat(path()).isEqualTo("/mail/INBOX");
        }

        void pageThrough() {
            mark();
            page().locator(".pager a[rel=next]").click();
            assertThat(page().locator(".range")).hasText("51 to 100 of 120");
            assertThat(path()).isEqualTo("/mail/INBOX?page=2");
            stillThere(".top");
            page().locator(".pager a[rel=next]").click();
            assertThat(page().locator(".range")).hasText("101 to 120 of 120");
            assertThat(page().locator(".msg .subject").last()).hasText("Letter 1");
            page().goBack();
            assertThat(page().locator(".range")).hasText("51 to 100 of 120");
            page().goBack();
            assertThat(page().locator(".range")).hasText("1 to 50 of 120");
            assertThat(path()).isEqualTo("/mail/INBOX");
        }

        void readText() {
            mark();
            assertThat(row("Letter 118")).hasClass(Pattern.compile("unread"));
            open("Letter 118");
            assertThat(path()).isEqualTo("/mail/INBOX/" + uid("Letter 118"));
            assertThat(page().frameLocator("iframe.letter-body").locator("body"))
                    .containsText("Dear Ben, this is no. 118");
            stillThere(".top", "#folders", "#list");
            madeAnew("#reader");
            assertThat(row("Letter 118")).not().hasClass(Pattern.compile("unread"));
            assertThat(row("Letter 118").locator(".msg-link")).hasAttribute("aria-current", "true");
            assertThat(page().locator("#tree a[aria-current] .count")).containsText("119");
            assertThat(imap.flags(uid("Letter 118"))).contains("\\Seen");
            if (scripts) {
                assertThat(row("Letter 118").locator(".msg-link")).isFocused();
            }
            page().goBack();
            assertThat(page().locator(".reader-none")).isVisible();
            assertThat(path()).isEqualTo("/mail/INBOX");
        }

        void readHtml() {
            open("Harvest news");
            Locator frame = page().locator("iframe.letter-body");
            String sandbox = frame.getAttribute("sandbox");
            assertThat(sandbox).isNotNull().doesNotContain("allow-scripts");
            Locator body = page().frameLocator("iframe.letter-body").locator("body");
            assertThat(body.locator("h1")).hasText("The harvest");
            assertThat(body.locator("script")).hasCount(0);
            body.locator("b").click();
            assertThat(page().locator("#reader .note")).containsText("blocked");
            assertThat(window.dialogs()).isEmpty();
            inbox();
        }

        void download() {
            open("Tide tables");
            Download download =
                    page().waitForDownload(() -> page().locator("a.enclosure").first().click());
            assertThat(download.suggestedFilename()).isEqualTo("tides.bin");
            try {
                assertThat(Files.readAllBytes(download.path())).isEqualTo(FILE);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            assertThat(page().locator("#subject")).hasText("Tide tables");
        }

        void previousAndNext() {
            mark();
            page().locator("#reader a[rel=next]").click();
            assertThat(page().locator("#subject")).hasText("Letter 118");
            assertThat(page().locator(".place bdi")).hasText("3 of 120");
            stillThere(".top", "#folders", "#list");
            page().locator("#reader a[rel=prev]").click();
            assertThat(page().locator("#subject")).hasText("Tide tables");
            page().locator("#reader a[rel=prev]").click();
            assertThat(page().locator("#subject")).hasText("Harvest news");
            assertThat(page().locator("#reader a[rel=prev]")).hasCount(0);
            inbox();
        }

        void flag() {
            mark();
            act("Letter 117", "Flag");
            told("1 message flagged");
            assertThat(row("Letter 117")).hasClass(Pattern.compile("flagged"));
            assertThat(imap.flags(uid("Letter 117"))).containsExactly("\\Flagged");
            stillThere(".top");
            act("Letter 117", "Remove flag");
            told("Flag removed from 1 message");
            assertThat(imap.flags(uid("Letter 117"))).isEmpty();
            open("Letter 117");
            button(reader(), "Flag").click();
            assertThat(page().locator("#subject")).hasText("Letter 117");
            told("1 message flagged");
            assertThat(imap.flags(uid("Letter 117"))).contains("\\Flagged");
            inbox();
        }

        void markUnread() {
            open("Letter 116");
            assertThat(imap.flags(uid("Letter 116"))).contains("\\Seen");
            button(reader(), "Mark unread").click();
            told("1 message marked unread");
            assertThat(row("Letter 116")).hasClass(Pattern.compile("unread"));
            assertThat(imap.flags(uid("Letter 116"))).isEmpty();
            inbox();
        }

        void move() {
            open("Letter 115");
            reader().locator(".move summary").click();
            button(reader().locator(".move .menu-body"), "Insurance").click();
            assertThat(page().locator("#subject")).hasText("Letter 114"); // the next one
            assertThat(row("Letter 115")).hasCount(0);
            told("1 message moved to Insurance");
            assertThat(found("INBOX", "Letter 115")).isEmpty();
            assertThat(found(house.name("Household", "Insurance"), "Letter 115")).hasSize(1);
            inbox();
        }

        void archive() {
            act("Letter 113", "Archive");
            told("1 message moved to Archive");
            assertThat(row("Letter 113")).hasCount(0);
            assertThat(found("Archive", "Letter 113")).hasSize(1);
            assertThat(found("INBOX", "Letter 113")).isEmpty();
        }

        void junkAndBack() {
            open("Letter 112");
            button(reader(), "Junk").click();
            told("1 message moved to Junk");
            assertThat(found("INBOX", "Letter 112")).isEmpty();
            List<Long> junk = found("Junk", "Letter 112");
            assertThat(junk).hasSize(1);
            assertThat(imap.flags(junk.getFirst())).contains("$Junk").doesNotContain("$NotJunk");
            folder("Junk");
            open("Letter 112");
            button(reader(), "Not junk").click();
            told("1 message moved to Inbox");
            assertThat(found("Junk", "Letter 112")).isEmpty();
            assertThat(imap.flags(uid("Letter 112"))).contains("$NotJunk").doesNotContain("$Junk");
            inbox();
        }

        void deleteAndUndo() {
            act("Letter 111", "Move to Bin");
            assertThat(notice()).containsText("1 message moved to Bin");
            assertThat(row("Letter 111")).hasCount(0);
            assertThat(found("Trash", "Letter 111")).hasSize(1);
            Locator undo = button(notice(), "Undo");
            if (undo.count() > 0) { // where the server told the new UID (UIDPLUS)
                undo.click();
                told("1 message put back");
                assertThat(found("Trash", "Letter 111")).isEmpty();
                assertThat(found("INBOX", "Letter 111")).hasSize(1);
            } else {
                assertThat(imap.capabilities()).doesNotContain("UIDPLUS");
            }
        }

        void deleteForGood() {
            act("Letter 110", "Move to Bin");
            told("1 message moved to Bin");
            folder("Bin");
            act("Letter 110", "Delete for good");
            assertThat(page().locator("#question")).hasText("Delete 1 message for good?");
            page().getByText("Keep it").click();
            assertThat(row("Letter 110")).hasCount(1);
            open("Letter 110");
            button(reader(), "Delete for good").click();
            assertThat(page().locator("#question")).hasText("Delete 1 message for good?");
            if (scripts) {
                assertThat(page().getByText("Keep it")).isFocused();
            }
            page().getByText("Delete 1 message", new Page.GetByTextOptions().setExact(true))
                    .click();
            told("1 message deleted for good");
            assertThat(row("Letter 110")).hasCount(0);
            assertThat(found("Trash", "Letter 110")).isEmpty();
            assertThat(found("INBOX", "Letter 110")).isEmpty();
            inbox();
        }

        void actOnMany() {
            for (String subject : List.of("Letter 109", "Letter 108", "Letter 106")) {
                row(subject).locator("input[type=checkbox]").check();
            }
            Locator bar = page().locator(".bar");
            if (scripts) {
                assertThat(bar.locator("[data-count]")).hasText("3 selected");
            }
            button(bar, "Mark read").click();
            told("3 messages marked read");
            for (String subject : List.of("Letter 109", "Letter 108", "Letter 106")) {
                assertThat(imap.flags(uid(subject))).contains("\\Seen");
            }
            assertThat(imap.flags(uid("Letter 107"))).isEmpty();
            for (String subject : List.of("Letter 109", "Letter 107")) {
                row(subject).locator("input[type=checkbox]").check();
            }
            bar.locator(".move summary").click();
            button(bar.locator(".move .menu-body"), "Household").click();
            told("2 messages moved to Household");
            assertThat(imap.count(house.name("Household"))).isEqualTo(2);
        }

        void actOnAll() {
            imap.select("INBOX");
            int all = imap.search("ALL").size();
            row("Letter 106").locator("input[type=checkbox]").check();
            page().locator(".bar input[name=all]").check();
            button(page().locator(".bar"), "Flag").click();
            told(all + " messages flagged");
            imap.select("INBOX");
            assertThat(imap.search("FLAGGED")).hasSize(all);
        }

        /** What another program does is there at the next click. */
        void changesOfOthersShow() {
            imap.append(
                    "INBOX",
                    List.of(Post.message(Post.text("Fresh from elsewhere", "Good morning"), 0)));
            page().getByText("Refresh").click();
            assertThat(page().locator(".msg .subject").first()).hasText("Fresh from elsewhere");
            assertThat(row("Fresh from elsewhere")).hasClass(Pattern.compile("unread"));

            imap.command("UID STORE " + uid("Fresh from elsewhere") + " +FLAGS (\\Seen)");
            long moved = uid("Letter 105");
            imap.command("UID COPY " + moved + " " + RawImap.name(house.name("Household")));
            imap.command("UID STORE " + moved + " +FLAGS (\\Deleted)");
            imap.command("EXPUNGE");
            inbox();
            assertThat(row("Fresh from elsewhere")).not().hasClass(Pattern.compile("unread"));
            assertThat(row("Letter 105")).hasCount(0);
            folder("Household");
            assertThat(row("Letter 105")).hasCount(1);
            inbox();

            // The page is old: its first message is gone, and another has come.
            imap.command("UID STORE " + uid("Fresh from elsewhere") + " +FLAGS (\\Deleted)");
            imap.command("EXPUNGE");
            open("Letter 104");
            assertThat(page().frameLocator("iframe.letter-body").locator("body"))
                    .containsText("this is no. 104");
            inbox();
        }

        void signOut() {
            int others = Running.get().sessions(address);
            assertThat(others).isPositive();
            List<com.microsoft.playwright.options.Cookie> cookies = window.context().cookies();
            int connections = house.proxy().openConnections();
            assertThat(connections).isPositive();
            if (scripts) {
                page().locator(".account summary").click();
            }
            page().locator("form[action='/sign-out'] button:visible").click();
            assertThat(page().locator("#username")).isVisible();
            assertThat(page().getByRole(AriaRole.STATUS)).containsText("You are signed out");
            assertThat(window.context().cookies().stream().map(cookie -> cookie.name))
                    .doesNotContain("restante-key");
            assertThat(Running.get().sessions(address)).isZero();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> house.proxy().openConnections() < connections);
            page().goBack();
            assertThat(page().locator("#username")).isVisible();
            assertThat(page().locator(".msg")).hasCount(0);

            Visitor thief = Running.get().visitor();
            cookies.forEach(cookie -> thief.cookies().put(cookie.name, cookie.value));
            assertThat(thief.get("/mail/INBOX").header("Location")).contains("/sign-in");
            assertThat(thief.open("/mail/INBOX").text()).doesNotContain("Letter");
        }
    }
}
