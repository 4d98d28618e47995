package org.restante.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.store.SignedIn;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.stereotype.Component;

/** Begins and ends the sessions of signed-in users. */
@Component
public class Sessions {

    private static final int LONGEST_AGENT = 300;

    private final Connections connections;
    private final CookieSerializer sessionCookie;
    private final CsrfTokenRepository csrf;
    private final Clock clock = Clock.systemUTC();

    Sessions(Connections connections, CookieSerializer sessionCookie, CsrfTokenRepository csrf) {
        this.connections = connections;
        this.sessionCookie = sessionCookie;
        this.csrf = csrf;
    }

    /** Begins a session under a new id and a new key, whatever was there before. */
    void begin(
            Account account,
            String password,
            ZoneId zone,
            boolean shared,
            HttpServletRequest request,
            HttpServletResponse response) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        BrowserKey key = BrowserKey.random();
        UUID id = UUID.randomUUID();
        SignedIn signedIn =
                new SignedIn(
                        id,
                        account.address(),
                        account.domain(),
                        account.username(),
                        Sealed.seal(password, key, account, id),
                        zone,
                        clock.instant(),
                        agent(request),
                        request.getRemoteAddr(),
                        shared ? Boolean.TRUE : null);
        request.getSession(true).setAttribute(SignedIn.NAME, signedIn);
        KeyCookie.write(key, request, response);
        csrf.saveToken(csrf.generateToken(request), request, response);
    }

    /**
     * Ends the request's session on every node, with its connections to the mail server and its
     * cookies; does no harm where there is none.
     */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            sessionCookie.writeCookieValue(new CookieSerializer.CookieValue(request, response, ""));
        } else {
            if (session.getAttribute(SignedIn.NAME) instanceof SignedIn signedIn) {
                connections.close(signedIn.address());
            }
            session.invalidate();
        }
        KeyCookie.clear(request, response);
    }

    /** Whether its user said at sign-in that others use the computer, too. */
    public static boolean isShared(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && session.getAttribute(SignedIn.NAME) instanceof SignedIn signedIn
                && Boolean.TRUE.equals(signedIn.shared());
    }

    private static @Nullable String agent(HttpServletRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return agent == null ? null : agent.substring(0, Math.min(agent.length(), LONGEST_AGENT));
    }
}
