package org.restante.account.store;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the requests that a page makes by itself when mail comes: nobody need be there, so they
 * must not keep a forgotten session alive.
 */
final class Unattended extends OncePerRequestFilter {

    /** What our scripts send along with such a request. */
    static final String HEADER = "Restante-Unattended";

    private static final String STREAM = "/live";
    private static final ScopedValue<Boolean> NOW = ScopedValue.newInstance();

    static boolean now() {
        return NOW.isBound();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader(HEADER) == null && !request.getRequestURI().equals(STREAM)) {
            chain.doFilter(request, response);
            return;
        }
        try {
            ScopedValue.where(NOW, true)
                    .call(
                            () -> {
                                chain.doFilter(request, response);
                                return true;
                            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
