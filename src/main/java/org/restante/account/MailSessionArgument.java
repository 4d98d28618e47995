package org.restante.account;

import org.jspecify.annotations.Nullable;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.MailSessions;
import org.restante.settings.MailDomain;
import org.restante.settings.MailDomains;
import org.springframework.core.MethodParameter;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a controller the {@link MailSession} of the request's user. */
@Component
class MailSessionArgument implements HandlerMethodArgumentResolver {

    private final MailSessions mail;
    private final MailDomains domains;

    MailSessionArgument(MailSessions mail, MailDomains domains) {
        this.mail = mail;
        this.domains = domains;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == MailSession.class;
    }

    @Override
    public MailSession resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        if (!(request.getUserPrincipal() instanceof SignedInUser user)) {
            throw new InsufficientAuthenticationException("nobody is signed in");
        }
        MailDomain domain =
                domains.find(user.account().domain())
                        .orElseThrow(
                                () ->
                                        new InsufficientAuthenticationException(
                                                "the domain is served no longer"));
        return mail.resume(
                new MailAccount(domain.imap(), user.account().username()), user.credential());
    }
}
