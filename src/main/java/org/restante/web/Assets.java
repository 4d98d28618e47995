package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;

/** The static files that anybody may have. */
final class Assets {

    static final String[] PATHS = {
        AssetController.PATH + "**", "/css/**", "/images/**", "/fonts/**"
    };

    private Assets() {}

    static boolean isAsset(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith(AssetController.PATH)
                || path.startsWith("/css/")
                || path.startsWith("/images/")
                || path.startsWith("/fonts/");
    }
}
