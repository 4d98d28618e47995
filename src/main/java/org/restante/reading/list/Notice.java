package org.restante.reading.list;

import org.jspecify.annotations.Nullable;

/**
 * One sentence about what was done.
 *
 * @param key of the sentence in the message bundles
 * @param label of the folder in which the messages are now
 * @param undo how to take it back, or null
 */
public record Notice(String key, long count, String label, @Nullable Undo undo) {

    /**
     * The move that takes an act back.
     *
     * @param action the address that the form posts to
     * @param destroy whether it takes back a mark of junk as well
     */
    public record Undo(
            String action, boolean destroy, String uids, long uidValidity, String origin) {}
}
