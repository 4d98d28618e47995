package org.restante.folders;

import org.jspecify.annotations.Nullable;

/**
 * One line of the folder tree.
 *
 * @param path as in addresses
 * @param open whether it can be opened; a mere parent of others cannot
 * @param name its own, the last part only
 * @param key of its name in the message bundles if it is a special folder
 * @param depth 0 at the top
 * @param count what stands beside the name, 0 for nothing
 * @param quiet whether the count asks for no attention
 */
record Node(
        String path,
        boolean open,
        String name,
        @Nullable String key,
        String icon,
        int depth,
        long count,
        boolean quiet,
        boolean current) {

    /** What it is for, as in {@code inbox}, or null for an ordinary one. */
    public @Nullable String use() {
        return key == null ? null : key.substring(key.indexOf('.') + 1);
    }

    public String url() {
        return "/mail/" + path;
    }

    /** Deeper than this the indentation stays the same. */
    public int indent() {
        return Math.min(depth, 6);
    }
}
