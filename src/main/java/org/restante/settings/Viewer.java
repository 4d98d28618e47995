package org.restante.settings;

import java.time.ZoneId;
import java.util.Locale;

/**
 * In which language and time zone somebody reads, and what else they prefer.
 *
 * @param zone in which dates are shown
 * @param told the zone that the browser is in
 */
public record Viewer(Locale locale, ZoneId zone, Preferences preferences, ZoneId told) {

    /** Somebody who reads dates as the browser's clock shows them. */
    public Viewer(Locale locale, ZoneId zone, Preferences preferences) {
        this(locale, zone, preferences, zone);
    }

    /** Somebody who prefers nothing. */
    public Viewer(Locale locale, ZoneId zone) {
        this(locale, zone, Preferences.DEFAULT);
    }
}
