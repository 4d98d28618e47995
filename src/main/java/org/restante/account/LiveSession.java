package org.restante.account;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session of a mailbox user, as others may see it: nothing here opens it.
 *
 * @param id of the row, which no cookie holds
 * @param agent how the browser names itself, or null where that is not known
 * @param client the address it signed in from, or null where that is not known
 * @param used the last use, exact to a minute
 * @param connections of the account to its mail server, from this node
 */
public record LiveSession(
        UUID id,
        String address,
        @Nullable String agent,
        @Nullable String client,
        Instant since,
        Instant used,
        int connections) {}
