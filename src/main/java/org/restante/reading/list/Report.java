package org.restante.reading.list;

import org.jspecify.annotations.Nullable;

/**
 * What an address says of the act that led to it. Anybody can write an address, so all of it is
 * checked before it is shown, and undoing takes a form of its own.
 *
 * @param done what was done
 * @param n to how many messages
 * @param to the folder in which they are now
 * @param undo their UIDs there
 * @param v the UIDVALIDITY there
 */
public record Report(
        @Nullable String done,
        @Nullable String n,
        @Nullable String to,
        @Nullable String undo,
        @Nullable String v) {}
