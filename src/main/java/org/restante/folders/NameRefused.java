package org.restante.folders;

import org.jspecify.annotations.Nullable;

/** A folder's name or place that cannot be; nothing was changed. */
final class NameRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final NameFault fault;
    private final @Nullable Character character;

    NameRefused(NameFault fault) {
        this(fault, null);
    }

    NameRefused(NameFault fault, @Nullable Character character) {
        super(fault.name());
        this.fault = fault;
        this.character = character;
    }

    NameFault fault() {
        return fault;
    }

    /** The character that the name may not hold, or null. */
    @Nullable Character character() {
        return character;
    }
}
