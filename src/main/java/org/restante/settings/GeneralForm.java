package org.restante.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The preferences as the page's form has them: texts of anybody's, which are checked before they
 * count.
 *
 * @param language empty where the browser's counts
 * @param zone empty where the browser's counts
 * @param paging {@code pages} or {@code endless}
 * @param shortcuts present where the switch is on
 */
record GeneralForm(
        @Nullable String theme,
        @Nullable String density,
        @Nullable String pane,
        @Nullable String language,
        @Nullable String zone,
        @Nullable String rows,
        @Nullable String paging,
        @Nullable String shortcuts) {

    static GeneralForm of(Preferences preferences) {
        Locale language = preferences.language();
        return new GeneralForm(
                preferences.theme().name(),
                preferences.density().name(),
                preferences.pane().name(),
                language == null ? "" : language.toLanguageTag(),
                preferences.zone() == null ? "" : preferences.zone().getId(),
                Integer.toString(preferences.rows()),
                preferences.endless() ? "endless" : "pages",
                preferences.shortcuts() ? "on" : null);
    }

    /** The names of the fields that hold what there is not. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        check(wrong, "theme", one(Preferences.Theme.values(), theme).isPresent());
        check(wrong, "density", one(Preferences.Density.values(), density).isPresent());
        check(wrong, "pane", one(Preferences.Pane.values(), pane).isPresent());
        check(
                wrong,
                "language",
                text(language).isEmpty() || Preferences.language(text(language)).isPresent());
        check(wrong, "zone", text(zone).isEmpty() || Preferences.zone(text(zone)).isPresent());
        check(wrong, "rows", Preferences.ROWS.stream().anyMatch(n -> n.toString().equals(rows)));
        check(wrong, "paging", "pages".equals(paging) || "endless".equals(paging));
        return wrong;
    }

    private static void check(List<String> wrong, String field, boolean right) {
        if (!right) {
            wrong.add(field);
        }
    }

    /** What was chosen, once nothing is {@link #wrong}. */
    Preferences toPreferences() {
        return new Preferences(
                one(Preferences.Theme.values(), theme).orElseThrow(),
                one(Preferences.Density.values(), density).orElseThrow(),
                one(Preferences.Pane.values(), pane).orElseThrow(),
                Preferences.language(text(language)).orElse(null),
                Preferences.zone(text(zone)).orElse(null),
                rows == null ? Preferences.DEFAULT.rows() : Integer.parseInt(rows),
                "endless".equals(paging),
                shortcuts != null);
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }

    private static <T extends Enum<T>> Optional<T> one(T[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
