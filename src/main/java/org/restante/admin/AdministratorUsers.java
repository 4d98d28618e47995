package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Makes the signed-in administrator anew for each request, from the cookie of /admin alone. */
@Component("signedInAdministrators")
class AdministratorUsers implements SecurityContextRepository {

    /** Tells the security chain that the browser's session was one, and is over. */
    private static final String ENDED = "administrator-ended";

    private final AdministratorSessions sessions;

    AdministratorUsers(AdministratorSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation") // the interface still asks for it; the deferred way calls it
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return find(holder.getRequest())
                .map(AdministratorUser::new)
                .map(SecurityContextImpl::new)
                .orElseGet(SecurityContextImpl::new);
    }

    @Override
    public void saveContext(
            SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // The session's row is written at sign-in; there is nothing else to keep.
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return find(request).isPresent();
    }

    private Optional<Administrator.Present> find(HttpServletRequest request) {
        Token token = AdminCookie.read(request);
        if (token == null) {
            return Optional.empty();
        }
        Optional<Administrator.Present> present = sessions.use(token);
        if (present.isEmpty() && sessions.isKnown(token)) {
            request.setAttribute(ENDED, true);
        }
        return present;
    }
}
