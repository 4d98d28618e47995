package org.restante.account;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.restante.account.store.SignedIn;
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

/** Hands a controller the {@link Viewer}: the browser's language, and the zone told at sign-in. */
@Component
class ViewerArgument implements HandlerMethodArgumentResolver {

    private final ZoneProperties zones;

    ViewerArgument(ZoneProperties zones) {
        this.zones = zones;
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
        return new Viewer(LocaleContextHolder.getLocale(), zone(request));
    }

    private ZoneId zone(NativeWebRequest request) {
        Object signedIn = request.getAttribute(SignedIn.NAME, RequestAttributes.SCOPE_SESSION);
        return signedIn instanceof SignedIn known ? known.zone() : zones.zone();
    }
}
