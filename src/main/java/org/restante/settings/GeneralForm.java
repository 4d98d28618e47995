package org.restante.settings;

import java.time.LocalTime;
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
 * @param news absent from forms that do not know of it
 * @param sound present where the switch is on
 * @param quiet present where the switch is on
 * @param quietFrom as in {@code 22:00}
 */
record GeneralForm(
        @Nullable String theme,
        @Nullable String density,
        @Nullable String pane,
        @Nullable String language,
        @Nullable String zone,
        @Nullable String rows,
        @Nullable String paging,
        @Nullable String shortcuts,
        @Nullable String news,
        @Nullable String sound,
        @Nullable String quiet,
        @Nullable String quietFrom,
        @Nullable String quietUntil) {

    static GeneralForm of(Preferences preferences) {
        Locale language = preferences.language();
        Notifications notifications = preferences.notifications();
        return new GeneralForm(
                preferences.theme().name(),
                preferences.density().name(),
                preferences.pane().name(),
                language == null ? "" : language.toLanguageTag(),
                preferences.zone() == null ? "" : preferences.zone().getId(),
                Integer.toString(preferences.rows()),
                preferences.endless() ? "endless" : "pages",
                preferences.shortcuts() ? "on" : null,
                notifications.kind().name(),
                notifications.sound() ? "on" : null,
                notifications.quiet() ? "on" : null,
                notifications.from().toString(),
                notifications.until().toString());
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
        check(wrong, "news", news == null || kind().isPresent());
        check(wrong, "quiet", isTime(quietFrom) && isTime(quietUntil));
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
                shortcuts != null,
                notifications());
    }

    private Notifications notifications() {
        Notifications usual = Notifications.DEFAULT;
        return new Notifications(
                kind().orElse(usual.kind()),
                sound != null,
                quiet != null,
                quietFrom == null ? usual.from() : LocalTime.parse(quietFrom),
                quietUntil == null ? usual.until() : LocalTime.parse(quietUntil));
    }

    private Optional<Notifications.Kind> kind() {
        return one(Notifications.Kind.values(), news);
    }

    private static boolean isTime(@Nullable String text) {
        return text == null || text.matches("([01][0-9]|2[0-3]):[0-5][0-9]");
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }

    private static <T extends Enum<T>> Optional<T> one(T[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
