package org.restante.account;

import java.security.Principal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.restante.account.store.SignedIn;
import org.restante.settings.Preferences;
import org.restante.settings.UserPreferences;
import org.restante.settings.Viewer;
import org.restante.settings.ZoneProperties;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Hands a controller the {@link Viewer}: as the user prefers, else the browser's language and the
 * zone told at sign-in.
 */
@Component
class ViewerArgument implements HandlerMethodArgumentResolver {

    private final ZoneProperties zones;
    private final UserPreferences preferences;

    ViewerArgument(ZoneProperties zones, UserPreferences preferences) {
        this.zones = zones;
        this.preferences = preferences;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Viewer.class;
    }

    @Override
    public Viewer resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        Principal user = request.getUserPrincipal();
        Preferences preferred = user == null ? Preferences.DEFAULT : preferences.of(user.getName());
        ZoneId told = told(request);
        ZoneId zone = preferred.zone() == null ? told : preferred.zone();
        // The preferred language is the locale already: the shell looked first.
        return new Viewer(LocaleContextHolder.getLocale(), zone, preferred, told);
    }

    private ZoneId told(NativeWebRequest request) {
        Object signedIn = request.getAttribute(SignedIn.NAME, RequestAttributes.SCOPE_SESSION);
        return signedIn instanceof SignedIn known ? known.zone() : zones.zone();
    }
}
