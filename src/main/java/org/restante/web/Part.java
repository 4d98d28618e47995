package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Set;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Decides how much of a page travels: all of it, or, when htmx asks, only the part that changes.
 *
 * <p>Templates name their layout by {@code ${layout}}; both layouts take the same parameters, so
 * page and part are one template.
 */
class Part implements HandlerInterceptor {

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur", "yi");

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Locale locale = LocaleContextHolder.getLocale();
        request.setAttribute("layout", isPart(request) ? "shell/part" : "shell/page");
        request.setAttribute("direction", isRightToLeft(locale) ? "rtl" : "ltr");
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        return true;
    }

    /** Going back in the history, htmx wants the whole page again. */
    private static boolean isPart(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null
                && request.getHeader("HX-History-Restore-Request") == null;
    }

    private static boolean isRightToLeft(Locale locale) {
        return RIGHT_TO_LEFT.contains(locale.getLanguage());
    }
}
