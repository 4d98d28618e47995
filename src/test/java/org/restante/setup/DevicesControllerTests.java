package org.restante.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.account.AccountTest;
import org.restante.account.Browser;
import org.restante.account.FakeMailSessions;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.restante.settings.MailDomain;
import org.restante.settings.MailDomain.Login;
import org.restante.settings.MailDomains;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.servlet.MockMvc;

@AccountTest
@Import(DevicesControllerTests.Houses.class)
class DevicesControllerTests {

    private static final List<MailDomain> DOMAINS =
            List.of(
                    domain("posthaste.example", Login.ADDRESS, "imap.posthaste.example", null),
                    domain("pop.example", Login.ADDRESS, "imap.pop.example", "pop.pop.example"),
                    domain("local.example", Login.LOCAL_PART, "imap.local.example", null),
                    domain("idn.example", Login.ADDRESS, "imap.bücher.example", null),
                    domain("ascii.example", Login.ADDRESS, "imap.xn--bcher-kva.example", null),
                    domain("six.example", Login.ADDRESS, "[2001:db8::25]", "2001:db8::110"),
                    new MailDomain(
                            "mixed.example",
                            Login.ADDRESS,
                            server("imap.mixed.example", 143, Tls.STARTTLS),
                            server("smtp.mixed.example", 25, Tls.PLAIN),
                            server("pop.mixed.example", 110, Tls.STARTTLS)));

    private final Browser browser;
    private final FakeMailSessions mail;

    @Autowired
    DevicesControllerTests(MockMvc mvc, FakeMailSessions mail) {
        this.browser = new Browser(mvc).from("203.0.113.77");
        this.mail = mail;
    }

    @Test
    void showsTheAccountsOwnServers() {
        Document page = page("ines@posthaste.example", "/devices");

        assertThat(values(page))
                .containsExactly(
                        "imap.posthaste.example",
                        "993",
                        "smtp.posthaste.example",
                        "465",
                        "ines@posthaste.example");
        assertThat(page.select(".values").text())
                .contains("IMAP, SSL/TLS", "SMTP, SSL/TLS", "The one that you sign in here with");
        assertThat(page.select("#servers + p").text()).isEqualTo("Both connections are encrypted.");
        assertThat(page.select("bdi.code")).allMatch(value -> value.attr("dir").equals("ltr"));
    }

    @Test
    void aDomainWithoutPopSaysSoAndShowsNoWayToIt() {
        Document page = page("ines@posthaste.example", "/devices?protocol=pop");

        assertThat(page.select(".protocol .none").text())
                .isEqualTo("Your mail provider offers no POP here.");
        assertThat(page.select("a[href*=protocol]")).isEmpty();
        assertThat(values(page)).startsWith("imap.posthaste.example", "993");
        assertThat(page.select("#guide-iphone").text()).contains("Keep IMAP").doesNotContain("POP");
    }

    @Test
    void whereThereIsNoPopImapIsAdvisedWithTheReason() {
        Document page = page("ines@posthaste.example", "/devices?where=one&keep=no&space=short");

        assertThat(page.select("#advice").text())
                .startsWith("We suggest IMAP.")
                .contains("offers none here");
        assertThat(recommended(page)).isEqualTo("IMAP");
    }

    @ParameterizedTest
    @CsvSource({
        "'', IMAP, same mailbox",
        "?where=many&keep=yes&space=enough, IMAP, same mailbox",
        "?where=many&keep=no&space=short, IMAP, take the mail away from all others",
        "?where=one&keep=yes&space=enough, IMAP, even if the computer breaks",
        "?where=one&keep=yes&space=short, IMAP, To make room",
        "?where=one&keep=no&space=enough, POP, Back that computer up",
        "?where=one&keep=no&space=short, POP, makes room on the server",
        "?where=%3Cb%3E&keep=%00&space=one&protocol=x, IMAP, same mailbox",
    })
    void theAnswersLeadToAnAdviceWithItsReason(String query, String protocol, String why) {
        Document page = page("mateo@pop.example", "/devices" + query);

        assertThat(page.select("#advice").text())
                .startsWith("We suggest " + protocol + ".")
                .contains(why);
        assertThat(recommended(page)).isEqualTo(protocol);
        assertThat(values(page).getFirst())
                .isEqualTo(protocol.toLowerCase(Locale.ROOT) + ".pop.example");
    }

