package org.restante.settings;

import java.time.ZoneId;
import java.util.Locale;

/** In which language and time zone somebody reads, and what else they prefer. */
public record Viewer(Locale locale, ZoneId zone, Preferences preferences) {

    /** Somebody who prefers nothing. */
    public Viewer(Locale locale, ZoneId zone) {
        this(locale, zone, Preferences.DEFAULT);
    }
}
