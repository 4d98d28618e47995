package org.restante.reading.message;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Breaks a response off where its content did. An exception of a controller becomes an error page,
 * which after the first octets would be the end of a file that looks whole; thrown from here it
 * makes the server close the connection without the last chunk, and the browser tells of it.
 */
@Component
class BrokenOff extends OncePerRequestFilter {

    private static final String CAUSE = BrokenOff.class.getName();

    /** Tells that the response is not complete and never will be. */
    static void mark(HttpServletRequest request, Exception cause) {
        request.setAttribute(CAUSE, cause);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (request.getAttribute(CAUSE) instanceof Exception cause) {
            throw new ServletException("The content of a file broke off", cause);
        }
    }
}
