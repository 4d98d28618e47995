package org.restante.admin;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.net.URI;
import java.util.List;
import org.restante.account.Browser;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** A browser before the administrator's pages. */
final class Desk {

    static final String NAME = "Ruth Adeyemi";
    static final String PASSWORD = "four loose pigeons & 1 ladder";

    final Browser browser;

    Desk(MockMvc mvc) {
        browser = new Browser(mvc);
    }

    /** Nobody there, then one administrator. */
    static void reset(JdbcTemplate sql, Invitations invitations) {
        for (String table :
                List.of(
                        "administrator_session",
                        "administrator_invitation",
                        "administrator",
                        "mail_domain",
                        "spring_session")) {
            sql.update("DELETE FROM " + table);
        }
        Token token = invitations.first().orElseThrow();
        invitations.accept(token, NAME, invitations.hash(PASSWORD));
    }

    Desk from(String client) {
        browser.from(client);
        return this;
    }

    Desk signedIn() {
        var response = signIn(NAME, PASSWORD);
        if (response.getStatus() != 303) {
            throw new AssertionError(response.getStatus() + " " + Browser.content(response));
        }
        return this;
    }

    MockHttpServletResponse signIn(String name, String password) {
        return send("/admin/sign-in", "/admin/sign-in", "username", name, "password", password);
    }

    void signOutAndFail(String password) {
        send("/admin/domains", "/admin/sign-out");
        if (signIn(password, password).getStatus() != 401) {
            throw new AssertionError("that is nobody");
        }
    }

    String page(String path) {
        return Browser.content(browser.open(path));
    }

    int status(String path) {
        return browser.open(path).getStatus();
    }

    /** Opens a page and sends a form of it. */
    MockHttpServletResponse send(String page, String action, String... values) {
        return sendWith(Browser.token(page(page)), action, values);
    }

    MockHttpServletResponse sendWith(String token, String action, String... values) {
        var form = post(URI.create(action)).param("_csrf", token);
        for (int i = 0; i < values.length; i += 2) {
            form.param(values[i], values[i + 1]);
        }
        return browser.send(form);
    }
}
