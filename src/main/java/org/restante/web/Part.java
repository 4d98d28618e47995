package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Locale;
import java.util.Set;
import org.restante.settings.Preferences;
import org.restante.settings.Preferences.Theme;
import org.restante.settings.UserPreferences;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Decides how much of a page travels: all of it, or, when htmx asks, only the part that changes;
 * and tells the layout how its reader wants it to look.
 *
 * <p>Templates name their layout by {@code ${layout}}; both layouts take the same parameters, so
 * page and part are one template.
 */
class Part implements HandlerInterceptor {

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur", "yi");

    private final UserPreferences preferences;

    Part(UserPreferences preferences) {
        this.preferences = preferences;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Locale locale = LocaleContextHolder.getLocale();
        request.setAttribute("layout", isPart(request) ? "shell/part" : "shell/page");
        request.setAttribute("direction", isRightToLeft(locale) ? "rtl" : "ltr");
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        Principal user = request.getUserPrincipal();
        show(user == null ? Preferences.DEFAULT : preferences.of(user.getName()), request);
        return true;
    }

    /** Read by the layout into attributes of the root, so that nothing changes while it loads. */
    private static void show(Preferences preferred, HttpServletRequest request) {
        if (preferred.theme() != Theme.AUTOMATIC) {
            request.setAttribute("theme", word(preferred.theme()));
        }
        request.setAttribute("density", word(preferred.density()));
        request.setAttribute("pane", word(preferred.pane()));
        request.setAttribute("shortcuts", preferred.shortcuts() ? "on" : "off");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
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
