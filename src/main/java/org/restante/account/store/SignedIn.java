package org.restante.account.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who signed in, with the credential in a box that only the browser's key opens.
 *
 * @param id of this very sign-in; part of what the box is bound to
 * @param address as shown
 * @param domain the mail domain, whose servers are looked up at each use
 * @param username the name on the mail server
 * @param box the sealed password, in base64url
 * @param zone in which the browser is
 * @param at when it was
 * @param agent how the browser names itself, or null where that was not kept
 * @param client the address that it came from, or null where that was not kept
 * @param shared true where others use the computer, else null
 */
public record SignedIn(
        UUID id,
        String address,
        String domain,
        String username,
        String box,
        ZoneId zone,
        Instant at,
        @Nullable String agent,
        @Nullable String client,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean shared)
        implements SessionAttribute {

    /** Under which name a session holds it. */
    public static final String NAME = "signed-in";

    public SignedIn {
        Objects.requireNonNull(id);
        Objects.requireNonNull(address);
        Objects.requireNonNull(domain);
        Objects.requireNonNull(username);
        Objects.requireNonNull(box);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(at);
    }

    @Override
    public String toString() {
        return "SignedIn[" + id + "]";
    }
}
