package org.restante.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;

/** What somebody had written when their session was over: it is given back to them. */
final class LeftBehind {

    private static final String PAGE = "/left";

    private LeftBehind() {}

    /** Whether a page of our own, and no script, has sent a text that nobody has taken. */
    static boolean isText(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String accepted = request.getHeader("Accept");
        return HttpMethod.POST.matches(request.getMethod())
                && path.startsWith("/drafts/")
                && "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
                && accepted != null
                && accepted.startsWith("text/html");
    }

    static void giveBack(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        request.getRequestDispatcher(PAGE).forward(request, response);
    }
}
