package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** What an attacker or a broken link sends: refused in plain words, with nothing changed. */
@Requires(Requirement.DATABASE)
class RefusalTests {
    private static final List<String> NOUNS =
            List.of("seen", "flagged", "archived", "trashed", "junk", "moves", "deletion");

    /** Pieces of a path that no page of ours ever links to. */
    private static final List<String> STRANGE =
            List.of(
                    "..",
                    ".",
                    "%2e%2e",
                    "%2F",
                    "%5C",
                    "a%2Fb",
                    "..%2F..%2Fetc%2Fpasswd",
                    "a%00b",
                    "%ff%fe",
                    "INBOX%0d%0aA1%20LOGOUT",
                    "INBOX%0d%0a",
                    "~",
                    "~~",
                    "~zz~",
                    "~110000~",
                    "~d800~",
                    "~0~",
                    "~d~~a~",
                    "~~a~d~~a~",
                    "*",
                    "%25",
                    "%22",
                    "%7B5+%7D",
                    "%7B5%7D",
                    ":",
                    "+",
                    "INBOX;jsessionid=1",
                    "%F0%9F%92%A9",
                    "x".repeat(4_000),
                    "~41~".repeat(1_000),
                    "&",
                    "&AAA-",
                    "-1",
                    "0",
                    "null",
                    "$%7B7*7%7D",
                    "__$%7B7*7%7D__::.x");

    private static final List<String> NUMBERS =
            List.of(
                    "-1",
                    "0",
                    "00",
                    "4294967295",
                    "4294967296",
                    "99999999999",
                    "9223372036854775808",
                    "1e9",
                    "abc",
                    "1:*",
                    "1,2",
                    "%D9%A1",
                    "",
                    "%00");

    private static final List<String> SECTIONS =
            List.of(
                    "0",
                    "1.0",
                    "999",
                    "1.999",
                    "HEADER",
                    "TEXT",
                    "1.MIME",
                    "1%5D",
                    "1..1",
                    ".",
                    "1.",
                    "-1",
                    "4294967296",
                    "99999999999999999999",
                    "1.".repeat(300) + "1",
                    "1%0d%0a",
                    "%D9%A1",
                    "..");

    private final Running running = Running.get();
    private final House house = running.houses().getFirst();
    private String address;
    private Visitor visitor;
    private Complaints complaints;

