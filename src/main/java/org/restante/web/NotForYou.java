package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextRepository;

/**
 * Shows the administrator's pages to nobody else: there is no such page. Only who is not signed in
 * at all, or was as an administrator until just now, is led to their sign-in.
 */
final class NotForYou implements AuthenticationEntryPoint {

    /** Set where the session of an administrator was found, but is over. */
    private static final String ENDED = "administrator-ended";

    private final SecurityContextRepository users;

    NotForYou(SecurityContextRepository users) {
        this.users = users;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refused)
            throws IOException {
        String signIn = request.getContextPath() + "/admin/sign-in";
        if (request.getAttribute(ENDED) != null) {
            response.sendRedirect(signIn + "?ended");
        } else if (isStart(request) && !users.containsContext(request)) {
            response.sendRedirect(signIn);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static boolean isStart(HttpServletRequest request) {
        return HttpMethod.GET.matches(request.getMethod())
                && request.getRequestURI().equals(request.getContextPath() + "/admin");
    }
}
