package org.restante.folders;

import java.util.Locale;
import java.util.Objects;
import org.restante.mail.Octets;
import org.restante.mail.Quota;

/**
 * How full an account is.
 *
 * @param limit empty where there is none
 * @param level {@code normal}, from 80 percent {@code high}, from 95 {@code critical}, {@code full}
 */
record Meter(String used, String limit, int percent, String level) {

    private static final int HIGH = 80;
    private static final int CRITICAL = 95;
    private static final int FULL = 100;

    static Meter of(Quota quota, Locale locale) {
        String limit =
                quota.limitBytes() == null
                        ? ""
                        : Octets.text(Objects.requireNonNull(quota.limitBytes()), locale);
        return new Meter(
                Octets.text(quota.usedBytes(), locale),
                limit,
                Math.min(FULL, quota.percent()),
                level(quota.percent()));
    }

    private static String level(int percent) {
        if (percent >= FULL) {
            return "full";
        }
        if (percent >= CRITICAL) {
            return "critical";
        }
        return percent >= HIGH ? "high" : "normal";
    }
}
