package org.restante.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.util.UriUtils;

/** Leads who is not signed in to the sign-in page, and afterwards back to where they were. */
final class ToSignIn implements AuthenticationEntryPoint {

    private static final int LONGEST = 2000;

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refused)
            throws IOException, ServletException {
        if (LeftBehind.isText(request)) {
            LeftBehind.giveBack(request, response);
        } else if (Htmx.isRequest(request)) {
            // htmx follows redirects inside a pane; the header changes the whole page instead.
            response.setHeader("HX-Redirect", signIn(request, shownPage(request)));
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.sendRedirect(signIn(request, requested(request)));
        }
    }

    static String signIn(HttpServletRequest request, @Nullable String to) {
        String page = request.getContextPath() + "/sign-in";
        return to == null || to.equals("/") || to.length() > LONGEST
                ? page
                : page + "?to=" + UriUtils.encode(to, StandardCharsets.UTF_8);
    }

    private static @Nullable String requested(HttpServletRequest request) {
        if (!HttpMethod.GET.matches(request.getMethod())) {
            return null; // what was posted is not there to be read
        }
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return request.getQueryString() == null ? path : path + "?" + request.getQueryString();
    }

    private static @Nullable String shownPage(HttpServletRequest request) {
        String url = request.getHeader("HX-Current-URL");
        try {
            URI uri = url == null ? null : URI.create(url);
            if (uri == null || uri.getRawPath() == null) {
                return null;
            }
            return uri.getRawQuery() == null
                    ? uri.getRawPath()
                    : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
