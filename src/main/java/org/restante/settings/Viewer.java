package org.restante.settings;

import java.time.ZoneId;
import java.util.Locale;

/** In which language and time zone somebody reads. */
public record Viewer(Locale locale, ZoneId zone) {}
