package org.restante.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.account.AccountTest;
import org.restante.account.Browser;
import org.restante.account.FakeMailSessions;
import org.restante.settings.MailDomains;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Mail domains as an administrator sees and changes them. */
@AccountTest
class DomainsControllerTests {

    private final MailDomains domains;
    private final JdbcTemplate sql;
    private final Invitations invitations;
    private final FakeMailSessions mail;
    private final Desk desk;
    private final Desk user;

    @Autowired
    DomainsControllerTests(
            MockMvc mvc,
            MailDomains domains,
            JdbcTemplate sql,
            Invitations invitations,
            FakeMailSessions mail) {
        this.domains = domains;
        this.sql = sql;
        this.invitations = invitations;
        this.mail = mail;
        this.desk = new Desk(mvc).from("198.51.100.7");
        this.user = new Desk(mvc).from("198.51.100.8");
    }

    @BeforeEach
    void anAdministrator() {
        Desk.reset(sql, invitations);
        desk.signedIn();
    }

    private static Map<String, String> valid() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("domain", "Northlight.Example");
        form.put("imapHost", "imap.northlight.example");
        form.put("imapPort", "993");
        form.put("imapTls", "IMPLICIT");
        form.put("smtpHost", "smtp.northlight.example");
        form.put("smtpPort", "587");
        form.put("smtpTls", "STARTTLS");
        form.put("pop3Host", "");
        form.put("pop3Port", "995");
        form.put("pop3Tls", "IMPLICIT");
        form.put("login", "LOCAL_PART");
        form.put("connections", "5");
        form.put("position", "2");
        return form;
    }

    private MockHttpServletResponse send(String action, Map<String, String> form) {
        String[] values =
                form.entrySet().stream()
                        .flatMap(
                                field ->
                                        java.util.stream.Stream.of(
                                                field.getKey(), field.getValue()))
                        .toArray(String[]::new);
        return desk.send("/admin/new-domain", action, values);
    }

    @Test
    void anAddedDomainCountsAtOnceUntilItIsPaused() {
        mail.add("ruth", "letter-box-9");
        mail.add("ruth@northlight.example", "letter-box-9");
        assertThat(user.browser.signIn("ruth@northlight.example", "letter-box-9").getStatus())
                .isNotEqualTo(303);

        var added = send("/admin/domains", valid());
        assertThat(added.getHeader("Location"))
                .isEqualTo("/admin/domains/northlight.example?saved=");
        var domain = domains.find("NORTHLIGHT.example").orElseThrow();
        assertThat(domain.username("ruth")).isEqualTo("ruth");
        assertThat(domain.imap().connections()).isEqualTo(5);
        assertThat(domain.smtp().port()).isEqualTo(587);
        assertThat(domain.pop3()).isNull();
        assertThat(user.browser.signIn("ruth@northlight.example", "letter-box-9").getStatus())
                .isEqualTo(303);
        assertThat(desk.page("/admin/domains/northlight.example")).contains("1 signed in");

        Map<String, String> changed = valid();
        changed.put("imapPort", "1993");
        changed.put("domain", "other.example"); // the name is not to be changed
        assertThat(send("/admin/domains/northlight.example", changed).getStatus()).isEqualTo(303);
        assertThat(domains.find("northlight.example").orElseThrow().imap().port()).isEqualTo(1993);
        assertThat(domains.find("other.example")).isEmpty();

        send("/admin/domains/northlight.example/pause", Map.of());
        assertThat(domains.find("northlight.example")).isEmpty();
        assertThat(desk.page("/admin/domains")).contains("Paused");
        send("/admin/domains/northlight.example/resumption", Map.of());
        assertThat(domains.find("northlight.example")).isPresent();
        assertThat(desk.page("/admin/domains/northlight.example/removal"))
                .contains("Remove northlight.example?");
        send("/admin/domains/northlight.example/removal", Map.of());
        assertThat(domains.find("northlight.example")).isEmpty();
        assertThat(desk.status("/admin/domains/northlight.example")).isEqualTo(404);
    }

    @Test
    void anotherNodeHearsOfTheChange() {
        assertThat(domains.find("far.example")).isEmpty(); // and that is kept in memory
        sql.update(
                "INSERT INTO mail_domain (domain, imap_host, imap_port, imap_tls, smtp_host,"
                        + " smtp_port, smtp_tls) VALUES ('far.example', 'imap.far.example', 993,"
                        + " 'IMPLICIT', 'imap.far.example', 465, 'IMPLICIT')");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(domains.find("far.example")).isPresent());
        sql.update("DELETE FROM mail_domain");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(domains.find("far.example")).isEmpty());
    }

    @Test
    void theConfiguredDomainIsShownAndCopiedButNotChanged() {
        String page = desk.page("/admin/domains/posthaste.example");
        assertThat(page).contains("Copy to edit").contains("disabled").doesNotContain(">Save<");
        assertThat(send("/admin/domains/posthaste.example", valid()).getStatus()).isEqualTo(404);
        assertThat(send("/admin/domains/posthaste.example/pause", Map.of()).getStatus())
                .isEqualTo(404);

        assertThat(desk.page("/admin/domains/posthaste.example/copy"))
                .contains("value=\"posthaste.example\"")
                .contains("value=\"imap.posthaste.example\"");
        Map<String, String> copy = valid();
        copy.put("domain", "posthaste.example");
        assertThat(send("/admin/domains", copy).getStatus()).isEqualTo(303);
        assertThat(domains.find("posthaste.example").orElseThrow().imap().host())
                .isEqualTo("imap.northlight.example");
        assertThat(send("/admin/domains", copy).getStatus()).isEqualTo(422); // there is one now
        assertThat(desk.page("/admin/domains/posthaste.example/removal"))
                .contains("will be served as it stands there");
        send("/admin/domains/posthaste.example/removal", Map.of());
        assertThat(domains.find("posthaste.example").orElseThrow().imap().host())
                .isEqualTo("imap.posthaste.example");
    }

    @Test
    void aForeignNameIsKeptInItsOneFormAndShownInBoth() {
        Map<String, String> form = valid();
        form.put("domain", "Käse.example");
        form.put("imapHost", "imap.käse.example");
        assertThat(send("/admin/domains", form).getStatus()).isEqualTo(303);
        assertThat(domains.find("käse.example").orElseThrow().imap().host())
                .isEqualTo("imap.xn--kse-qla.example");
        assertThat(desk.page("/admin/domains")).contains("käse.example", "xn--kse-qla.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "domain|''|Which addresses?",
                "domain|no domain|That is no domain name.",
                "domain|192.0.2.1|That is no domain name.",
                "domain|a..b|That is no domain name.",
                "imapHost|''|Enter the name of the server.",
                "imapHost|imap example|That is no name of a server",
                "imapHost|imap.example/x|That is no name of a server",
                "imapHost|<script>|That is no name of a server",
                "imapHost|0x7f.1|That is no name of a server",
                "smtpHost|http://smtp.example|That is no name of a server",
                "imapPort|0|1 to 65535.",
                "imapPort|65536|1 to 65535.",
                "smtpPort|abc|1 to 65535.",
                "imapTls|NOTHING|Choose one of the three.",
                "imapTls|PLAIN|Passwords would be readable on the way.",
                "smtpTls|PLAIN|Passwords would be readable on the way.",
                "login|X|Choose one of both.",
                "connections|0|A number from 1 to 50.",
                "connections|51|A number from 1 to 50.",
                "position|-1|A number from 0 to 9999."
            })
    void whatIsWrongIsSaidBesideItsField(String field, String value, String sentence) {
        Map<String, String> form = valid();
        form.put(field, value == null ? "" : value);
        var refused = send("/admin/domains", form);
        assertThat(refused.getStatus()).isEqualTo(422);
        var page = org.jsoup.Jsoup.parse(Browser.content(refused));
        var input = page.selectFirst("[name=" + field + "]:not([type=hidden])");
        assertThat(input.attr("aria-invalid")).isEqualTo("true");
        assertThat(page.getElementById(input.attr("aria-describedby")).text()).contains(sentence);
        assertThat(page.selectFirst("[role=alert]").text()).contains("1 field is not right yet");
        assertThat(sql.queryForObject("SELECT count(*) FROM mail_domain", Integer.class)).isZero();
        assertThat(page.selectFirst("[name=smtpHost]").val()).isEqualTo(form.get("smtpHost"));
    }

    @Test
    void plainIsForThisMachineUnlessItIsAllowed() {
        Map<String, String> form = valid();
        form.put("imapTls", "PLAIN");
        form.put("allowPlain", "true");
        assertThat(send("/admin/domains", form).getStatus()).isEqualTo(303);
        form.remove("allowPlain");
        form.put("domain", "here.example");
        form.put("imapHost", "127.0.0.1");
        assertThat(send("/admin/domains", form).getStatus()).isEqualTo(303);
    }
}
