package org.restante.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.settings.UserPreferences;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language that the user prefers, or else the first of the browser's list that there are texts
 * in; its region stays, so that British and American dates look as they should.
 */
@Component("localeResolver")
class Languages implements LocaleResolver {

    private static final Set<String> SUPPORTED = Set.of("en", "de");

    private final UserPreferences preferences;

    Languages(UserPreferences preferences) {
        this.preferences = preferences;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        Locale preferred = user == null ? null : preferences.of(user.getName()).language();
        return preferred == null ? browsers(request) : preferred;
    }

    private static Locale browsers(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.ACCEPT_LANGUAGE) == null) {
            return Locale.ENGLISH;
        }
        return Collections.list(request.getLocales()).stream()
                .filter(locale -> SUPPORTED.contains(locale.getLanguage()))
                .findFirst()
                .map(locale -> Locale.of(locale.getLanguage(), locale.getCountry()))
                .orElse(Locale.ENGLISH);
    }

    @Override
    public void setLocale(
            HttpServletRequest request,
            @Nullable HttpServletResponse response,
            @Nullable Locale locale) {
        throw new UnsupportedOperationException("the user decides by a preference");
    }
}
