package org.restante.search;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;

/** Reads days as people write them. */
final class Days {

    private static final List<String> NAMES =
            List.of(
                    "today",
                    "yesterday",
                    "thisweek",
                    "lastweek",
                    "thismonth",
                    "lastmonth",
                    "thisyear",
                    "lastyear");

    private final MessageSource words;
    private final Locale locale;
    private final LocalDate today;

    Days(MessageSource words, Locale locale, LocalDate today) {
        this.words = words;
        this.locale = locale;
        this.today = today;
    }

    /** The days meant. */
    record Span(LocalDate first, LocalDate last) {}

    /** Whether another word may follow, as in {@code last month}. */
    boolean isHalf(String text, String next) {
        return span(text).isEmpty() && named(text + ' ' + next).isPresent();
    }

    Optional<Span> span(String text) {
        return named(text).or(() -> written(text).map(day -> new Span(day, day)));
    }

    private Optional<Span> named(String text) {
        String wanted = text.toLowerCase(locale).strip();
        return NAMES.stream().filter(name -> isCalled(name, wanted)).findFirst().map(this::days);
    }

    private boolean isCalled(String name, String wanted) {
        String names = words.getMessage("search.day." + name, null, "", locale);
        String english = words.getMessage("search.day." + name, null, "", Locale.ENGLISH);
        return Arrays.asList((names + "," + english).split(" *, *")).contains(wanted);
    }

    private Span days(String name) {
        LocalDate month = today.withDayOfMonth(1);
        LocalDate week = today.with(WeekFields.of(locale).dayOfWeek(), 1);
        LocalDate year = today.withDayOfYear(1);
        return switch (name) {
            case "yesterday" -> new Span(today.minusDays(1), today.minusDays(1));
            case "thisweek" -> new Span(week, week.plusDays(6));
            case "lastweek" -> new Span(week.minusWeeks(1), week.minusDays(1));
            case "thismonth" -> new Span(month, month.with(TemporalAdjusters.lastDayOfMonth()));
            case "lastmonth" -> new Span(month.minusMonths(1), month.minusDays(1));
            case "thisyear" -> new Span(year, year.with(TemporalAdjusters.lastDayOfYear()));
            case "lastyear" -> new Span(year.minusYears(1), year.minusDays(1));
            default -> new Span(today, today);
        };
    }

    private Optional<LocalDate> written(String text) {
        return formats().stream()
                .flatMap(format -> parsed(text, format).stream())
                .filter(day -> day.getYear() >= 1970 && day.getYear() <= 9999)
                .findFirst();
    }

    /** The order of day and month is the reader's own; a point says that the day comes first. */
    private List<DateTimeFormatter> formats() {
        String local =
                DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                        FormatStyle.SHORT, null, java.time.chrono.IsoChronology.INSTANCE, locale);
        boolean monthFirst =
                local.indexOf('M') < local.indexOf('d') && !locale.equals(Locale.ENGLISH);
        return List.of(
                format("u-M-d"),
                format("d.M.u"),
                format(monthFirst ? "M/d/u" : "d/M/u"),
                format("d MMM u"),
                format("d MMMM u"));
    }

    private DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    private static Optional<LocalDate> parsed(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDate.parse(text, format));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
