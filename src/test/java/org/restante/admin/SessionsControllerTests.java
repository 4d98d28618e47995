package org.restante.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.restante.account.AccountTest;
import org.restante.account.Browser;
import org.restante.account.FakeMailSessions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;

/** Who is signed in, as an administrator sees it. */
@AccountTest
@ExtendWith(OutputCaptureExtension.class)
class SessionsControllerTests {

    private static final String INES = "ines@posthaste.example";
    private static final String MATEO = "mateo@posthaste.example";
    private static final String FIREFOX =
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final MockMvc mvc;
    private final JdbcTemplate sql;
    private final Invitations invitations;
    private final FakeMailSessions mail;
    private final Desk desk;

    @Autowired
    SessionsControllerTests(
            MockMvc mvc, JdbcTemplate sql, Invitations invitations, FakeMailSessions mail) {
        this.mvc = mvc;
        this.sql = sql;
        this.invitations = invitations;
        this.mail = mail;
        this.desk = new Desk(mvc).from("203.0.113.77");
        mail.add(INES, "letter-box-1");
        mail.add(MATEO, "letter-box-2");
    }

    @BeforeEach
    void anAdministrator() {
        Desk.reset(sql, invitations);
        desk.signedIn();
    }

    private Browser user(String address, String password, String agent) {
        Browser browser = new Browser(mvc).from("203.0.113.5");
        var form =
                post("/sign-in")
                        .param("username", address)
                        .param("password", password)
                        .param("_csrf", browser.token())
                        .header("User-Agent", agent);
        assertThat(browser.send(form).getStatus()).isEqualTo(303);
        return browser;
    }

    @Test
    void oneSessionEndsOrAllOfAUser() {
        Browser first = user(INES, "letter-box-1", FIREFOX);
        Browser second = user(INES, "letter-box-1", "Mozilla/5.0 (iPhone) Version/18 Safari/604.1");
        Browser other = user(MATEO, "letter-box-2", FIREFOX);
        var page = Jsoup.parse(desk.page("/admin/sessions?q=INES@"));
        assertThat(page.select("tbody tr").eachText())
                .hasSize(2)
                .allMatch(row -> row.startsWith("ines@posthaste.example"))
                .anyMatch(row -> row.contains("Safari on iPhone"))
                .anyMatch(row -> row.contains("Firefox on Linux 203.0.113.5"));
        var row = page.select("tbody tr:contains(Firefox)").first();
        desk.send(
                "/admin/sessions",
                "/admin/ended-sessions",
                "session",
                row.select("button[name=session]").val());
        assertThat(first.open("/mail/INBOX").getStatus()).isEqualTo(302);
        assertThat(Browser.content(second.open("/mail/INBOX"))).contains(INES);

        desk.send("/admin/sessions", "/admin/ended-sessions", "address", INES);
        assertThat(second.open("/mail/INBOX").getStatus()).isEqualTo(302);
        assertThat(Browser.content(other.open("/mail/INBOX"))).contains(MATEO);
        assertThat(
                        Jsoup.parse(desk.page("/admin/sessions?q=@posthaste.example"))
                                .select("tbody tr"))
                .hasSize(1);
    }

    @Test
    void whatABrowserCallsItselfStaysText() {
        user(INES, "letter-box-1", "\"><img src=x onerror=alert(1)>" + "A".repeat(900));
        String text = desk.page("/admin/sessions");
        assertThat(Jsoup.parse(text).select("img")).isEmpty();
        assertThat(text).contains("Unknown device").doesNotContain("A".repeat(301));
    }

    @Test
    void aHundredThousandSessionsArePagedAndFound() {
        sql.update(
                """
                INSERT INTO spring_session (primary_id, session_id, creation_time,
                    last_access_time, max_inactive_interval, expiry_time, principal_name)
                SELECT gen_random_uuid(), gen_random_uuid(), 0, 1000, 28800,
                    4000000000000 + n, 'user' || n || '@posthaste.example'
                  FROM generate_series(1, 100000) n
                """);
        sql.execute("ANALYZE spring_session");
        try {
            desk.page("/admin/sessions"); // once, so that classes are there
            long start = System.nanoTime();
            var page = Jsoup.parse(desk.page("/admin/sessions?page=2000"));
            assertThat(page.select("tbody tr")).hasSize(50);
            assertThat(page.select(".range").text()).contains("100,000");
            assertThat(desk.page("/admin/sessions?q=user99999@")).contains("user99999");
            assertThat(desk.page("/admin/sessions?q=%25")).contains("Nobody with such an address");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(4));
        } finally {
            sql.execute("TRUNCATE spring_session CASCADE");
        }
    }

    @Test
    void noPasswordAndNoLinkIsInDatabaseOrLog(CapturedOutput log) {
        String typed = "typed-for-the-test-only!";
        desk.send(
                "/admin/domains/posthaste.example",
                "/admin/domain-test",
                "of",
                "posthaste.example",
                "login",
                "ADDRESS",
                "connections",
                "3",
                "imapHost",
                "127.0.0.1",
                "imapPort",
                "1",
                "imapTls",
                "PLAIN",
                "smtpHost",
                "127.0.0.1",
                "smtpPort",
                "1",
                "smtpTls",
                "PLAIN",
                "testAddress",
                INES,
                "testPassword",
                typed);
        desk.signOutAndFail(typed);
        desk.signedIn();
        String session = desk.browser.cookies.get(AdminCookie.NAME).getValue();
        String invited = Browser.content(desk.send("/admin/administrators", "/admin/invitations"));
        String link = invited.replaceAll("(?s).*/admin/invitation/([\\w-]{43}).*", "$1");
        assertThat(link).hasSize(43);
        String everything = dump() + log.getAll();
        for (String secret : List.of(typed, Desk.PASSWORD, session, link)) {
            byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
            assertThat(everything)
                    .doesNotContain(secret)
                    .doesNotContain(HexFormat.of().formatHex(bytes))
                    .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        }
        for (String token : List.of(session, link)) {
            byte[] bits = Base64.getUrlDecoder().decode(token);
            assertThat(everything).doesNotContain(HexFormat.of().formatHex(bits));
        }
        assertThat(everything).contains("$argon2id$");
    }

    private String dump() {
        StringBuilder dump = new StringBuilder();
        for (String table :
                sql.queryForList(
                        "SELECT table_name FROM information_schema.tables"
                                + " WHERE table_schema = 'public'",
                        String.class)) {
            sql.queryForList("SELECT t::text FROM " + table + " t", String.class)
                    .forEach(row -> dump.append(row).append('\n'));
        }
        return dump.toString();
    }
}
