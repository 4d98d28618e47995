package org.restante.web;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Who may read the metrics ({@code restante.metrics.from}): this machine, unless told otherwise.
 *
 * @param from networks in CIDR notation
 */
@ConfigurationProperties("restante.metrics")
record MetricsProperties(@DefaultValue({"127.0.0.1/32", "::1/128"}) List<String> from)
        implements AuthorizationManager<RequestAuthorizationContext> {

    // A proxy on this machine makes every visitor look local; these give it away.
    private static final List<String> PROXIED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Via");

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> user,
            RequestAuthorizationContext context) {
        var request = context.getRequest();
        boolean proxied = PROXIED.stream().anyMatch(name -> request.getHeader(name) != null);
        return new AuthorizationDecision(
                !proxied
                        && from.stream()
                                .map(IpAddressMatcher::new)
                                .anyMatch(network -> network.matches(request.getRemoteAddr())));
    }
}
