package org.restante.mail;

import java.text.NumberFormat;
import java.util.Locale;

/** Sizes as people read them: {@code 412 KB}, {@code 2.6 MB}. */
public final class Octets {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};
    private static final int STEP = 1024;

    private Octets() {}

    /** The size with one digit after the point below ten, none above; KB is the smallest unit. */
    public static String text(long octets, Locale locale) {
        double value = octets / (double) STEP;
        int unit = 1;
        while (value >= STEP - 0.5 && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        NumberFormat number = NumberFormat.getNumberInstance(locale);
        number.setMaximumFractionDigits(unit > 1 && value < 9.95 ? 1 : 0);
        return number.format(octets == 0 ? 0 : Math.max(value, 1)) + '\u00a0' + UNITS[unit];
    }
}
