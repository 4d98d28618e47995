package org.restante.setup;

import java.util.List;

/**
 * How one mail program is told of the account.
 *
 * @param program the key of its name
 */
record Guide(String program, List<List<Piece>> steps) {

    /**
     * A part of a step.
     *
     * @param value whether it is to be typed just as it stands
     */
    record Piece(String text, boolean value) {}
}
