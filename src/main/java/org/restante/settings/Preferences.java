package org.restante.settings;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user prefers; kept by address in PostgreSQL and the same in every browser.
 *
 * @param language of the pages, or null where each browser's own counts
 * @param zone in which dates are shown, or null where each browser's own counts
 * @param rows of a list's page
 * @param endless whether further rows come by scrolling and not by pages
 * @param shortcuts whether single keys act
 */
public record Preferences(
        Theme theme,
        Density density,
        Pane pane,
        @Nullable Locale language,
        @Nullable ZoneId zone,
        int rows,
        boolean endless,
        boolean shortcuts,
        Notifications notifications) {

    /** What holds until somebody prefers something else. */
    public static final Preferences DEFAULT =
            new Preferences(
                    Theme.AUTOMATIC,
                    Density.COMFORTABLE,
                    Pane.RIGHT,
                    null,
                    null,
                    50,
                    false,
                    true,
                    Notifications.DEFAULT);

    /** The languages that there are texts in, with the regions whose dates differ. */
    public static final List<Locale> LANGUAGES = List.of(Locale.UK, Locale.US, Locale.GERMAN);

    /** How many rows a page can have. */
    public static final List<Integer> ROWS = List.of(25, 50, 100);

    static Optional<Locale> language(String tag) {
        return LANGUAGES.stream().filter(one -> one.toLanguageTag().equals(tag)).findFirst();
    }

    static Optional<ZoneId> zone(String id) {
        return ZoneId.getAvailableZoneIds().contains(id)
                ? Optional.of(ZoneId.of(id))
                : Optional.empty();
    }

    /** The colours. */
    public enum Theme {
        /** As the device has it. */
        AUTOMATIC,
        LIGHT,
        DARK
    }

    /** How much room a row of a list takes. */
    public enum Density {
        COMFORTABLE,
        COMPACT
    }

    /** Where a message is read. */
    public enum Pane {
        RIGHT,
        /** On a page of its own. */
        HIDDEN
    }
}
