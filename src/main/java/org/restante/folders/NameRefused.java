package org.restante.folders;

/** A folder's name or place that cannot be; nothing was changed. */
final class NameRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final NameFault fault;

    NameRefused(NameFault fault) {
        super(fault.name());
        this.fault = fault;
    }

    NameFault fault() {
        return fault;
    }
}