    @Test
    void theAnswersStayChosen() {
        Document page = page("mateo@pop.example", "/devices?where=one&keep=no&space=short");

        assertThat(page.select("form[action=/devices] input[checked]").eachAttr("id"))
                .containsExactly("where-one", "keep-no", "space-short");
        assertThat(page("mateo@pop.example", "/devices").select("input[checked]").eachAttr("id"))
                .containsExactly("where-many", "keep-yes", "space-enough");
    }

    @Test
    void popIsThereForWhoWantsItAgainstTheAdvice() {
        Document asked = page("mateo@pop.example", "/devices");
        String link = asked.select("a[href*=protocol]").attr("href");
        assertThat(link)
                .isEqualTo("/devices?protocol=pop&where=many&keep=yes&space=enough#servers");

        Document page = page("mateo@pop.example", link.replace("#servers", ""));

        assertThat(recommended(page)).isEqualTo("IMAP");
        assertThat(values(page)).startsWith("pop.pop.example", "995");
        assertThat(page.select(".protocol.chosen-one h3").text()).startsWith("POP");
        assertThat(page.select("a[href*=protocol]").attr("href")).contains("protocol=imap");
    }

    @Test
    void saysWhatEachDoesToTheMail() {
        Document page = page("mateo@pop.example", "/devices");

        assertThat(page.select(".protocol").get(0).text())
                .contains("Every device shows the same mailbox", "Folders", "counts against");
        assertThat(page.select(".protocol").get(1).text())
                .contains(
                        "usually removed here",
                        "this page stop seeing",
                        "Leave a copy on the server",
                        "fills your storage",
                        "back up");
    }

    @ParameterizedTest
    @ValueSource(strings = {"imap", "pop"})
    void everyProgramHasItsStepsWithTheAccountsOwnValues(String protocol) {
        Document page = page("mateo@pop.example", "/devices?protocol=" + protocol);

        assertThat(page.select("details.steps").eachAttr("id"))
                .containsExactly(
                        "guide-iphone",
                        "guide-android",
                        "guide-outlook",
                        "guide-thunderbird",
                        "guide-applemail");
        for (var guide : page.select("details.steps")) {
            assertThat(guide.select("li")).as(guide.id()).hasSizeGreaterThan(3);
            assertThat(guide.select("bdi.code").eachText())
                    .as(guide.id())
                    .contains(
                            protocol + ".pop.example",
                            protocol.equals("pop") ? "995" : "993",
                            "smtp.pop.example",
                            "465",
                            "mateo@pop.example");
            assertThat(guide.text()).doesNotContain("{", "|", "\u0001");
        }
    }

    @Test
    void popStepsTellHowToLeaveACopyAndWhatKnowsNoPop() {
        Document page = page("mateo@pop.example", "/devices?protocol=pop");

        assertThat(page.select("#guide-iphone").text()).contains("choose Never");
        assertThat(page.select("#guide-android").text()).contains("Never to leave a copy");
        assertThat(page.select("#guide-outlook").text())
                .contains(
                        "Leave a copy of messages on the server",
                        "phones and tablets knows no POP");
        assertThat(page.select("#guide-thunderbird").text()).contains("Leave messages on server");
        assertThat(page.select("#guide-applemail").text()).contains("Leave it off to keep a copy");
    }

    @Test
    void securityIsToldInWordsAndItsLackIsAWarning() {
        Document page = page("mateo@mixed.example", "/devices");

        assertThat(page.select(".values").text())
                .contains("143 IMAP, STARTTLS", "25 SMTP, no encryption");
        assertThat(page.select("#servers + p").text()).contains("Not every connection");
        assertThat(page.select("#guide-thunderbird").text())
                .contains("connection security STARTTLS", "connection security no encryption");
        assertThat(page("mateo@mixed.example", "/devices?protocol=pop").select(".values").text())
                .contains("110 POP, STARTTLS");
    }

