package org.restante.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.account.AccountTest;
import org.restante.account.Browser;
import org.restante.account.FakeMailSessions;
import org.restante.mail.Problem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.MockMvc;

@AccountTest
@ExtendWith(OutputCaptureExtension.class)
class WebTests {

    private final Browser browser;
    private final Browser visitor;

    @Autowired
    WebTests(MockMvc mvc, FakeMailSessions mail) {
        mail.add("web@posthaste.example", "secret");
        browser = new Browser(mvc).from("203.0.113.1");
        visitor = new Browser(mvc).from("203.0.113.2");
    }

    @BeforeEach
    void signIn() {
        assertThat(browser.signIn("web@posthaste.example", "secret").getStatus()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mail/INBOX", "/sign-in", "/nothing/here", "/breaks"})
    void everyPageCarriesTheHeaders(String path) {
        var page = browser.open(path);

        assertThat(page.getHeader("Content-Security-Policy")).isEqualTo(PageHeaders.POLICY);
        assertThat(PageHeaders.POLICY).doesNotContain("unsafe");
        assertThat(page.getHeader("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.getHeader("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.getHeader("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(page.getHeader("Permissions-Policy")).contains("camera=()");
        assertThat(page.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(page.getHeader("Strict-Transport-Security")).isNull();
    }

    @Test
    void tlsIsToStay() {
        assertThat(
                        browser.send(get("/sign-in").secure(true))
                                .getHeader("Strict-Transport-Security"))
                .startsWith("max-age=31536000");
    }

    @Test
    void theBodyOfAMessageKeepsItsOwnPolicyAndMayBeFramedByUs() {
        var body = browser.open("/mail/INBOX/7/body");

        assertThat(body.getHeaders("Content-Security-Policy"))
                .containsExactly("default-src 'none'; sandbox");
        assertThat(body.getHeader("X-Frame-Options")).isEqualTo("SAMEORIGIN");
        assertThat(body.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void assetsAreForEverybodyAndForeverWhenHashed() {
        String page = Browser.content(visitor.open("/sign-in"));
        var link = java.util.regex.Pattern.compile("/assets/app\\.[0-9a-z]+\\.css");
        var matcher = link.matcher(page);
        assertThat(matcher.find()).as(page).isTrue();
        assertThat(visitor.open(matcher.group()).getHeader("Cache-Control")).contains("immutable");

        var unhashed = visitor.open("/css/body.css");
        assertThat(unhashed.getStatus()).isEqualTo(200);
        assertThat(unhashed.getHeader("Cache-Control")).doesNotContain("immutable");
    }

    @Test
    void aMissingAssetIsNotRememberedAsForever() {
        var missing = browser.open("/css/none-0123456789abcdef0123456789abcdef.css");

        assertThat(missing.getStatus()).isEqualTo(404);
        assertThat(missing.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void whoIsNotSignedInIsLedToTheCounter() {
        assertThat(visitor.open("/mail/INBOX?page=2").getHeader("Location"))
                .isEqualTo("/sign-in?to=%2Fmail%2FINBOX%3Fpage%3D2");
        assertThat(visitor.open("/").getHeader("Location")).isEqualTo("/sign-in");
    }

    @Test
    void htmxIsToldToChangeTheWholePage() {
        var answer =
                visitor.send(
                        get("/mail/INBOX/7")
                                .header("HX-Request", "true")
                                .header("HX-Current-URL", "https://m.example/mail/INBOX?page=2"));

        assertThat(answer.getStatus()).isEqualTo(401);
        assertThat(answer.getHeader("HX-Redirect"))
                .isEqualTo("/sign-in?to=%2Fmail%2FINBOX%3Fpage%3D2");
    }

    @ParameterizedTest
    @CsvSource({"cross-site", "same-site"})
    void nothingChangesForAnotherSiteEvenWithAToken(String site) {
        var post = post("/change").param("_csrf", browser.masked());
        assertThat(browser.send(post).getStatus()).isEqualTo(200);
        assertThat(
                        browser.send(
                                        post("/change")
                                                .param("_csrf", browser.masked())
                                                .header("Sec-Fetch-Site", site)
                                                .header("Sec-Fetch-Mode", "navigate")
                                                .header("Sec-Fetch-Dest", "document"))
                                .getStatus())
                .isEqualTo(403);
    }

    @Test
    void nothingChangesWithoutAToken() {
        assertThat(browser.send(post("/change")).getStatus()).isEqualTo(403);
        assertThat(browser.send(post("/change").param("_csrf", "x")).getStatus()).isEqualTo(403);
    }

    @Test
    void anotherSiteMayLinkToMailButNotReadOrFrameIt() {
        assertThat(fetched("/mail/INBOX", "navigate", "document")).isEqualTo(200);
        assertThat(fetched("/mail/INBOX", "navigate", "iframe")).isEqualTo(403);
        assertThat(fetched("/mail/INBOX", "no-cors", "image")).isEqualTo(403);
        assertThat(fetched("/mail/INBOX", "cors", "empty")).isEqualTo(403);
    }

    @ParameterizedTest
    @EnumSource(value = Problem.class, names = "WRONG_PASSWORD", mode = EnumSource.Mode.EXCLUDE)
    void everyProblemIsAStatusAndASentence(Problem problem) {
        var page = browser.open("/fails/" + problem);

        assertThat(page.getStatus()).isGreaterThanOrEqualTo(400).isNotEqualTo(500);
        // The address alone may name it, in the link that tries once more.
        assertThat(Browser.content(page).replace("/fails/" + problem, ""))
                .contains("<h1>")
                .doesNotContain("??")
                .doesNotContain("own words")
                .doesNotContain(problem.name());
    }

    @Test
    void htmxGetsTheSentenceAlone() {
        var fragment = browser.send(get("/fails/QUOTA_EXCEEDED").header("HX-Request", "true"));

        assertThat(fragment.getStatus()).isEqualTo(507);
        assertThat(Browser.content(fragment))
                .startsWith("<section")
                .contains("mailbox is full")
                .doesNotContain("<html");
    }

    @Test
    void germanBrowsersReadGerman() {
        assertThat(
                        Browser.content(
                                browser.send(
                                        get("/fails/QUOTA_EXCEEDED")
                                                .header("Accept-Language", "de-CH"))))
                .contains("Ihr Postfach ist voll")
                .contains("lang=\"de-CH\"");
    }

    @Test
    void theUnexpectedHasAReferenceAndNoDetail(CapturedOutput log) {
        var page = browser.open("/breaks");

        assertThat(page.getStatus()).isEqualTo(500);
        assertThat(Browser.content(page))
                .doesNotContain("secret detail")
                .doesNotContain("Exception")
                .containsPattern("Reference [0-9a-f]{8}");
        var reference =
                java.util.regex.Pattern.compile("Reference ([0-9a-f]{8})")
                        .matcher(Browser.content(page));
        assertThat(reference.find()).isTrue();
        assertThat(log.getAll()).contains(reference.group(1)).contains("secret detail");
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing/here, 404",
        "/number, 400",
        "/number?n=x, 400",
        "/change, 405",
        "/fails/NOTHING, 400",
        "/error, 404"
    })
    void badRequestsHaveASentenceToo(String path, int status) {
        var page = browser.open(path);

        assertThat(page.getStatus()).isEqualTo(status);
        assertThat(Browser.content(page)).contains("<h1>").doesNotContain("??");
    }

    @Test
    void healthIsPublicAndSilent() {
        var health = visitor.open("/actuator/health");

        assertThat(health.getStatus()).isEqualTo(200);
        assertThat(Browser.content(health)).contains("UP").doesNotContain("components");
        assertThat(visitor.open("/actuator/health/readiness").getStatus()).isEqualTo(200);
    }

    @Test
    void metricsAreForThisMachineOnly() {
        assertThat(visitor.open("/actuator/prometheus").getStatus()).isEqualTo(302);
        assertThat(browser.open("/actuator/prometheus").getStatus()).isEqualTo(403);
        assertThat(visitor.from("127.0.0.1").open("/actuator/prometheus").getStatus())
                .isIn(200, 404); // not exported in tests
        assertThat(
                        visitor.send(get("/actuator/prometheus").header("X-Forwarded-For", "::1"))
                                .getStatus())
                .isEqualTo(302);
        assertThat(browser.open("/actuator/env").getStatus()).isEqualTo(403);
    }

    private int fetched(String path, String mode, String destination) {
        return browser.send(
                        get(path)
                                .header("Sec-Fetch-Site", "cross-site")
                                .header("Sec-Fetch-Mode", mode)
                                .header("Sec-Fetch-Dest", destination))
                .getStatus();
    }
}
