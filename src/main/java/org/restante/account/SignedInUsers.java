package org.restante.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Optional;
import org.restante.account.store.SignedIn;
import org.restante.mail.Credential;
import org.restante.settings.MailDomains;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Makes the signed-in user anew for each request, from the session's record and the browser's key;
 * a record that the key does not open is the same as none.
 */
@Component
class SignedInUsers implements SecurityContextRepository {

    private final SessionProperties properties;
    private final MailDomains domains;
    private final Clock clock = Clock.systemUTC();

    SignedInUsers(SessionProperties properties, MailDomains domains) {
        this.properties = properties;
        this.domains = domains;
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation") // the interface still asks for it; the deferred way calls it
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return find(holder.getRequest())
                .map(SecurityContextImpl::new)
                .orElseGet(SecurityContextImpl::new);
    }

    @Override
    public void saveContext(
            SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // The session's record is written at sign-in; there is nothing else to keep.
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return find(request).isPresent();
    }

    Optional<SignedInUser> find(HttpServletRequest request) {
        BrowserKey key = KeyCookie.read(request);
        HttpSession session = key == null ? null : request.getSession(false);
        if (key == null
                || session == null
                || !(session.getAttribute(SignedIn.NAME) instanceof SignedIn signedIn)
                || signedIn.at().plus(properties.max()).isBefore(clock.instant())
                || domains.find(signedIn.domain()).isEmpty()) {
            return Optional.empty();
        }
        Account account = account(signedIn);
        return Sealed.open(signedIn.box(), key, account, signedIn.id())
                .map(password -> new Credential(account.username(), password))
                .map(credential -> new SignedInUser(account, credential));
    }

    static Account account(SignedIn signedIn) {
        return new Account(signedIn.address(), signedIn.domain(), signedIn.username());
    }
}
