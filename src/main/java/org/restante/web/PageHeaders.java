package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The headers of every answer; where a handler set its own (the sandboxed body of a message does),
 * that one stays.
 */
final class PageHeaders implements HeaderWriter {

    static final String POLICY =
            String.join(
                    "; ",
                    "default-src 'none'",
                    "script-src 'self'",
                    "style-src 'self'",
                    "img-src 'self' data:",
                    "font-src 'self'",
                    "connect-src 'self'",
                    "form-action 'self'",
                    "frame-src 'self'",
                    "frame-ancestors 'none'",
                    "base-uri 'none'",
                    "manifest-src 'self'");

    private static final String PERMISSIONS =
            "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(),"
                    + " gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(),"
                    + " serial=(), usb=()";

    /** The document that our own page shows in a frame. */
    private static final Pattern BODY = Pattern.compile("/mail/[^/]+/[^/]+/body");

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        boolean framed = BODY.matcher(path).matches();
        unlessSet(response, "Content-Security-Policy", POLICY);
        unlessSet(response, "X-Frame-Options", framed ? "SAMEORIGIN" : "DENY");
        unlessSet(response, "Permissions-Policy", PERMISSIONS);
        unlessSet(response, HttpHeaders.CACHE_CONTROL, caching(request, response));
    }

    private static String caching(HttpServletRequest request, HttpServletResponse response) {
        if (response.getStatus() >= 400 || !Assets.isAsset(request)) {
            return "no-store";
        }
        return "no-cache";
    }

    private static void unlessSet(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }
}
