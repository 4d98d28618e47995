package org.restante.reading.list;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.settings.Viewer;
import org.springframework.context.support.ResourceBundleMessageSource;

class DatesTests {

    /** A Tuesday. */
    private static final Instant NOW = Instant.parse("2026-11-17T12:00:00Z");

    private final ResourceBundleMessageSource words = new ResourceBundleMessageSource();

    @BeforeEach
    void readsTheBundles() {
        words.setBasenames("messages/reading");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    en | 2026-11-17T10:42:00Z | Today 10:42  | Today
                    en | 2026-11-16T21:47:00Z | Yesterday    | Yesterday
                    en | 2026-11-13T09:00:00Z | Fri 13 Nov   | Last week
                    en | 2026-11-03T09:00:00Z | Tue 3 Nov    | Earlier this month
                    en | 2026-06-03T09:00:00Z | Wed 3 Jun    | June
                    en | 2025-11-13T09:00:00Z | 13 Nov 2025  | November 2025
                    de | 2026-11-17T10:42:00Z | Heute 10:42  | Heute
                    de | 2026-11-16T21:47:00Z | Gestern      | Gestern
                    de | 2026-11-13T09:00:00Z | Fr., 13. Nov. | Letzte Woche
                    de | 2025-11-13T09:00:00Z | 13. Nov. 2025 | November 2025
                    """)
    void saysDatesAsPeopleDo(String language, String moment, String text, String group) {
        Dates dates = dates(language, "UTC");
        Instant instant = Instant.parse(moment);
        assertThat(dates.row(instant, false).text()).isEqualTo(text);
        assertThat(dates.group(instant)).isEqualTo(group);
    }

    @Test
    void theDayIsThatOfTheReadersZone() {
        Instant late = Instant.parse("2026-11-16T23:30:00Z");
        assertThat(dates("en", "UTC").row(late, false).text()).isEqualTo("Yesterday");
        assertThat(dates("en", "Europe/Berlin").row(late, false).text()).isEqualTo("Today 00:30");
        assertThat(dates("en", "Pacific/Auckland").row(late, true).text()).isEqualTo("12:30");
    }

    @Test
    void theTooltipTellsEverything() {
        When when = dates("en", "UTC").row(Instant.parse("2026-11-13T09:05:00Z"), false);
        assertThat(when.full()).isEqualTo("Friday 13 November 2026, 09:05");
        assertThat(when.iso()).isEqualTo("2026-11-13T09:05:00Z");
    }

    @Test
    void underItsDayTheTimeIsEnough() {
        Dates dates = dates("en", "UTC");
        Instant today = Instant.parse("2026-11-17T10:42:00Z");
        assertThat(dates.row(today, true).text()).isEqualTo("10:42");
        assertThat(dates.groupDate(today)).isEqualTo("Tuesday 17 November");
    }

    private Dates dates(String language, String zone) {
        Viewer viewer = new Viewer(Locale.of(language), ZoneId.of(zone));
        return new Dates(words, viewer, NOW);
    }
}
