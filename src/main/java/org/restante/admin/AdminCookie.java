package org.restante.admin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookie {@code restante-admin}: it goes to /admin only and ends with the browser. */
final class AdminCookie {

    static final String NAME = "restante-admin";
    static final String PATH = "/admin";

    private AdminCookie() {}

    static @Nullable Token read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, NAME);
        return cookie == null ? null : Token.parse(cookie.getValue());
    }

    static void write(Token token, HttpServletRequest request, HttpServletResponse response) {
        add(cookie(token.text(), request).build(), response);
    }

    static void clear(HttpServletRequest request, HttpServletResponse response) {
        add(cookie("", request).maxAge(Duration.ZERO).build(), response);
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(
            String value, HttpServletRequest request) {
        // Strict: nobody follows a link from elsewhere into these pages.
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .sameSite("Strict")
                .path(request.getContextPath() + PATH)
                .secure(request.isSecure());
    }

    private static void add(ResponseCookie cookie, HttpServletResponse response) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
