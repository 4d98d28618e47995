package org.restante.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.account.AccountTest;
import org.restante.account.Browser;
import org.restante.account.FakeMailSessions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Who gets into /admin, and who does not. */
@AccountTest
@ExtendWith(OutputCaptureExtension.class)
class AdministrationTests {

    private static final String INES = "ines@posthaste.example";
    private static final List<String> PAGES =
            List.of(
                    "/admin/domains",
                    "/admin/domains/posthaste.example",
                    "/admin/new-domain",
                    "/admin/sessions",
                    "/admin/administrators",
                    "/admin/password",
                    "/admin/nothing");

    private final MockMvc mvc;
    private final JdbcTemplate sql;
    private final Invitations invitations;
    private final FirstAdministrator first;
    private final FakeMailSessions mail;

    @Autowired
    AdministrationTests(
            MockMvc mvc,
            JdbcTemplate sql,
            Invitations invitations,
            FirstAdministrator first,
            FakeMailSessions mail) {
        this.mvc = mvc;
        this.sql = sql;
        this.invitations = invitations;
        this.first = first;
        this.mail = mail;
        mail.add(INES, "letter-box-1");
    }

    @BeforeEach
    void anAdministrator() {
        Desk.reset(sql, invitations);
    }

    private Desk desk() {
        return new Desk(mvc).from("192.0.2." + (int) (1 + Math.random() * 250));
    }

    @Test
    void theLogTellsOneLinkWhereThereIsNoAdministrator(CapturedOutput log) {
        sql.update("DELETE FROM administrator");
        first.ready();
        String link = first.link().orElseThrow();

        assertThat(link).matches("http://localhost:[0-9]+/admin/invitation/[\\w-]{43}");
        assertThat(log.getOut().lines().filter(line -> line.contains(link))).hasSize(1);
        Desk desk = desk();
        String path = link.replaceAll("http://localhost:[0-9]+", "");
        assertThat(desk.status(path)).isEqualTo(200);

        first.ready(); // as at a restart
        assertThat(desk.status(path)).isEqualTo(404);
    }

    @Test
    void theLinkMakesOneAdministratorOnce() {
        sql.update("DELETE FROM administrator");
        String path = "/admin/invitation/" + invitations.first().orElseThrow().text();
        Desk desk = desk();

        var weak = accept(desk, path, "Ruth", "short");
        assertThat(weak.getStatus()).isEqualTo(422);
        assertThat(Browser.content(weak))
                .contains("At least 12 characters.")
                .doesNotContain("short\"");
        assertThat(accept(desk, path, "Ruth", "password1234").getStatus()).isEqualTo(422);
        assertThat(accept(desk, path, "Ruth Adeyemi", "ruth adeyemi 2026").getStatus())
                .isEqualTo(422);
        assertThat(accept(desk, path, "<b>", Desk.PASSWORD).getStatus()).isEqualTo(422);
        assertThat(accept(desk, path, Desk.NAME, Desk.PASSWORD).getStatus()).isEqualTo(303);
        assertThat(desk.status(path)).isEqualTo(404);
        assertThat(desk.signIn(Desk.NAME, Desk.PASSWORD).getStatus()).isEqualTo(303);
        assertThat(desk.status("/admin/domains")).isEqualTo(200);
    }

