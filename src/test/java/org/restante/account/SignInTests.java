package org.restante.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.mail.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;

@AccountTest
class SignInTests {

    private static final String INES = "ines@posthaste.example";
    private static final String PASSWORD = " pässwörd 密码 😀 ";
    private static int clients;

    private final FakeMailSessions mail;
    private final JdbcTemplate sql;
    private final AccountTestConfiguration.Statements statements;
    private final Browser browser;

    @Autowired
    SignInTests(
            MockMvc mvc,
            FakeMailSessions mail,
            JdbcTemplate sql,
            AccountTestConfiguration.Statements statements) {
        this.mail = mail;
        this.sql = sql;
        this.statements = statements;
        this.browser = new Browser(mvc).from("198.51.100." + ++clients);
    }

    @BeforeEach
    void reset() {
        mail.problem = null;
        mail.ended.clear();
        mail.add(INES, PASSWORD);
        sql.update("DELETE FROM spring_session");
    }

    @Test
    void signsInWithAnyUnicodePasswordJustAsItWasTyped() {
        var response = browser.signIn(INES, PASSWORD, "zone", "Europe/Lisbon");

        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getHeader("Location")).isEqualTo("/mail/INBOX");
        assertThat(Browser.content(browser.open("/mail/INBOX")))
                .isEqualTo(
                        INES
                                + " "
                                + INES
                                + " imap.posthaste.example "
                                + PASSWORD
                                + " en Europe/Lisbon");
    }

    @Test
    void addsTheConfiguredDomainToABareName() {
        assertThat(browser.signIn(" ines ", PASSWORD).getStatus()).isEqualTo(303);
    }

    @Test
    void keepsLanguageAndIgnoresAZoneThatIsNone() {
        browser.signIn(INES, PASSWORD, "zone", "Nowhere/<script>");

        assertThat(
                        Browser.content(
                                browser.send(
                                        get("/mail/INBOX")
                                                .header("Accept-Language", "fr, de-AT;q=0.8"))))
                .endsWith("de-AT UTC");
    }

    @Test
    void cookiesAreHiddenFromScriptsAndEndWithTheBrowser() {
        browser.signIn(INES, PASSWORD);

        for (String name : new String[] {"restante-key", "restante-session", "restante-csrf"}) {
            assertThat(browser.cookies).containsKey(name);
            Cookie cookie = browser.cookies.get(name);
            assertThat(cookie.isHttpOnly()).as(name).isTrue();
            assertThat(cookie.getAttribute("SameSite")).as(name).isEqualToIgnoringCase("Lax");
            assertThat(cookie.getPath()).as(name).isEqualTo("/");
            assertThat(cookie.getMaxAge()).as(name).isEqualTo(-1);
            assertThat(cookie.getSecure()).as(name).isFalse();
        }
    }

    @Test
    void cookiesAreSecureOverTls() {
        String token = browser.token();
        browser.send(
                post("/sign-in")
                        .secure(true)
                        .param("username", INES)
                        .param("password", PASSWORD)
                        .param("_csrf", token));

        for (String name : new String[] {"restante-key", "restante-session", "restante-csrf"}) {
            assertThat(browser.cookies.get(name).getSecure()).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "WRONG_PASSWORD, 401, match",
        "ACCOUNT_DISABLED, 403, does not let it in",
        "TOO_MANY_CONNECTIONS, 503, no more connections",
        "SERVER_UNREACHABLE, 503, reach your mail server",
        "SERVER_SILENT, 504, did not answer in time",
        "CERTIFICATE_WRONG, 502, certificate",
        "ENCRYPTION_MISSING, 502, encryption",
        "SERVER_BUSY, 503, busy",
        "SERVER_CONFUSED, 502, makes no sense"
    })
    void eachProblemHasItsOwnSentence(Problem problem, int status, String words) {
        mail.problem = problem;
        String address = "p" + problem.ordinal() + "<i>@posthaste.example";

        var response = browser.signIn(address, "hunter2secret");

        assertThat(response.getStatus()).isEqualTo(status);
        assertThat(Browser.content(response))
                .contains(words)
                .contains("value=\"" + address.replace("<", "&lt;").replace(">", "&gt;") + "\"")
                .doesNotContain("hunter2secret")
                .doesNotContain("??");
        assertThat(browser.cookies).doesNotContainKey("restante-key");
    }

    @Test
    void saysThatADomainIsUnknownWithoutAskingAnyServer() {
        int before = mail.signIns;

        var response = browser.signIn("ines@elsewhere.example", PASSWORD);

        assertThat(response.getStatus()).isEqualTo(422);
        assertThat(Browser.content(response)).contains("this domain");
        assertThat(mail.signIns).isEqualTo(before);
    }

    @Test
    void refusesLongOrEmptyFieldsWithoutAskingTheServer() {
        int before = mail.signIns;

        assertThat(browser.signIn(INES, "").getStatus()).isEqualTo(422);
        assertThat(browser.signIn("", PASSWORD).getStatus()).isEqualTo(422);
        assertThat(browser.signIn(INES, "x".repeat(1025)).getStatus()).isEqualTo(401);
        assertThat(browser.signIn("x".repeat(321), PASSWORD).getStatus()).isEqualTo(401);
        assertThat(browser.signIn("ines\r\nA1 LOGOUT", PASSWORD).getStatus()).isEqualTo(401);
        assertThat(mail.signIns).isEqualTo(before);
    }

    @Test
    void makesGuessingWaitAndTellsHowLong() {
        int status = 0;
        for (int i = 0; i < 8 && status != 429; i++) {
            status = browser.signIn("guessed@posthaste.example", "wrong" + i).getStatus();
        }
        int asked = mail.signIns;
        var response = browser.signIn("guessed@posthaste.example", "wrong");

        assertThat(response.getStatus()).isEqualTo(429);
        assertThat(Integer.parseInt(response.getHeader("Retry-After"))).isBetween(1, 4);
        assertThat(Browser.content(response)).containsPattern("Wait \\d+ seconds?");
        assertThat(mail.signIns).isEqualTo(asked);
    }

    @Test
    void aServerThatIsDownCostsNoAttempts() {
        mail.problem = Problem.SERVER_UNREACHABLE;
        for (int i = 0; i < 30; i++) {
            assertThat(browser.signIn(INES, PASSWORD).getStatus()).isEqualTo(503);
        }
        mail.problem = null;

        assertThat(browser.signIn(INES, PASSWORD).getStatus()).isEqualTo(303);
    }

    @Test
    void aStaleFormLeadsToAFreshOne() {
        var response =
                browser.send(
                        post("/sign-in")
                                .param("username", INES)
                                .param("password", PASSWORD)
                                .param("to", "/mail/Sent")
                                .param("_csrf", "of yesterday"));

        assertThat(response.getStatus()).isEqualTo(303);
        assertThat(response.getHeader("Location")).isEqualTo("/sign-in?to=%2Fmail%2FSent&stale");
        assertThat(Browser.content(browser.open(response.getHeader("Location"))))
                .contains("open for a long time")
                .contains("value=\"/mail/Sent\"");
    }

    @Test
    void returnsToWhereTheUserWanted() {
        var asked = browser.open("/mail/Entw%C3%BCrfe?page=2");
        assertThat(asked.getHeader("Location"))
                .isEqualTo("/sign-in?to=%2Fmail%2FEntw%25C3%25BCrfe%3Fpage%3D2");

        assertThat(
                        browser.signIn(INES, PASSWORD, "to", "/mail/Entw%C3%BCrfe?page=2")
                                .getHeader("Location"))
                .isEqualTo("/mail/Entw%C3%BCrfe?page=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "javascript:alert(1)",
                "/.//evil.example",
                "/x/..//evil.example",
                "/\t/evil.example",
                "/%0d%0a\nSet-Cookie: x",
                "/sign-in",
                "mail/INBOX",
                ""
            })
    void neverReturnsToAnotherSite(String to) {
        assertThat(browser.signIn(INES, PASSWORD, "to", to).getHeader("Location"))
                .isEqualTo("/mail/INBOX");
    }

    @Test
    void whoIsSignedInSeesNoForm() {
        browser.signIn(INES, PASSWORD);

        assertThat(browser.open("/sign-in").getHeader("Location")).isEqualTo("/mail/INBOX");
        assertThat(browser.open("/").getHeader("Location")).isEqualTo("/mail/INBOX");
    }

    @Test
    void everySignInHasANewSessionAndANewKey() {
        browser.signIn(INES, PASSWORD);
        Cookie session = browser.cookies.get("restante-session");
        Cookie key = browser.cookies.get("restante-key");
        browser.cookies.remove("restante-key");

        browser.signIn(INES, PASSWORD);

        assertThat(browser.cookies.get("restante-session").getValue())
                .isNotEqualTo(session.getValue());
        assertThat(browser.cookies.get("restante-key").getValue()).isNotEqualTo(key.getValue());
        assertThat(sql.queryForObject("SELECT count(*) FROM spring_session", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void signingOutLeavesNothing() {
        browser.signIn(INES, PASSWORD);
        var kept = java.util.Map.copyOf(browser.cookies);

        var response = browser.signOut();

        assertThat(response.getStatus()).isEqualTo(302);
        assertThat(response.getHeader("Location")).isEqualTo("/sign-in?signed-out");
        assertThat(response.getHeader("Clear-Site-Data"))
                .isEqualTo("\"cache\", \"cookies\", \"storage\"");
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(browser.cookies).doesNotContainKeys("restante-key", "restante-session");
        assertThat(sql.queryForObject("SELECT count(*) FROM spring_session", Integer.class))
                .isZero();
        assertThat(mail.ended).extracting("username").containsOnly(INES);

        browser.cookies.putAll(kept);
        assertThat(browser.open("/mail/INBOX").getHeader("Location")).startsWith("/sign-in");
    }

    @Test
    void signingOutTwiceIsNoError() {
        browser.signIn(INES, PASSWORD);
        browser.signOut();

        assertThat(browser.signOut().getHeader("Location")).isEqualTo("/sign-in?signed-out");
    }

    @Test
    void signingOutNeedsAPostOfOurs() {
        browser.signIn(INES, PASSWORD);

        assertThat(browser.open("/sign-out").getStatus()).isEqualTo(405);
        assertThat(browser.send(post("/sign-out")).getStatus()).isEqualTo(403);
        assertThat(browser.open("/mail/INBOX").getStatus()).isEqualTo(200);
    }

    @Test
    void sessionEndsWhenThePasswordIsRefused() {
        browser.signIn(INES, PASSWORD);

        var response = browser.open("/fails/WRONG_PASSWORD");

        assertThat(response.getHeader("Location")).isEqualTo("/sign-in?refused");
        assertThat(browser.cookies).doesNotContainKeys("restante-key", "restante-session");
        assertThat(sql.queryForObject("SELECT count(*) FROM spring_session", Integer.class))
                .isZero();
        assertThat(mail.ended).extracting("username").containsOnly(INES);
        assertThat(Browser.content(browser.open("/sign-in?refused")))
                .contains("changed or refused");
    }

    @Test
    void withoutTheKeyOrWithAWrongOneNobodyIsSignedIn() {
        browser.signIn(INES, PASSWORD);
        Cookie right = browser.cookies.get("restante-key");

        for (String key : new String[] {"", "AAAA", "%%%", BrowserKey.random().text()}) {
            browser.cookies.put("restante-key", new Cookie("restante-key", key));
            assertThat(browser.open("/mail/INBOX").getHeader("Location"))
                    .as(key)
                    .startsWith("/sign-in");
        }
        browser.cookies.put("restante-key", right);
        assertThat(browser.open("/mail/INBOX").getStatus()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "{\"type\":\"java.lang.ProcessBuilder\",\"value\":{}}",
                "{\"type\":\"signed-in\",\"value\":null}",
                "{\"type\":\"signed-in\",\"value\":{\"id\":\"x\"}}",
                "{\"type\":\"signed-in\",\"value\":{\"@class\":\"java.lang.Object\"}}"
            })
    void aForgedRowSignsNobodyIn(String row) {
        browser.signIn(INES, PASSWORD);
        sql.update(
                "UPDATE spring_session_attributes SET attribute_bytes = convert_to(?, 'UTF8')",
                row);

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(2))
                .untilAsserted(
                        () ->
                                assertThat(browser.open("/mail/INBOX").getHeader("Location"))
                                        .startsWith("/sign-in"));
    }

    @Test
    void aJavaSerializedRowIsNeverDeserialized() {
        browser.signIn(INES, PASSWORD);
        sql.update("UPDATE spring_session_attributes SET attribute_bytes = '\\xaced0005'::bytea");

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(2))
                .untilAsserted(
                        () ->
                                assertThat(browser.open("/mail/INBOX").getHeader("Location"))
                                        .startsWith("/sign-in"));
    }

    @Test
    void aBoxMovedToAnotherAccountDoesNotOpen() {
        browser.signIn(INES, PASSWORD);
        sql.update(
                "UPDATE spring_session_attributes SET attribute_bytes = convert_to(replace("
                        + "convert_from(attribute_bytes, 'UTF8'), '\"username\":\"ines',"
                        + " '\"username\":\"root'), 'UTF8')");

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(2))
                .untilAsserted(
                        () ->
                                assertThat(browser.open("/mail/INBOX").getHeader("Location"))
                                        .startsWith("/sign-in"));
    }

    @Test
    void aSessionEndsAfterItsLongestTime() {
        browser.signIn(INES, PASSWORD);
        sql.update(
                "UPDATE spring_session_attributes SET attribute_bytes = convert_to("
                        + "regexp_replace(convert_from(attribute_bytes, 'UTF8'),"
                        + " '\"at\":\"[^\"]*\"', '\"at\":\"2020-01-01T00:00:00Z\"'), 'UTF8')");

        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(2))
                .untilAsserted(
                        () ->
                                assertThat(browser.open("/mail/INBOX").getHeader("Location"))
                                        .startsWith("/sign-in"));
    }

    @Test
    void aWarmRequestCostsNoStatement() throws InterruptedException {
        browser.signIn(INES, PASSWORD);
        Thread.sleep(200); // the news of the sign-in's own write
        browser.open("/mail/INBOX");
        int before = statements.count();

        for (int i = 0; i < 20; i++) {
            assertThat(browser.open("/mail/INBOX").getStatus()).isEqualTo(200);
        }

        assertThat(before).isPositive();
        assertThat(statements.count() - before).isZero();
    }

    @Test
    void aVisitorCostsNoStatementAndNoRow() {
        browser.token();
        int before = statements.count();

        browser.open("/sign-in");

        assertThat(statements.count() - before).isZero();
        assertThat(browser.cookies).containsOnlyKeys("restante-csrf");
    }
}
