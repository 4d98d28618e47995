package org.restante.mail;

import java.util.Objects;

/**
 * The messages that were marked last, where they are too many for an address, so that it can be
 * undone. A session keeps it: numbers only, nothing of the mail.
 *
 * @param folder as in an address
 * @param uids whose flag really changed, as a sequence-set
 */
public record LastMarked(String folder, String uids, long uidValidity) {

    /** Under which name a session holds it. */
    public static final String NAME = "last-marked";

    /** More is not kept: a session must stay small. */
    public static final int LONGEST = 200_000;

    public LastMarked {
        Objects.requireNonNull(folder);
        Objects.requireNonNull(uids);
    }
}
