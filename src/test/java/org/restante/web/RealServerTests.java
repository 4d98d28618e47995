package org.restante.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.restante.account.AccountTest;
import org.restante.account.Browser;
import org.restante.account.FakeMailSessions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same by real HTTP, where Tomcat has its say. */
@AccountTest
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "restante.mail.domain=posthaste.example",
            "restante.mail.imap.host=imap.posthaste.example"
        })
class RealServerTests {

    private final HttpClient client =
            HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    @LocalServerPort private int port;
    @Autowired private FakeMailSessions mail;
    @Autowired private JdbcTemplate sql;

    @Test
    void signsInAndOut() throws Exception {
        mail.add("rui@posthaste.example", "pä ss+&=");

        var asked = get("/mail/INBOX");
        assertThat(asked.headers().firstValue("Location")).contains("/sign-in?to=%2Fmail%2FINBOX");
        String token = Browser.token(get("/sign-in").body());
        var signedIn = post("/sign-in", "username", "rui", "password", "pä ss+&=", "_csrf", token);
        assertThat(signedIn.statusCode()).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location")).contains("/mail/INBOX");
        assertThat(signedIn.headers().allValues("Set-Cookie"))
                .hasSize(3)
                .allMatch(cookie -> cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));

        assertThat(get("/mail/INBOX").body()).startsWith("rui@posthaste.example");
        assertThat(get("/none").statusCode()).isEqualTo(404);
        var broken = get("/breaks");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(broken.body()).contains("Reference").doesNotContain("secret detail");

        // The token of the page before signing in is worth nothing now.
        assertThat(post("/sign-out", "_csrf", token).statusCode()).isEqualTo(403);
        String csrf =
                client.cookieHandler()
                        .orElseThrow()
                        .get(uri("/"), java.util.Map.of())
                        .toString()
                        .replaceAll(".*restante-csrf=([^;\\],]+).*", "$1");
        byte[] masked = new byte[csrf.length() * 2];
        System.arraycopy(
                csrf.getBytes(StandardCharsets.UTF_8), 0, masked, csrf.length(), csrf.length());
        var signedOut =
                post("/sign-out", "_csrf", java.util.Base64.getUrlEncoder().encodeToString(masked));
        assertThat(signedOut.statusCode()).isEqualTo(302);
        assertThat(signedOut.headers().firstValue("Clear-Site-Data")).isPresent();
        assertThat(sql.queryForObject("SELECT count(*) FROM spring_session", Integer.class))
                .isZero();
        assertThat(get("/mail/INBOX").statusCode()).isEqualTo(302);
    }

    @Test
    void aClientsOwnForwardedAddressIsNotBelieved() throws Exception {
        // A proxy on this machine appends the address that it saw; only that one counts.
        var request =
                HttpRequest.newBuilder(uri("/actuator/prometheus"))
                        .header("X-Forwarded-For", "127.0.0.1, 192.0.2.7")
                        .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(302);
        assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String... fields) throws Exception {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
