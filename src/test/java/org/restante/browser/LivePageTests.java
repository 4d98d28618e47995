package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.journey.Post;
import org.restante.journey.Running;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/**
 * What open pages make of the signals: the tests signal what the server would, while another
 * program really changes the mailbox.
 */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class LivePageTests extends WritingDesk {
    private static final Look PHONE = Look.DESKTOP.sized(390, 844);

    /** Streams that say what the test says, and nothing else. */
    static final String STREAMS =
            """
            window.streams = [];
            window.EventSource = class extends EventTarget {
              constructor() { super(); window.streams.push(this); }
              close() { this.closed = true; }
            };
            window.hear = ([name, data]) => window.streams.at(-1)
              .dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
            """;

    private String mailbox(int letters) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(letters));
            imap.createIfAbsent("Household");
        }
        return address;
    }

    private Window inbox(Look look, String address, int rows) {
        Window window = chromium.window(look);
        window.context().addInitScript(STREAMS);
        window.signIn(address, Running.PASSWORD);
        assertThat(window.page.locator(".msg")).hasCount(rows);
        begins(window.page);
        return window;
    }

    private static void begins(Page page) {
        page.waitForFunction("() => window.streams.some(one => !one.closed)");
        hear(page, "state", "{ watch: 'live' }");
    }

    private static void hear(Page page, String name, String data) {
        page.evaluate("() => hear(['" + name + "', " + data + "])");
    }

    private static void changed(Page page, String mailbox) {
        hear(page, "mailboxes", "{ '" + mailbox + "': {} }");
    }

    private static Locator row(Page page, String subject) {
        return page.locator(".msg:has(.subject:text-is(\"" + subject + "\"))");
    }

    private static double top(Locator row) {
        return row.boundingBox().y;
    }

    private static RawImap.Message mail(String subject) {
        return new RawImap.Message(Post.text(subject, "See you."), List.of(), ZonedDateTime.now());
    }

    /** What the page would lose if any of it were made anew. */
    private static void mark(Page page, String... subjects) {
        for (String subject : subjects) {
            row(page, subject).evaluate("row => { row.known = true; }");
        }
    }

    private static void isSame(Page page, String subject) {
        assertThat(row(page, subject).evaluate("row => row.known")).isEqualTo(true);
    }

    @Test
    void whatOthersDoIsOnThePageAndNothingThatIsBeingDoneIsLost() {
        String address = mailbox(50);
        try (Window window = inbox(Look.DESKTOP, address, 50);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            imap.select("INBOX");
            row(page, "Letter 48").locator(".msg-link").click();
            assertThat(page.locator("#subject")).hasText("Letter 48");
            page.locator("#reader .letter").evaluate("letter => { letter.known = true; }");
            row(page, "Letter 47").locator("input").check();
            row(page, "Letter 46").locator(".msg-link").focus();
            mark(page, "Letter 46", "Letter 47", "Letter 49");
            page.mouse().move(900, 600);
            double before = top(row(page, "Letter 46"));

            imap.append("INBOX", List.of(mail("Fresh")));
            imap.command("UID STORE 49 +FLAGS (\\Flagged \\Seen)");
            imap.command("UID STORE 50 +FLAGS (\\Deleted)");
            imap.command("UID EXPUNGE 50");
            changed(page, "INBOX");

            assertThat(row(page, "Fresh")).hasCount(1);
            assertThat(row(page, "Letter 50")).hasCount(0);
            assertThat(row(page, "Letter 49")).hasClass(Pattern.compile("flagged"));
            assertThat(row(page, "Letter 49")).not().hasClass(Pattern.compile("unread"));
            assertThat(row(page, "Letter 48").locator(".msg-link[aria-current]")).hasCount(1);
            assertThat(row(page, "Letter 47").locator("input")).isChecked();
            assertThat(row(page, "Letter 46").locator(".msg-link")).isFocused();
            isSame(page, "Letter 46");
            isSame(page, "Letter 47");
            isSame(page, "Letter 49");
            assertThat(page.locator("#reader .letter").evaluate("letter => letter.known"))
                    .isEqualTo(true);
            assertThat(top(row(page, "Letter 46"))).isEqualTo(before);
            assertThat(page.locator("#status")).hasText("1 new message");
            window.isCalm();
        }
    }

    @Test
    void rowsComeAboveThePointerWithoutMovingWhatIsUnderIt() {
        String address = mailbox(3);
        try (Window window = inbox(Look.DESKTOP, address, 3);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            row(page, "Letter 2").hover();
            double before = top(row(page, "Letter 2"));
            imap.append("INBOX", List.of(mail("Fresh"), mail("Fresher")));
            changed(page, "INBOX");
            assertThat(page.locator(".arrivals button")).hasText("2 new messages");
            assertThat(top(row(page, "Letter 2"))).isEqualTo(before);
            assertThat(page.locator(".msg")).hasCount(5);
            assertThat(page.locator("#list-count")).hasText("3 unread of 5");
            assertThat(page).hasTitle("Inbox (3) · Restante");
            isAccessible(page);
            page.locator(".arrivals button").click();
            assertThat(page.locator(".arrivals")).hasCount(0);
            assertThat(row(page, "Fresher")).isInViewport();
            window.isCalm();
        }
    }

    @Test
    void aListThatWasScrolledStaysWhereItIs() {
        String address = mailbox(50);
        try (Window window = inbox(Look.DESKTOP, address, 50);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            row(page, "Letter 25").evaluate("row => row.scrollIntoView({ block: 'start' })");
            page.mouse().move(900, 600);
            double before = top(row(page, "Letter 25"));
            imap.append("INBOX", List.of(mail("Fresh")));
            changed(page, "INBOX");
            assertThat(page.locator(".arrivals button")).hasText("1 new message");
            assertThat(top(row(page, "Letter 25"))).isEqualTo(before);
            window.isCalm();
        }
    }

    @Test
    void aStormIsFewRefreshes() {
        String address = mailbox(3);
        try (Window window = inbox(Look.DESKTOP, address, 3);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            AtomicInteger refreshes = new AtomicInteger();
            page.onRequest(
                    request -> {
                        if (request.url().endsWith("/mail/INBOX")) {
                            refreshes.incrementAndGet();
                        }
                    });
            imap.append("INBOX", Post.letters(12));
            page.evaluate(
                    """
                    () => new Promise((resolve) => {
                      let left = 200;
                      const timer = setInterval(() => {
                        hear(['mailboxes', { INBOX: { state: String(left), unread: left } }]);
                        left -= 1;
                        if (left === 0) {
                          clearInterval(timer);
                          resolve();
                        }
                      }, 10);
                    })""");
            assertThat(page.locator(".msg")).hasCount(15);
            assertThat(refreshes.get()).isBetween(2, 5);
            assertThat(page.locator("#status")).hasText("12 new messages");
            window.isCalm();
        }
    }

    @Test
    void anEmptyFolderFillsAndBecomesEmpty() {
        String address = mailbox(1);
        try (Window window = inbox(Look.DESKTOP, address, 1);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            imap.select("INBOX");
            imap.command("UID STORE 1 +FLAGS (\\Deleted)");
            imap.command("UID EXPUNGE 1");
            changed(page, "INBOX");
            assertThat(page.locator(".empty h2")).hasText("All collected");
            imap.append("INBOX", List.of(mail("Fresh")));
            changed(page, "INBOX");
            assertThat(row(page, "Fresh")).hasCount(1);
            assertThat(page.locator(".empty")).hasCount(0);
            assertThat(page.locator(".msg-link[tabindex='0']")).hasCount(1);
            row(page, "Fresh").locator(".msg-link").click();
            assertThat(page.locator("#subject")).hasText("Fresh");
            window.isCalm();
        }
    }

    @Test
    void otherMailboxesCountInTheTree() {
        String address = mailbox(1);
        try (Window window = inbox(Look.DESKTOP, address, 1);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            imap.append("Household", List.of(mail("Fresh")));
            hear(page, "mailboxes", "{ Household: { messages: 1, unread: 1 } }");
            Locator node = page.locator("#tree .node[href='/mail/Household']");
            assertThat(node.locator(".count bdi")).hasText("1");
            imap.command("CREATE Receipts");
            hear(page, "folders", "{}");
            assertThat(page.locator("#tree .node[href='/mail/Receipts']")).hasCount(1);
            hear(page, "mailboxes", "{ INBOX: { messages: 1, unread: 1 } }");
            assertThat(page.locator("link[rel=icon]"))
                    .hasAttribute("href", Pattern.compile("logo-unread"));
            hear(page, "mailboxes", "{ INBOX: { messages: 1, unread: 0 } }");
            assertThat(page.locator("link[rel=icon]"))
                    .hasAttribute("href", Pattern.compile("logo\\."));
            window.isCalm();
        }
    }

    @Test
    void aMessageThatIsTakenAwayWhileItIsReadStaysReadable() {
        String address = mailbox(3);
        for (Look look : List.of(Look.DESKTOP.inDark(), PHONE)) {
            try (Window window = inbox(look, address, look == PHONE ? 2 : 3);
                    RawImap imap = house.connect(address)) {
                Page page = window.page;
                page.locator(".msg-link").first().click();
                String subject = page.locator("#subject").textContent();
                imap.select("INBOX");
                long uid = imap.search("ALL").getLast();
                imap.command("UID STORE " + uid + " -FLAGS (\\Seen)");
                imap.command("UID STORE " + uid + " +FLAGS (\\Flagged)");
                changed(page, "INBOX");
                Locator acts = page.locator("#letter-acts");
                assertThat(acts.locator("> [data-act=unflag]")).not().hasAttribute("hidden", "");
                assertThat(acts.locator("> [data-act=flag]")).hasAttribute("hidden", "");
                assertThat(acts.locator("> [data-act=seen]")).not().hasAttribute("hidden", "");

                imap.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
                imap.command("UID EXPUNGE " + uid);
                changed(page, "INBOX");
                assertThat(page.locator(".gone"))
                        .containsText("This message was deleted or moved on another device.");
                assertThat(page.locator("#subject")).hasText(subject);
                assertThat(page.frameLocator(".letter-body").locator("body")).isVisible();
                isAccessible(page);
                page.locator(".gone a").first().click();
                assertThat(page.locator("#subject")).not().hasText(subject);
                assertThat(page.locator(".gone")).hasCount(0);
                window.isCalm();
            }
        }
    }

    @Test
    void aDraftThatOthersChangedSaysSoAtOnce() {
        String address = user();
        try (Window window = inbox(Look.DESKTOP, address, 3);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            Locator composer = write(page);
            composer.locator("[name=subject]").fill("Harbour lights");
            isSaved(composer);
            changed(page, "Drafts"); // by ourselves
            page.waitForResponse("**/drafts/*?writer=*", () -> changed(page, "Drafts"));
            assertThat(composer.locator("[data-choice]")).hasCount(0);
            imap.select("Drafts");
            long uid = imap.search("ALL").getLast();
            imap.command("UID STORE " + uid + " +FLAGS (\\Deleted)");
            imap.command("UID EXPUNGE " + uid);
            changed(page, "Drafts");
            assertThat(composer.locator("[data-troubles]"))
                    .containsText("sent or thrown away on another page or device");
            assertThat(composer.locator("[name=subject]")).hasValue("Harbour lights");
            composer.locator("[data-choice]").first().click();
            isSaved(composer);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> messages(address, "Drafts").size() == 1);
            window.isCalm();
        }
    }

    @Test
    void allTabsShareOneStreamAndAnotherTakesItOver() {
        String address = mailbox(3);
        try (Window window = inbox(Look.DESKTOP, address, 3);
                RawImap imap = house.connect(address)) {
            Page first = window.page;
            Page second = window.context().newPage();
            second.navigate(Running.get().url() + "/mail/INBOX");
            assertThat(second.locator("#live")).hasAttribute("data-watch", "live");
            assertThat(second.evaluate("() => streams.length")).isEqualTo(0);
            imap.append("INBOX", List.of(mail("Fresh")));
            changed(first, "INBOX");
            assertThat(row(second, "Fresh")).hasCount(1);
            assertThat(row(first, "Fresh")).hasCount(1);

            second.evaluate(
                    "() => Object.defineProperty(document, 'hidden',"
                            + " { value: true, configurable: true })");
            imap.append("INBOX", List.of(mail("Meanwhile")));
            changed(first, "INBOX");
            assertThat(row(first, "Meanwhile")).hasCount(1);
            assertThat(row(second, "Meanwhile")).hasCount(0);
            second.evaluate(
                    "() => { delete document.hidden;"
                            + " document.dispatchEvent(new Event('visibilitychange')); }");
            assertThat(row(second, "Meanwhile")).hasCount(1);
            first.close();
            begins(second);
            imap.append("INBOX", List.of(mail("Fresher")));
            changed(second, "INBOX");
            assertThat(row(second, "Fresher")).hasCount(1);
            assertThat(window.complaints()).isEmpty();
        }
    }

    @Test
    void withoutAStreamItIsLookedEveryHalfMinute() {
        String address = mailbox(3);
        try (Window window = chromium.window(Look.DESKTOP);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            window.context().addInitScript(STREAMS);
            page.clock().install();
            window.signIn(address, Running.PASSWORD);
            page.clock().runFor(1_000);
            for (int i = 0; i < 3; i++) {
                begins(page);
                page.evaluate("() => streams.at(-1).dispatchEvent(new Event('error'))");
                if (i == 0) {
                    assertThat(page.locator("#live")).hasText("Reconnecting…");
                }
                page.clock().runFor(4_000);
            }
            assertThat(page.locator("#live")).hasText("Checking every 30 seconds");
            assertThat(page.evaluate("() => streams.length")).isEqualTo(3);
            isAccessible(page);
            imap.append("INBOX", List.of(mail("Fresh")));
            page.clock().runFor(31_000);
            assertThat(row(page, "Fresh")).hasCount(1);
            page.clock().runFor(120_000);
            begins(page);
            assertThat(page.locator("#live")).hasAttribute("data-watch", "live");
            page.clock().fastForward(70_000); // silence
            page.waitForFunction("() => streams.length === 5");
            window.isCalm();
        }
    }

    @Test
    void furtherPagesThatCameByScrollingAreFreshToo() {
        String address = mailbox(70);
        try (Window window = inbox(Look.DESKTOP, address, 50);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            page.evaluate("() => { document.documentElement.dataset.paging = 'endless'; }");
            page.locator("#tree .node[href='/mail/INBOX']").click();
            page.locator(".pager").waitFor();
            page.evaluate("() => document.querySelector('.rows').scrollTo(0, 1e6)");
            assertThat(page.locator(".msg")).hasCount(70);
            imap.select("INBOX");
            imap.command("UID STORE 3 +FLAGS (\\Flagged)");
            imap.append("INBOX", List.of(mail("Fresh")));
            changed(page, "INBOX");
            assertThat(row(page, "Letter 3")).hasClass(Pattern.compile("flagged"));
            assertThat(page.locator(".msg")).hasCount(71);
            assertThat(page.locator(".pager a[rel=next]")).hasCount(0);
            window.isCalm();
        }
    }

    @Test
    void theLastPageMayVanishAndAMailboxMayBeginAnew() {
        String address = mailbox(51);
        try (Window window = inbox(Look.DESKTOP, address, 50);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            window.open("/mail/INBOX?page=2");
            begins(page);
            imap.select("INBOX");
            imap.command("UID STORE 1 +FLAGS (\\Deleted)");
            imap.command("UID EXPUNGE 1");
            changed(page, "INBOX");
            assertThat(page.locator(".msg")).hasCount(50);
            assertThat(page.locator(".arrived")).hasCount(0);
            assertThat(page).hasURL(Pattern.compile("/mail/INBOX$"));

            mark(page, "Letter 51");
            page.evaluate(
                    "() => { document.querySelector('#selection [name=uidValidity]').value = 1; }");
            imap.append("INBOX", List.of(mail("Fresh")));
            changed(page, "INBOX");
            assertThat(row(page, "Fresh")).hasCount(1);
            assertThat(row(page, "Letter 51").evaluate("row => row.known === true"))
                    .as("the same number of another message")
                    .isEqualTo(false);
            window.isCalm();
        }
    }

    /** What the browser would show, and whether it may. */
    private static final String NOTES =
            """
            window.notes = [];
            window.Notification = class extends EventTarget {
              static permission = 'granted';
              constructor(title, options) {
                super();
                window.notes.push(Object.assign(this, { title, ...options }));
              }
              close() {}
            };
            document.hasFocus = () => window.looking === true;
            """;

    private static void isTold(Page page, int notes, String title, String body) {
        page.waitForFunction("count => notes.length === count", notes);
        assertThat(page.evaluate("() => notes.at(-1).title")).isEqualTo(title);
        assertThat(page.evaluate("() => notes.at(-1).body")).isEqualTo(body);
        assertThat(page.evaluate("() => new Set(notes.map(one => one.tag)).size")).isEqualTo(1);
    }

    /** By the list and by what tells of new mail. */
    private static void isReadTwice(Page page, Runnable act) {
        AtomicInteger answers = new AtomicInteger();
        Consumer<Response> count =
                response -> {
                    if (response.url().endsWith("/mail/INBOX")) {
                        answers.incrementAndGet();
                    }
                };
        page.onResponse(count);
        act.run();
        page.waitForCondition(() -> answers.get() >= 2);
        page.offResponse(count);
    }

    @Test
    void whoWantsItIsToldOfNewMailOnceAndByTheirChoice() {
        String address = mailbox(2);
        try (Window window = chromium.window(Look.DESKTOP);
                RawImap imap = house.connect(address)) {
            Page page = window.page;
            window.context().addInitScript(STREAMS);
            window.context().addInitScript(NOTES);
            window.signIn(address, Running.PASSWORD);
            assertThat(page.locator(".msg")).hasCount(2);
            assertThat(page.locator("html")).hasAttribute("data-notify", "none");
            window.open("/settings/general");
            assertThat(page.locator("[data-allowed]")).containsText("Allowed");
            page.locator("label[for=news-FULL]").click();
            assertThat(page.locator("html")).hasAttribute("data-notify", "full");
            page.locator("#quietFrom").fill("00:00");
            page.locator("#quietUntil").fill("23:59");
            assertThat(page.locator(".save")).containsText("All changes saved");
            isAccessible(page);

            window.open("/mail/INBOX");
            page.waitForFunction("() => window.streams.some(one => !one.closed)");
            page.waitForResponse("**/mail/INBOX", () -> hear(page, "state", "{ watch: 'live' }"));
            imap.append("INBOX", List.of(mail("Harbour lights")));
            changed(page, "INBOX");
            isTold(page, 1, "Ann Osei", "Harbour lights");
            imap.append("INBOX", Post.letters(3));
            changed(page, "INBOX");
            isTold(page, 2, "4 new messages", "");
            page.evaluate("() => { looking = true; }");
            imap.append("INBOX", List.of(mail("Seen at once")));
            isReadTwice(page, () -> changed(page, "INBOX"));
            assertThat(row(page, "Seen at once")).hasCount(1);
            page.evaluate(
                    "() => { looking = false;"
                            + " document.documentElement.dataset.quiet = '00:00-23:59'; }");
            imap.append("INBOX", List.of(mail("By night")));
            isReadTwice(page, () -> changed(page, "INBOX"));
            assertThat(row(page, "By night")).hasCount(1);
            page.evaluate("() => notes[0].dispatchEvent(new Event('click'))");
            assertThat(page.locator("#subject")).hasText("Harbour lights");
            assertThat(page.evaluate("() => notes.length")).isEqualTo(2);
            window.isCalm();
        }
    }
}
