package org.restante.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/** A sign-in page that was open for too long gets a fresh form; all else is refused. */
final class RefusedRequest implements AccessDeniedHandler {

    @Override
    public void handle(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refused)
            throws IOException, ServletException {
        String page = request.getContextPath() + "/sign-in";
        String administrators = request.getContextPath() + "/admin/sign-in";
        if (refused instanceof CsrfException && request.getRequestURI().equals(administrators)) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, administrators + "?stale");
        } else if (refused instanceof CsrfException && request.getRequestURI().equals(page)) {
            String to = request.getParameter("to");
            String fresh = ToSignIn.signIn(request, to);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(
                    HttpHeaders.LOCATION, fresh + (fresh.contains("?") ? "&stale" : "?stale"));
        } else if (refused instanceof CsrfException && LeftBehind.isText(request)) {
            LeftBehind.giveBack(request, response);
        } else if (isHidden(request)) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** The administrator's pages are there for administrators only, whatever is sent to them. */
    private static boolean isHidden(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return (path.equals("/admin") || path.startsWith("/admin/"))
                && !path.startsWith("/admin/invitation/")
                && request.getUserPrincipal() == null
                && SecurityContextHolder.getContext().getAuthentication() == null;
    }
}