    @Test
    void theUserNameFollowsTheDomainsRule() {
        assertThat(values(page("ines@local.example", "ines", "/devices"))).endsWith("ines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idn.example", "ascii.example"})
    void aHostOutsideAsciiIsShownAsEveryProgramTakesItAndAsPeopleReadIt(String domain) {
        Document page = page("ines@" + domain, "/devices");

        assertThat(values(page)).startsWith("imap.xn--bcher-kva.example");
        assertThat(page.select("bdi.more").text()).contains("imap.bücher.example");
    }

    @Test
    void anIpV6AddressStandsWithoutBrackets() {
        assertThat(values(page("ines@six.example", "/devices"))).startsWith("2001:db8::25");
        assertThat(values(page("ines@six.example", "/devices?protocol=pop")))
                .startsWith("2001:db8::110");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>@posthaste.example",
                "a|b{0}{1,number}'c@posthaste.example",
                "\"><script>alert(1)</script>@posthaste.example",
                "a\u202eb@posthaste.example",
                "${7*7}#{x}@posthaste.example",
            })
    void aHostileUserNameIsOnlyText(String address) {
        Document page = page(address, "/devices");

        assertThat(page.getElementById("value-user").wholeText()).isEqualTo(address);
        assertThat(page.select("#devices img, #devices script")).isEmpty();
        for (var guide : page.select("details.steps")) {
            assertThat(guide.select("bdi.code"))
                    .as(guide.id())
                    .anyMatch(value -> value.wholeText().equals(address));
            assertThat(guide.select("li").size()).isBetween(4, 7);
        }
    }

    @Test
    void speaksGerman() {
        sign("ines@posthaste.example", "ines@posthaste.example");
        String page =
                Browser.content(browser.send(get("/devices").header("Accept-Language", "de")));

        assertThat(page)
                .contains(
                        "Wir empfehlen IMAP.",
                        "Posteingangsserver",
                        "Beide Verbindungen sind verschlüsselt.");
    }

    @Test
    void whoIsNotSignedInSeesNoServers() {
        assertThat(browser.open("/devices").getHeader("Location"))
                .isEqualTo("/sign-in?to=%2Fdevices");
    }

    private Document page(String address, String path) {
        return page(address, address, path);
    }

    private Document page(String address, String username, String path) {
        sign(address, username);
        var answer = browser.open(path);
        assertThat(answer.getStatus()).isEqualTo(200);
        return Jsoup.parse(Browser.content(answer));
    }

    private void sign(String address, String username) {
        mail.add(username, "secret");
        browser.cookies.clear();
        assertThat(browser.signIn(address, "secret").getStatus()).isEqualTo(303);
    }

    private static List<String> values(Document page) {
        return page.select(".values bdi.code").eachText();
    }

    private static String recommended(Document page) {
        return page.select(".protocol:has(.badge-soft) h3 > span:first-child").text();
    }

    private static MailDomain domain(String name, Login login, String imap, @Nullable String pop) {
        return new MailDomain(
                name,
                login,
                server(imap, 993, Tls.IMPLICIT),
                server("smtp." + name, 465, Tls.IMPLICIT),
                pop == null ? null : server(pop, 995, Tls.IMPLICIT));
    }

    private static MailServer server(String host, int port, Tls tls) {
        return new MailServer(host, port, tls, true, 3);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Houses {

        @Bean
        @Primary
        MailDomains houses() {
            Map<String, MailDomain> known =
                    DOMAINS.stream()
                            .collect(Collectors.toMap(MailDomain::domain, Function.identity()));
            return new MailDomains() {
                @Override
                public Optional<MailDomain> find(String domain) {
                    return Optional.ofNullable(known.get(domain.toLowerCase(Locale.ROOT)));
                }

                @Override
                public List<MailDomain> all() {
                    return DOMAINS;
                }
            };
        }
    }
}
