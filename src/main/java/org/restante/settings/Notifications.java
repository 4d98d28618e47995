package org.restante.settings;

import java.time.LocalTime;

/**
 * What browsers tell of new mail while their pages are open.
 *
 * @param sound whether there is a tone as well
 * @param quiet whether there are hours without any of it
 * @param from when the quiet hours begin, in the user's zone
 * @param until when they end, perhaps on the next day
 */
public record Notifications(
        Kind kind, boolean sound, boolean quiet, LocalTime from, LocalTime until) {

    static final Notifications DEFAULT =
            new Notifications(Kind.NONE, false, false, LocalTime.of(22, 0), LocalTime.of(7, 0));

    /** The quiet hours as in {@code 22:00-07:00}, or {@code off}. */
    public String hours() {
        return quiet ? from + "-" + until : "off";
    }

    /** How much a notification says. */
    public enum Kind {
        NONE,
        /** That there is new mail, and nothing about it. */
        PLAIN,
        /** Sender and subject. */
        FULL
    }
}
