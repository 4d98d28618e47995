package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.restante.account.Sessions;
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
        if (user != null) {
            show(user.getName(), request);
        }
        show(user == null ? Preferences.DEFAULT : preferences.of(user.getName()), request);
        return true;
    }

    /** Whose page it is, for the head of every page. */
    private static void show(String address, HttpServletRequest request) {
        request.setAttribute("address", address);
        request.setAttribute("domain", address.substring(address.lastIndexOf('@') + 1));
        request.setAttribute("initials", initials(address));
    }

    private static String initials(String address) {
        return Pattern.compile("[._@-]+")
                .splitAsStream(address.substring(0, Math.max(1, address.lastIndexOf('@'))))
                .filter(word -> !word.isEmpty())
                .limit(2)
                .map(word -> Character.toString(word.codePointAt(0)))
                .collect(Collectors.joining())
                .toUpperCase(Locale.ROOT);
    }

    /** Read by the layout into attributes of the root, so that nothing changes while it loads. */
    private static void show(Preferences preferred, HttpServletRequest request) {
        if (preferred.theme() != Theme.AUTOMATIC) {
            request.setAttribute("theme", word(preferred.theme()));
        }
        boolean shared = Sessions.isShared(request);
        request.setAttribute("density", word(preferred.density()));
        request.setAttribute("pane", word(preferred.pane()));
        request.setAttribute("shortcuts", preferred.shortcuts() ? "on" : "off");
        request.setAttribute("paging", preferred.endless() ? "endless" : "pages");
        request.setAttribute("notify", shared ? "none" : word(preferred.notifications().kind()));
        request.setAttribute("shared", shared);
        request.setAttribute("sound", preferred.notifications().sound() ? "on" : "off");
        request.setAttribute("quiet", preferred.notifications().hours());
        ZoneId zone = preferred.zone();
        request.setAttribute("zone", zone == null ? "browser" : zone.getId());
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