    @BeforeEach
    void aMailbox() {
        house.proxy().heal();
        address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", Post.letters(4));
            imap.createIfAbsent("Household");
            imap.append("Trash", Post.letters(2));
        }
        visitor = running.visitor().signedIn(address);
        complaints = Complaints.listen();
    }

    @AfterEach
    void close() {
        complaints.close();
    }

    /** Every folder with the UIDs and flags in it, as another client sees them. */
    private Map<String, List<String>> state() {
        Map<String, List<String>> state = new TreeMap<>();
        try (RawImap imap = house.connect(address)) {
            for (String name : imap.mailboxes()) {
                imap.select(name);
                List<String> messages = new ArrayList<>();
                imap.search("ALL").forEach(uid -> messages.add(uid + " " + imap.flags(uid)));
                state.put(name, messages);
            }
        }
        return state;
    }

    private Map<String, Object> form(String folder) {
        String validity =
                visitor.open("/mail/" + folder).page().select("input[name=uidValidity]").val();
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("uidValidity", validity);
        form.put("uid", List.of(1, 2));
        form.put("to", "Household");
        form.put("page", 1);
        return form;
    }

    @Test
    void noChangeWithoutTheTokenOfAPage() {
        Map<String, List<String>> before = state();
        String token = Visitor.token(visitor.open("/mail/INBOX").page());
        for (String path : changes()) {
            Map<String, Object> form = form("INBOX");
            form.put("confirmed", "true");
            visitor.copy().post(path, form).hasStatus(403);
            form.put("_csrf", "wrong");
            visitor.copy().post(path, form).hasStatus(403);
            form.put("_csrf", token.substring(0, token.length() - 4) + "AAAA");
            visitor.copy().post(path, form).hasStatus(403);
            form.put("_csrf", Visitor.token(running.visitor().open("/sign-in").page()));
            Answer refused = visitor.copy().post(path, form).hasStatus(403);
            assertThat(refused.page().text()).contains("That was not done");
        }
        assertThat(state()).isEqualTo(before);
        visitor.open("/mail/INBOX").hasStatus(200); // still signed in
    }

    @Test
    void noChangeFromAnotherSiteEvenWithTheToken() {
        Map<String, List<String>> before = state();
        for (String site : List.of("cross-site", "same-site", "nonsense")) {
            for (String path : changes()) {
                Map<String, Object> form = form("INBOX");
                form.put("confirmed", "true");
                form.put("_csrf", Visitor.token(visitor.open("/mail/INBOX").page()));
                visitor.copy().post(path, form, "Sec-Fetch-Site", site).hasStatus(403);
            }
        }
        assertThat(state()).isEqualTo(before);
        visitor.get("/mail/INBOX", "Sec-Fetch-Site", "cross-site").hasStatus(403);
        visitor.get("/mail/INBOX", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate",
                        "Sec-Fetch-Dest", "iframe")
                .hasStatus(403);
        visitor.get("/mail/INBOX", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate",
                        "Sec-Fetch-Dest", "document")
                .hasStatus(200);
    }

    private static List<String> changes() {
        return Stream.concat(
                        NOUNS.stream().map(noun -> "/mail/INBOX/" + noun),
                        Stream.of("/sign-out"))
                .toList();
    }

    @Test
    void readingChangesNothingButThatItWasRead() {
        Map<String, List<String>> before = state();
        for (String noun : NOUNS) {
            for (String query :
                    List.of("", "?uid=1&uidValidity=1", "?_method=delete&uid=1&confirmed=true")) {
                Answer answer = visitor.open("/mail/INBOX/" + noun + query);
                assertThat(answer.status()).as(answer.path()).isIn(200, 400, 404, 405);
            }
        }
        visitor.open("/sign-out").hasStatus(405);
        visitor.open("/mail/INBOX?done=trashed&n=3&to=Trash&undo=1:2&v=1").hasStatus(200);
        visitor.open("/mail/INBOX/1/body").hasStatus(200);
        visitor.open("/mail/INBOX/1/source").hasStatus(200);
        visitor.open("/mail/INBOX/1/parts/1").hasStatus(200);
        assertThat(state()).isEqualTo(before);
        visitor.open("/mail/INBOX/1").hasStatus(200);
        assertThat(state().get("INBOX")).contains("1 [\\Seen]", "2 []");
    }

    @Test
    void nobodyReachesTheMailOfAnother() {
        String other = house.newUser();
        try (RawImap imap = house.connect(other)) {
            imap.createIfAbsent("Secret plans");
            imap.append(
                    "Secret plans", List.of(Post.message(Post.text("Plans", "burglary"), 5)));
        }
        Visitor owner = running.visitor().signedIn(other);
        var page = owner.open("/mail/Secret+plans/1").hasStatus(200).page();
        String body = page.select("iframe").attr("src");
        assertThat(owner.open(body).text()).contains("burglary");

        for (String path :
                List.of("/mail/Secret+plans", "/mail/Secret+plans/1", body,
                        "/mail/Secret+plans/1/source", "/mail/Secret+plans/1/parts/1")) {
            Answer answer = visitor.open(path).hasStatus(404);
            assertThat(answer.text()).doesNotContain("burglary");
        }
        // One's own session with the other's key, and the other way about, open nothing.
        for (String name : List.of("restante-key", "restante-session")) {
            Visitor mixed = visitor.copy();
            String cookie =
                    owner.cookies().keySet().stream()
                            .filter(one -> one.equalsIgnoreCase(name))
                            .findFirst()
                            .orElse(null);
            if (cookie != null) {
                mixed.cookies().put(cookie, owner.cookies().get(cookie));
                assertThat(mixed.open("/mail/INBOX").path()).startsWith("/sign-in");
            }
        }
        visitor.open("/mail/INBOX").hasStatus(200);
    }

    @Test
    void addressesThatWereNeverOursAreNotFound() {
        Map<String, List<String>> before = state();
        List<String> paths = new ArrayList<>();
        for (String strange : STRANGE) {
            paths.add("/mail/" + strange);
            paths.add("/mail/" + strange + "/1");
            paths.add("/mail/INBOX/" + strange);
            paths.add("/" + strange);
            paths.add("/assets/" + strange);
        }
        for (String number : NUMBERS) {
            paths.add("/mail/INBOX/" + number);
            paths.add("/mail/INBOX/" + number + "/body");
            paths.add("/mail/INBOX/" + number + "/source");
            paths.add("/mail/INBOX/" + number + "/parts/1");
        }
        SECTIONS.forEach(section -> paths.add("/mail/INBOX/1/parts/" + section));
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            Answer answer = visitor.get(path);
            boolean fine = answer.status() >= 400 && answer.status() < 500;
            // A path that means the inbox after all, or the bare address.
            boolean led = answer.status() == 302 || answer.status() == 200;
            boolean known =
                    path.matches("/mail/INBOX/?|/mail/(INBOX;.*|\\.)(/1)?|/(\\.|\\.\\.)?|/mail/INBOX/(\\.|\\.\\.)")
                            || path.contains("/00")
                            || path.equals("/mail/..")
                            || path.equals("/mail/./1");
            if (!fine && !(led && known)) {
                wrong.add(answer.status() + " " + shortened(path));
            }
            if (fine && answer.status() != 400 && answer.bytes().length == 0 && !path.startsWith("/assets")) {
                wrong.add(answer.status() + " without a page " + shortened(path));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(state()).isEqualTo(before);
        assertThat(complaints.heard()).isEmpty();
    }

    @Test
    void pagesOfTheListAreNumbers() {
        for (String page : List.of("-1", "0", "2147483647", "-2147483648", "2", "")) {
            visitor.open("/mail/INBOX?page=" + page).hasStatus(200);
        }
        for (String page : List.of("99999999999", "abc", "1e9", "1.5", "%00", "1,2")) {
            Answer answer = visitor.open("/mail/INBOX?page=" + page).hasStatus(400);
            assertThat(answer.page().text()).contains("That could not be understood");
        }
        for (String page : List.of("-1", "99999999999", "abc")) {
            assertThat(visitor.open("/mail/INBOX/1?page=" + page).status()).isIn(200, 400);
        }
        assertThat(complaints.heard()).isEmpty();
    }

    @Test
    void formsThatWereNeverOursChangeNothing() {
        String token = Visitor.token(visitor.open("/mail/INBOX").page());
        String validity = (String) form("INBOX").get("uidValidity");
        Map<String, List<String>> before = state();
        List<String> bodies =
                List.of(
                        "",
                        "uid=1",
                        "uid=1&uidValidity=0",
                        "uid=1&uidValidity=abc",
                        "uid=1&uidValidity=-1",
                        "uid=1&uidValidity=99999999999999999999",
                        "uid=abc&uidValidity=" + validity,
                        "uid=-1&uidValidity=" + validity,
                        "uid=0&uidValidity=" + validity,
                        "uid=4294967296&uidValidity=" + validity,
                        "uid=999&uidValidity=" + validity,
                        "uids=1:*&uidValidity=" + validity,
                        "uids=abc&uidValidity=" + validity,
                        "uids=0&uidValidity=" + validity,
                        "uids=2:1&uidValidity=" + validity,
                        "uids=1:4294967295&uidValidity=" + validity,
                        "uids=" + ",".repeat(5_000) + "&uidValidity=" + validity,
                        "uids=1%0d%0aA1+LOGOUT&uidValidity=" + validity,
                        "all=maybe&uidValidity=" + validity,
                        "only=abc&uidValidity=" + validity,
                        "only=-7&uidValidity=" + validity,
                        "page=abc&uidValidity=" + validity,
                        "next=abc&uidValidity=" + validity,
                        "reader=-5&next=-5&page=-5&uidValidity=" + validity,
                        "%",
                        "uid=%ff&uidValidity=" + validity,
                        "&&&===&&&");
        List<String> wrong = new ArrayList<>();
        for (String noun : NOUNS) {
            for (String body : bodies) {
                for (String more : List.of("", "&_method=delete", "&confirmed=true", "&to=Household", "&origin=Household&_method=delete")) {
                    Answer answer =
                            visitor.post(
                                    "/mail/INBOX/" + noun, body + more + "&_csrf=" + encoded(token));
                    if (answer.status() >= 500) {
                        wrong.add(answer.status() + " " + noun + " " + shortened(body + more));
                    }
                }
            }
        }
        for (String target : STRANGE) {
            Answer answer =
                    visitor.post(
                            "/mail/INBOX/moves",
                            "only=1&uidValidity=" + validity + "&to=" + target + "&_csrf=" + encoded(token));
            if (answer.status() >= 500) {
                wrong.add(answer.status() + " to " + shortened(target));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(state()).isEqualTo(before);
        assertThat(complaints.heard()).isEmpty();
    }

    @Test
    void whoIsNotSignedInGetsTheSignInPageAndNothingElse() {
        List<String> paths = new ArrayList<>(List.of("/", "/mail", "/mail/INBOX", "/mail/INBOX/1",
                "/mail/INBOX/1/body", "/mail/INBOX/1/source", "/mail/INBOX/1/parts/1", "/images/remote",
                "/actuator", "/actuator/env", "/actuator/health", "/actuator/health/liveness",
                "/actuator/prometheus", "/actuator/heapdump", "/error", "/sign-in", "/sign-out",
                "/assets/", "/assets/app.css", "/favicon.ico", "/h2-console", "/.git/config", "/admin"));
        NOUNS.forEach(noun -> paths.add("/mail/INBOX/" + noun));
        STRANGE.forEach(strange -> paths.add("/mail/" + strange));
        STRANGE.forEach(strange -> paths.add("/sign-in?to=" + strange));
        STRANGE.forEach(strange -> paths.add("/" + strange));
        List<String> wrong = new ArrayList<>();
        for (String path : paths) {
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")) {
                Answer answer = running.visitor().send(method, path, "uid=1&username=%00&password=%ff");
                boolean open = path.matches("/sign-in.*|/assets.*|/actuator/(health.*|prometheus)|/favicon.ico|/error|/\\.{0,2}");
                if (answer.status() >= 500 && answer.status() != 501) {
                    wrong.add(answer.status() + " " + method + " " + shortened(path));
                } else if (answer.status() == 200 && !open && !method.equals("OPTIONS")) {
                    wrong.add("200 " + method + " " + shortened(path));
                } else if (answer.text().contains("Letter ")) {
                    wrong.add("mail! " + method + " " + shortened(path));
                } else if (answer.status() / 100 == 3 && !answer.header("Location").startsWith("/")) {
                    wrong.add("away to " + answer.header("Location") + " " + method + " " + shortened(path));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(complaints.heard()).isEmpty();
    }

    /** Where to go after signing in is ours to say. */
    @Test
    void signingInLeadsNowhereElse() {
        for (String to : List.of("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example",
                "/%2fevil.example", "javascript:alert(1)", "/\t/evil.example", "/ /evil.example", "\n//evil.example", "/mail\r\nX: y")) {
            Visitor one = running.visitor();
            var page = one.open("/sign-in?to=" + encoded(to)).page();
            Map<String, Object> form = new LinkedHashMap<>();
            form.put("username", address);
            form.put("password", Running.PASSWORD);
            form.put("to", to);
            form.put("_csrf", Visitor.token(page));
            Answer answer = one.post("/sign-in", form).hasStatus(303);
            assertThat(answer.header("Location")).as(to).matches("/(|mail/INBOX|%2fevil.example)");
            assertThat(answer.header("X")).isEmpty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        return text.length() < 120 ? text : text.substring(0, 120) + "…";
    }
}
