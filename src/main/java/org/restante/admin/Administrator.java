package org.restante.admin;

import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who may enter /admin; no user of a mailbox. */
record Administrator(UUID id, String name) {

    /** As the list shows them. */
    record Listed(UUID id, String name, Instant since, @Nullable Instant signedIn) {}

    /** One who is signed in, in a browser of that time zone. */
    record Present(Administrator who, ZoneId zone) {}
}
