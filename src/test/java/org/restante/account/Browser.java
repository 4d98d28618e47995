package org.restante.account;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;

/** Keeps cookies and fills in forms, as a browser does. */
public final class Browser {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private final MockMvc mvc;
    public final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private String client = "192.0.2.1";

    public Browser(MockMvc mvc) {
        this.mvc = mvc;
    }

    public Browser from(String client) {
        this.client = client;
        return this;
    }

    public MockHttpServletResponse open(String path) {
        return send(get(java.net.URI.create(path)));
    }

    /** Opens the sign-in page and sends its form. */
    public MockHttpServletResponse signIn(String username, String password, String... more) {
        var form =
                post("/sign-in")
                        .param("username", username)
                        .param("password", password)
                        .param("_csrf", token());
        for (int i = 0; i < more.length; i += 2) {
            form.param(more[i], more[i + 1]);
        }
        return send(form);
    }

    public MockHttpServletResponse signOut() {
        // The token is masked anew on each page and valid on all of them.
        return send(post("/sign-out").param("_csrf", masked()));
    }

    public String token() {
        return token(content(open("/sign-in")));
    }

    public static String token(String page) {
        Matcher token = TOKEN.matcher(page);
        if (!token.find()) {
            throw new AssertionError("no form in " + page);
        }
        return token.group(1);
    }

    /** The mask of zeros: what a form's token is when nothing is mixed in. */
    public String masked() {
        byte[] token =
                cookies.get("restante-csrf")
                        .getValue()
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] masked = new byte[token.length * 2];
        System.arraycopy(token, 0, masked, token.length, token.length);
        return java.util.Base64.getUrlEncoder().encodeToString(masked);
    }

    public MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request) {
        if (!cookies.isEmpty()) {
            request.cookie(cookies.values().toArray(Cookie[]::new));
        }
        try {
            var response =
                    mvc.perform(
                                    request.with(
                                            r -> {
                                                r.setRemoteAddr(client);
                                                return r;
                                            }))
                            .andReturn()
                            .getResponse();
            for (Cookie cookie : response.getCookies()) {
                if (cookie.getMaxAge() == 0) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie);
                }
            }
            return response;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static String content(MockHttpServletResponse response) {
        return new String(
                response.getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
