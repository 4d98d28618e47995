package org.restante.compose;

import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;

/**
 * One recipient as somebody typed it.
 *
 * @param typed in one line
 * @param address null where it cannot be one
 * @param fault what is wrong with it, null where nothing is
 */
public record Recipient(String typed, @Nullable Address address, @Nullable Fault fault) {

    /** Why mail cannot be addressed so; each has its sentence. */
    public enum Fault {
        /** There is no {@code @}. */
        NO_AT,
        /** Nothing stands before the {@code @}. */
        NO_LOCAL_PART,
        /** What stands behind the {@code @} is no name of a domain. */
        NO_DOMAIN,
        /** It holds a character that no address has. */
        CHARACTER,
        /** It is longer than an address may be (RFC 5321, section 4.5.3.1). */
        TOO_LONG
    }

    public boolean isGood() {
        return fault == null;
    }
}
