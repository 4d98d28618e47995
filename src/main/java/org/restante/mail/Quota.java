package org.restante.mail;

import org.jspecify.annotations.Nullable;

/**
 * How much of its space an account uses (RFC 9208).
 *
 * @param usedBytes what all its mail takes, in octets
 * @param limitBytes what it may take, or null where there is no limit on storage
 */
public record Quota(String root, long usedBytes, @Nullable Long limitBytes) {

    /**
     * The used share in whole percent, so that it is full at its limit and not before; above 100
     * when over it, and 0 where there is none.
     */
    public int percent() {
        if (limitBytes == null) {
            return 0;
        }
        return limitBytes == 0
                ? 100
                : (int) Math.min(999, Math.floor(100.0 * usedBytes / limitBytes));
    }
}
