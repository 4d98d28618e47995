package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.thymeleaf.spring6.view.ThymeleafView;

/**
 * Sends a page when it is complete, in one piece of known length: a failure half-way is an honest
 * error page, and cookies that a form needs (CSRF) can still be set.
 */
public class PageView extends ThymeleafView {

    /** Less does not become shorter. */
    private static final int SHORT = 1024;

    @Override
    public void render(
            @Nullable Map<String, ?> model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws Exception {
        PageWriter page = new PageWriter();
        super.render(model, request, new Held(response, page));
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        byte[] octets;
        if (acceptsGzip(request) && page.size() >= SHORT) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
            octets = page.gzipped();
        } else {
            octets = page.plain();
        }
        response.setContentLength(octets.length);
        response.getOutputStream().write(octets);
    }

    /** As browsers say it; whoever weighs encodings in other words takes a page as it is. */
    private static boolean acceptsGzip(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null
                && Arrays.stream(accepted.split(",", 20))
                        .map(String::strip)
                        .anyMatch("gzip"::equals);
    }

    /** Keeps what is written from the browser. */
    private static final class Held extends HttpServletResponseWrapper {

        private final PageWriter page;

        Held(HttpServletResponse response, PageWriter page) {
            super(response);
            this.page = page;
        }

        @Override
        public PrintWriter getWriter() {
            return page;
        }

        @Override
        public void flushBuffer() throws IOException {
            // there is nothing to be sent yet
        }
    }
}
