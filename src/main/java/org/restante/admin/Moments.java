package org.restante.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Says moments in the administrator's words and zone, as seen from one moment. */
public final class Moments {

    private static final Duration NOW = Duration.ofSeconds(90); // uses are written by the minute
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final MessageSource words;
    private final Locale locale;
    private final ZoneId zone;
    private final Instant now;

    Moments(MessageSource words, Locale locale, ZoneId zone, Instant now) {
        this.words = words;
        boolean british = locale.getLanguage().equals("en") && locale.getCountry().isEmpty();
        this.locale = british ? Locale.UK : locale;
        this.zone = zone;
        this.now = now;
    }

    /** How long ago: now, minutes, hours, then the day. */
    public String ago(Instant moment) {
        Duration ago = Duration.between(moment, now);
        if (ago.compareTo(NOW) < 0) {
            return word("moment.now");
        }
        if (ago.compareTo(HOUR) < 0) {
            return word("moment.minutes", ago.toMinutes());
        }
        return ago.compareTo(DAY) < 0 ? word("moment.hours", ago.toHours()) : at(moment);
    }

    public boolean isNow(Instant moment) {
        return Duration.between(moment, now).compareTo(NOW) < 0;
    }

    /** The time, with the day where it is not today. */
    public String at(Instant moment) {
        ZonedDateTime local = moment.atZone(zone);
        String time = format(DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT), local);
        LocalDate today = LocalDate.ofInstant(now, zone);
        return local.toLocalDate().equals(today)
                ? time
                : format(DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM), local)
                        + ", "
                        + time;
    }

    public String full(Instant moment) {
        return format(
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT),
                moment.atZone(zone));
    }

    private String format(DateTimeFormatter formatter, ZonedDateTime moment) {
        return formatter.withLocale(locale).format(moment);
    }

    private String word(String key, Object... values) {
        return words.getMessage(key, values, locale);
    }
}
