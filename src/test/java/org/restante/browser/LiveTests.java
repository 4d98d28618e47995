package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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
 * One account in two browsers, a third one without scripts, and another mail program: what any of
 * them does is soon on all open pages, and without scripts at the next click.
 */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveTests {

    private static final int LETTERS = 40;

    /**
     * A second is what is promised where the server tells; this is what a busy machine of a test
     * may take, and a server that must be asked about folders.
     */
    private static final double SOON = 25_000;

    private final Running running = Running.get();
    private final Chromium chromium = new Chromium();

    @AfterAll
    void stop() {
        chromium.close();
    }

    /** A server that tells of everything, one that tells of the open mailbox, and another make. */
    Stream<House> houses() {
        return Stream.of(running.dovecot(), running.untold(), running.greenMail());
    }

    /** One of those who do something. */
    private interface Party {
        void act(String kind, String subject);
    }

    private static final class Other implements Party {

        private final House house;
        private final String address;

        Other(House house, String address) {
            this.house = house;
            this.address = address;
        }

        @Override
        public void act(String kind, String subject) {
            try (RawImap imap = house.connect(address)) {
                act(imap, kind, subject);
            }
        }

        private static void act(RawImap imap, String kind, String subject) {
            imap.select("INBOX");
            List<Long> found = imap.search("SUBJECT \"" + subject + "\"");
            String uid = found.isEmpty() ? "" : "" + found.getLast();
            switch (kind) {
                case "new" -> imap.append("INBOX", List.of(mail(subject)));
                case "seen" -> store(imap, uid, "+FLAGS (\\Seen)");
                case "unseen" -> store(imap, uid, "-FLAGS (\\Seen)");
                case "flag" -> store(imap, uid, "+FLAGS (\\Flagged)");
                case "unflag" -> store(imap, uid, "-FLAGS (\\Flagged)");
                case "archive" -> move(imap, uid, "Archive");
                case "trash" -> move(imap, uid, "Trash");
                case "junk" -> move(imap, uid, "Junk");
                case "delete" -> {
                    store(imap, uid, "+FLAGS (\\Deleted)");
                    imap.command("EXPUNGE");
                }
                case "folder" -> imap.command("CREATE " + RawImap.name(subject));
                case "rename" ->
                        imap.command(
                                "RENAME "
                                        + RawImap.name(subject)
                                        + " "
                                        + RawImap.name(renamed(subject)));
                case "remove" -> imap.command("DELETE " + RawImap.name(subject));
                default -> throw new IllegalArgumentException(kind);
            }
        }

        private static void store(RawImap imap, String uid, String flags) {
            imap.command("UID STORE " + uid + " " + flags);
        }

        private static void move(RawImap imap, String uid, String mailbox) {
            imap.createIfAbsent(mailbox);
            imap.command("UID COPY " + uid + " " + mailbox);
            store(imap, uid, "+FLAGS (\\Deleted)");
            imap.command("EXPUNGE");
        }

        private static RawImap.Message mail(String subject) {
            return new RawImap.Message(
                    Post.text(subject, "See you."), List.of(), java.time.ZonedDateTime.now());
        }
    }

    private static String renamed(String folder) {
        return folder + " again";
    }

    /** Somebody at a browser; folders are changed on their own pages. */
    private final class Reader implements Party {

        private final Window window;
        private final boolean scripts;

        Reader(Look look, String address) {
            this.window = chromium.window(look);
            this.scripts = look.scripts();
            window.signIn(address, Running.PASSWORD);
            assertThat(page().locator(".msg")).hasCount(LETTERS);
        }

        Page page() {
            return window.page;
        }

        Locator row(String subject) {
            return page().locator(".msg:has(.subject:text-is(\"" + subject + "\"))");
        }

        Locator folder(String name) {
            return page().locator("#tree .node[title='" + name + "']");
        }

        @Override
        public void act(String kind, String subject) {
            switch (kind) {
                case "folder" -> elsewhere("/folders/new", other -> named(other, subject));
                case "rename" ->
                        elsewhere(
                                "/folders/" + subject.replace(' ', '+') + "/name",
                                other -> named(other, renamed(subject)));
                case "remove" ->
                        elsewhere(
                                "/folders/" + subject.replace(' ', '+') + "/deletion",
                                other -> other.locator(".dialog button[type=submit]").click());
                default -> {
                    row(subject).locator("input[type=checkbox]").check();
                    page().locator(".bar [data-act='" + kind + "']").click();
                }
            }
        }

        /** In another tab, which then has its own list open no longer. */
        private void elsewhere(String path, Consumer<Page> work) {
            Page other = window.context().newPage();
            other.navigate(running.url() + path);
            work.accept(other);
            other.waitForURL(Pattern.compile(".*/(folders|mail).*"));
            other.close();
        }

        private void named(Page other, String name) {
            other.locator("#name").fill(name);
            other.locator("#name").press("Enter");
            other.waitForLoadState();
        }

        void sees(String kind, String subject) {
            if (!scripts) {
                page().reload();
            }
            LocatorAssertions.HasCountOptions soon =
                    new LocatorAssertions.HasCountOptions().setTimeout(SOON);
            switch (kind) {
                case "new" -> assertThat(row(subject)).hasCount(1, soon);
                case "seen" ->
                        assertThat(page().locator(".msg.unread").filter(with(subject)))
                                .hasCount(0, soon);
                case "unseen" ->
                        assertThat(page().locator(".msg.unread").filter(with(subject)))
                                .hasCount(1, soon);
                case "flag" ->
                        assertThat(page().locator(".msg.flagged").filter(with(subject)))
                                .hasCount(1, soon);
                case "unflag" ->
                        assertThat(page().locator(".msg.flagged").filter(with(subject)))
                                .hasCount(0, soon);
                case "folder" -> assertThat(folder(subject)).hasCount(1, soon);
                case "rename" -> {
                    assertThat(folder(renamed(subject))).hasCount(1, soon);
                    assertThat(folder(subject)).hasCount(0, soon);
                }
                default -> {
                    assertThat(row(subject)).hasCount(0, soon);
                    assertThat(folder(subject)).hasCount(0, soon);
                }
            }
        }

        private Locator.FilterOptions with(String subject) {
            return new Locator.FilterOptions()
                    .setHas(page().locator(".subject:text-is(\"" + subject + "\")"));
        }
    }

    @ParameterizedTest
    @MethodSource("houses")
    void whatAnyOfThemDoesAllOfThemSee(House house) {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            List.of("Archive", "Trash", "Junk").forEach(imap::createIfAbsent);
            imap.append("INBOX", Post.letters(LETTERS));
        }
        Reader office = new Reader(Look.DESKTOP, address);
        Reader phone = new Reader(Look.DESKTOP.sized(390, 844), address);
        Reader plain = new Reader(Look.DESKTOP.withoutScripts(), address);
        Party other = new Other(house, address);
        // GreenMail takes ten seconds to tell, and the parties differ least where little is told.
        boolean all = house == running.dovecot() || Boolean.getBoolean("restante.live.all");
        boolean slow = house == running.greenMail() && !all;
        Map<String, Party> parties = new LinkedHashMap<>();
        parties.put("other", other);
        if (!slow) {
            parties.put("office", office);
        }
        if (all) {
            parties.put("plain", plain);
        }
        int letter = LETTERS;
        for (Map.Entry<String, Party> party : parties.entrySet()) {
            String own = "Letter " + letter--;
            String who = party.getKey();
            if (party.getValue() == other) {
                does(party, "new", "From " + who, office, phone, plain);
                does(party, "delete", "Letter " + letter--, office, phone, plain);
            }
            for (String kind :
                    slow ? List.of("unseen") : List.of("seen", "unseen", "flag", "unflag")) {
                does(party, kind, own, office, phone, plain);
            }
            if (slow) {
                continue;
            }
            does(party, "archive", own, office, phone, plain);
            does(party, "trash", "Letter " + letter--, office, phone, plain);
            does(party, "junk", "Letter " + letter--, office, phone, plain);
            if (all || party.getValue() != other) {
                String folder = "Folder of " + who;
                does(party, "folder", folder, office, phone, plain);
                does(party, "rename", folder, office, phone, plain);
                does(party, "remove", renamed(folder), office, phone, plain);
            }
        }
    }

    private static void does(
            Map.Entry<String, Party> party, String kind, String subject, Reader... readers) {
        party.getValue().act(kind, subject);
        for (Reader reader : readers) {
            try {
                reader.sees(kind, subject);
            } catch (AssertionError e) {
                throw new AssertionError(
                        party.getKey() + ": " + kind + " " + subject + ": " + e.getMessage(), e);
            }
        }
    }
}
