package org.restante.account;

import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a controller that sends mail the user's {@link Credential}, to be sealed again. */
@Component
class CredentialArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Credential.class;
    }

    @Override
    public Credential resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        if (!(request.getUserPrincipal() instanceof SignedInUser user)) {
            throw new InsufficientAuthenticationException("nobody is signed in");
        }
        return user.credential();
    }
}