    @Test
    void ofTwoUsesAtOnceOneWins() throws Exception {
        sql.update("DELETE FROM administrator");
        String path = "/admin/invitation/" + invitations.first().orElseThrow().text();
        List<Desk> desks = List.of(desk(), desk(), desk());
        List<String> tokens = desks.stream().map(desk -> Browser.token(desk.page(path))).toList();
        List<Callable<Integer>> uses = new ArrayList<>();
        for (int i = 0; i < desks.size(); i++) {
            Desk desk = desks.get(i);
            String token = tokens.get(i);
            String name = "Somebody " + i;
            uses.add(
                    () ->
                            desk.sendWith(
                                            token,
                                            path,
                                            "username",
                                            name,
                                            "password",
                                            Desk.PASSWORD,
                                            "repeated",
                                            Desk.PASSWORD)
                                    .getStatus());
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> use : threads.invokeAll(uses)) {
                statuses.add(use.get());
            }
        }
        assertThat(statuses).containsExactlyInAnyOrder(303, 404, 404);
        assertThat(sql.queryForObject("SELECT count(*) FROM administrator", Integer.class)).isOne();
    }

    @Test
    void anOldLinkIsDead() {
        sql.update("DELETE FROM administrator");
        String path = "/admin/invitation/" + invitations.first().orElseThrow().text();
        sql.update("UPDATE administrator_invitation SET expires_at = now()");
        assertThat(desk().status(path)).isEqualTo(404);
    }

    @Test
    void anAdministratorInvitesAnotherAndTheLastOneStays() {
        Desk ruth = desk().signedIn();
        String invited = Browser.content(ruth.send("/admin/administrators", "/admin/invitations"));
        String path =
                invited.replaceAll(
                        "(?s).*value=\"https?://[^/]+(/admin/invitation/[^\"]+)\".*", "$1");
        Desk leyla = desk();
        assertThat(accept(leyla, path, "Leyla", Desk.PASSWORD).getStatus()).isEqualTo(303);
        assertThat(leyla.signIn("leyla", Desk.PASSWORD).getStatus()).isEqualTo(303);
        assertThat(ruth.page("/admin/administrators")).contains("Leyla");

        assertThat(remove(leyla, Desk.NAME)).contains("removed");
        assertThat(ruth.browser.open("/admin/domains").getHeader("Location")).isNull();
        assertThat(ruth.status("/admin/domains")).isEqualTo(404); // signed out and forgotten
        assertThat(remove(leyla, "Leyla")).contains("last");
        assertThat(leyla.status("/admin/domains")).isEqualTo(200);
    }

    private String remove(Desk desk, String name) {
        var id =
                sql.queryForObject(
                        "SELECT id FROM administrator WHERE name = ?", String.class, name);
        String question = "/admin/administrators/" + id + "/removal";
        return desk.send(question, question).getHeader("Location");
    }

    @Test
    void nobodyElseSeesThatThereIsAnything() {
        Desk stranger = desk();
        Desk user = desk();
        user.browser.signIn(INES, "letter-box-1");
        assertThat(user.page("/mail/INBOX")).contains(INES);
        for (String page : PAGES) {
            assertThat(stranger.status(page)).as(page).isEqualTo(404);
            assertThat(user.status(page)).as(page).isEqualTo(404);
            assertThat(user.browser.send(post(page)).getStatus()).as(page).isEqualTo(404);
            assertThat(stranger.browser.send(post(page)).getStatus()).as(page).isEqualTo(404);
        }
        assertThat(user.status("/admin")).isEqualTo(404);
        assertThat(stranger.browser.open("/admin").getHeader("Location"))
                .isEqualTo("/admin/sign-in");
        assertThat(user.status("/admin/sign-in")).isEqualTo(200);
    }

    @Test
    void userAndAdministratorInOneBrowserDoNotMix() {
        Desk both = desk();
        both.browser.signIn(INES, "letter-box-1");
        both.signedIn();
        assertThat(both.page("/mail/INBOX")).contains(INES).doesNotContain(Desk.NAME);
        assertThat(both.page("/admin/sessions")).contains(Desk.NAME);

        both.send("/admin/domains", "/admin/sign-out");
        assertThat(both.status("/admin/domains")).isEqualTo(404);
        assertThat(both.page("/mail/INBOX")).contains(INES);
        // the administrator's cookie alone opens no mail
        Desk alone = desk().signedIn();
        assertThat(alone.browser.open("/mail/INBOX").getHeader("Location")).contains("/sign-in");
        assertThat(alone.browser.cookies).doesNotContainKeys("restante-key", "SESSION");
    }

    @Test
    void theSessionIsANewOneAfterSigningInAndEndsWhenIdle() {
        Desk desk = desk().signedIn();
        String before = desk.browser.cookies.get(AdminCookie.NAME).getValue();
        desk.sendWith(
                Browser.token(desk.page("/admin/domains")),
                "/admin/sign-in",
                "username",
                Desk.NAME,
                "password",
                Desk.PASSWORD);
        var cookie = desk.browser.cookies.get(AdminCookie.NAME);
        assertThat(cookie.getValue()).isNotEqualTo(before);
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getPath()).isEqualTo("/admin");
        assertThat(cookie.getAttribute("SameSite")).isEqualTo("Strict");
        Desk thief = desk();
        thief.browser.cookies.put(
                AdminCookie.NAME, new jakarta.servlet.http.Cookie(AdminCookie.NAME, before));
        assertThat(thief.status("/admin/domains")).isEqualTo(404);

        sql.update("UPDATE administrator_session SET used_at = now() - interval '31 minutes'");
        assertThat(desk.browser.open("/admin/domains").getHeader("Location"))
                .isEqualTo("/admin/sign-in?ended");
        // a token that somebody else chose opens nothing
        desk.browser.cookies.get(AdminCookie.NAME).setValue(Token.random().text());
        assertThat(desk.status("/admin/domains")).isEqualTo(404);
    }

    @Test
    void guessingIsSlowedDownAndUnknownNamesCostTheSame() {
        sql.update("UPDATE administrator SET name = 'Priya'");
        Desk desk = desk();
        for (int i = 0; i < 5; i++) {
            assertThat(desk.signIn("Priya", "wrong-" + i).getStatus()).isEqualTo(401);
        }
        var refused = desk.signIn("priya ", Desk.PASSWORD);
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isNotNull();
        Desk other = desk();
        sql.update("UPDATE administrator SET name = 'Hana'");
        long unknown = fastest(() -> other.signIn("Nobody", "wrong wrong wrong"));
        long known = fastest(() -> other.signIn("Hana", "wrong wrong wrong"));
        assertThat((double) known / unknown).isBetween(0.4, 2.5);
    }

    /** By the processor's time of this thread, which a busy machine does not change. */
    private static long fastest(Runnable attempt) {
        var clock = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            long start = clock.getCurrentThreadCpuTime();
            attempt.run();
            best = Math.min(best, clock.getCurrentThreadCpuTime() - start);
        }
        return best;
    }

    @Test
    void theOwnPasswordChangesOnlyWithTheOldOne() {
        Desk desk = desk().signedIn();
        Desk elsewhere = desk().signedIn();
        String fresh = "seven quiet ladders, 2 birds";
        var refused = change(desk, "not the old one", fresh);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Browser.content(refused)).contains("That is not your password.");
        // whose password it is, the session alone says
        var forged =
                desk.send(
                        "/admin/password",
                        "/admin/password",
                        "username",
                        "Other",
                        "name",
                        "Other",
                        "current",
                        Desk.PASSWORD,
                        "password",
                        fresh,
                        "repeated",
                        fresh);
        assertThat(forged.getStatus()).isEqualTo(303);
        assertThat(desk.status("/admin/domains")).isEqualTo(200);
        assertThat(elsewhere.status("/admin/domains")).isEqualTo(404);
        assertThat(desk().signIn(Desk.NAME, Desk.PASSWORD).getStatus()).isEqualTo(401);
        assertThat(desk().signIn(Desk.NAME, fresh).getStatus()).isEqualTo(303);
    }

    private static MockHttpServletResponse change(Desk desk, String old, String fresh) {
        return desk.send(
                "/admin/password",
                "/admin/password",
                "current",
                old,
                "password",
                fresh,
                "repeated",
                fresh);
    }

    @Test
    void noChangeComesFromAnotherSiteOrWithoutItsToken() {
        Desk desk = desk().signedIn();
        String token = Browser.token(desk.page("/admin/domains"));
        for (String action :
                List.of(
                        "/admin/domains",
                        "/admin/domain-test",
                        "/admin/ended-sessions",
                        "/admin/invitations",
                        "/admin/password",
                        "/admin/sign-out")) {
            assertThat(desk.browser.send(post(action)).getStatus()).as(action).isEqualTo(403);
            assertThat(
                            desk.browser
                                    .send(
                                            post(action)
                                                    .param("_csrf", token)
                                                    .header("Sec-Fetch-Site", "cross-site"))
                                    .getStatus())
                    .as(action)
                    .isEqualTo(403);
        }
        assertThat(desk.status("/admin/sign-out")).isIn(404, 405);
        assertThat(desk.status("/admin/domains")).isEqualTo(200);
        var page = desk.browser.open("/admin/domains");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(page.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "' OR '1'='1",
                "\\'; DROP TABLE administrator; --",
                "%",
                "1) UNION SELECT password FROM administrator --",
                "\u0000",
                "\r\nSet-Cookie: x=y",
                "<script>alert(1)</script>",
                "${7*7}__${T(java.lang.Runtime)}__::x",
                "\u202E moc.elpmaxe"
            })
    void oddTextOpensNothingAndBreaksNothing(String odd) {
        Desk stranger = desk();
        assertThat(stranger.signIn(odd, odd).getStatus()).isIn(401, 400, 429);
        Desk desk = desk().signedIn();
        String token = Browser.token(desk.page("/admin/domains"));
        String encoded = java.net.URLEncoder.encode(odd, java.nio.charset.StandardCharsets.UTF_8);
        List<MockHttpServletResponse> answers =
                List.of(
                        desk.browser.open("/admin/sessions?q=" + encoded),
                        desk.browser.open("/admin/sessions?page=" + encoded),
                        desk.browser.open("/admin/domains/" + encoded.replace("+", "%20")),
                        desk.browser.open("/admin/invitation/" + encoded.replace("+", "%20")),
                        desk.sendWith(token, "/admin/ended-sessions", "address", odd, "q", odd),
                        desk.sendWith(token, "/admin/ended-sessions", "session", odd),
                        desk.sendWith(
                                token,
                                "/admin/domains",
                                "domain",
                                odd,
                                "imapHost",
                                odd,
                                "imapPort",
                                odd,
                                "imapTls",
                                odd,
                                "login",
                                odd,
                                "position",
                                odd,
                                "connections",
                                odd,
                                "allowPlain",
                                odd),
                        desk.sendWith(token, "/admin/domain-test", "testAddress", odd, "of", odd));
        for (MockHttpServletResponse answer : answers) {
            assertThat(answer.getStatus()).isIn(200, 303, 400, 404, 422);
            assertThat(answer.getHeaderNames()).doesNotContain("x");
            assertThat(Browser.content(answer))
                    .doesNotContain("<script>alert")
                    .doesNotContain("49__");
        }
        assertThat(sql.queryForObject("SELECT count(*) FROM administrator", Integer.class)).isOne();
    }

    @Test
    void theLogTellsEachActInOneLine(CapturedOutput log) {
        Desk desk = desk().signedIn();
        String token = Browser.token(desk.page("/admin/domains"));
        desk.sendWith(
                token,
                "/admin/ended-sessions",
                "address",
                "a\"\r\n2026-01-01 \"root\" did it\u202E");
        desk.sendWith(token, "/admin/sign-out");
        List<String> lines =
                log.getOut().lines().filter(line -> line.contains("org.restante.audit")).toList();
        assertThat(lines)
                .anyMatch(line -> line.contains("\"Ruth Adeyemi\" signed in from \"192.0.2."))
                .anyMatch(
                        line ->
                                line.contains(
                                        "ended all sessions of \"a\\\"\\u000d\\u000a2026-01-01"
                                                + " \\\"root\\\" did it\\u202e\""))
                .anyMatch(line -> line.contains("\"Ruth Adeyemi\" signed out"));
        assertThat(log.getOut().lines()).noneMatch(line -> line.startsWith("2026-01-01 \"root\""));
    }

    private static MockHttpServletResponse accept(
            Desk desk, String path, String name, String password) {
        return desk.send(path, path, "username", name, "password", password, "repeated", password);
    }
}
