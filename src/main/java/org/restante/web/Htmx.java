package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;

/** What htmx tells about a request. */
final class Htmx {

    private Htmx() {}

    /** Whether htmx asks for a fragment; a boosted link asks for a page like any other. */
    static boolean wantsFragment(HttpServletRequest request) {
        return isRequest(request) && !"true".equals(request.getHeader("HX-Boosted"));
    }

    static boolean isRequest(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }
}
