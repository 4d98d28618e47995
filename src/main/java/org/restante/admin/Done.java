package org.restante.admin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the page says was just done; the address of a page tells no more than that. */
enum Done {
    SAVED,
    PAUSED,
    RESUMED,
    REMOVED,
    CHANGED,
    ENDED,
    LAST;

    /** Named by the request's parameters, or null. */
    static @Nullable Done of(HttpServletRequest request) {
        for (Done done : values()) {
            if (request.getParameter(done.name().toLowerCase(Locale.ROOT)) != null) {
                return done;
            }
        }
        return null;
    }
}
