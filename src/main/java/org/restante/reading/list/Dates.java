package org.restante.reading.list;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.WeekFields;
import java.util.Locale;
import org.restante.settings.Viewer;
import org.springframework.context.MessageSource;

/** Says moments in one reader's words, zone and language, as seen from one moment. */
public final class Dates {

    private final MessageSource words;
    private final Locale locale;
    private final ZoneId zone;
    private final LocalDate today;
    private final DateTimeFormatter time;

    Dates(MessageSource words, Viewer viewer, Instant now) {
        this.words = words;
        this.locale = withCountry(viewer.locale());
        this.zone = viewer.zone();
        this.today = LocalDate.ofInstant(now, zone);
        this.time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
    }

    /** English without a country would be American; the words of the pages are British. */
    private static Locale withCountry(Locale locale) {
        return locale.getLanguage().equals("en") && locale.getCountry().isEmpty()
                ? Locale.UK
                : locale;
    }

    public Locale locale() {
        return locale;
    }

    /** All that what it says depends on. */
    record Manner(Locale locale, ZoneId zone, LocalDate today) {}

    Manner manner() {
        return new Manner(locale, zone, today);
    }

    /** For a row of a list; under the heading of its day the time is enough. */
    public When row(Instant moment, boolean underDay) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        LocalDate day = local.toLocalDate();
        String text;
        if (underDay && (day.equals(today) || day.equals(today.minusDays(1)))) {
            text = time.format(local);
        } else if (day.equals(today)) {
            text = word("date.today") + ' ' + time.format(local);
        } else if (day.equals(today.minusDays(1))) {
            text = word("date.yesterday");
        } else {
            text = day(day);
        }
        return new When(text, full(local), moment.toString());
    }

    /** For the head of a message. */
    public When message(Instant moment) {
        LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
        LocalDate day = local.toLocalDate();
        String name =
                day.equals(today)
                        ? word("date.today")
                        : day.equals(today.minusDays(1)) ? word("date.yesterday") : day(day);
        return new When(name + ", " + time.format(local), full(local), moment.toString());
    }

    private String day(LocalDate day) {
        return format(day.getYear() == today.getYear() ? "date.weekday" : "date.year", day);
    }

    private String full(LocalDateTime moment) {
        return format("date.full", moment.toLocalDate()) + ", " + time.format(moment);
    }

    /** What the rows of that moment's day are gathered under. */
    String group(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        if (!day.isBefore(today)) {
            return word("date.today");
        }
        if (day.equals(today.minusDays(1))) {
            return word("date.yesterday");
        }
        LocalDate week = today.with(WeekFields.of(locale).dayOfWeek(), 1);
        if (!day.isBefore(week)) {
            return word("date.week");
        }
        if (!day.isBefore(week.minusWeeks(1))) {
            return word("date.lastweek");
        }
        if (day.getYear() == today.getYear()) {
            return day.getMonth() == today.getMonth()
                    ? word("date.thismonth")
                    : format("date.month", day);
        }
        return format("date.monthyear", day);
    }

    /** The day written out where the group is a day, else empty. */
    String groupDate(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, zone);
        boolean single = day.equals(today) || day.equals(today.minusDays(1));
        return single ? format("date.day", day) : "";
    }

    private String format(String pattern, LocalDate day) {
        return DateTimeFormatter.ofPattern(word(pattern), locale).format(day);
    }

    private String word(String key) {
        return words.getMessage(key, null, locale);
    }
}
