package org.restante.contacts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a page says was just done; the address of a page tells no more than that. */
enum Done {
    CREATED("contact.told.created"),
    SAVED("contact.told.saved"),
    DELETED("contact.told.deleted"),
    GROUP_CREATED("contact.told.group-created"),
    GROUP_RENAMED("contact.told.group-renamed"),
    GROUP_DELETED("contact.told.group-deleted"),
    MERGED("contact.told.merged"),
    COLLECTS("contact.told.collects"),
    COLLECTS_NOT("contact.told.collects-not");

    private final String key;

    Done(String key) {
        this.key = key;
    }

    /** The sentence in the bundles. */
    public String key() {
        return key;
    }

    static @Nullable Done of(@Nullable String name) {
        return Arrays.stream(values())
                .filter(done -> done.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
