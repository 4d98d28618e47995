package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The static files that anybody may have. */
final class Assets {

    static final String[] PATHS = {
        "/css/**",
        "/js/**",
        "/fonts/**",
        "/images/**",
        "/icons/**",
        "/webjars/**",
        "/*.svg",
        "/*.webmanifest"
    };

    private static final Pattern NAMES =
            Pattern.compile(
                    "/(css|js|fonts|images|icons|webjars)/.*|/[^/]*\\.(svg|ico|webmanifest)");
    private static final Pattern HASHED = Pattern.compile(".*-[0-9a-f]{32}\\.[a-z0-9]+");

    private Assets() {}

    static boolean isAsset(HttpServletRequest request) {
        return NAMES.matcher(path(request)).matches();
    }

    /** Whether the name holds a hash of the content, so that it never changes. */
    static boolean isHashed(HttpServletRequest request) {
        return isAsset(request) && HASHED.matcher(path(request)).matches();
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }
}
