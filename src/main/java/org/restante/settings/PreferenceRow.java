package org.restante.settings;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Preferences as the table {@code preference} has them. */
@Entity
@Table(name = "preference")
@SuppressWarnings("NullAway.Init") // the columns are NOT NULL; Hibernate sets the fields
class PreferenceRow {

    @Id
    @SuppressWarnings("UnusedVariable") // by which it is found
    private String address;

    private String theme;
    private String density;
    private String pane;
    private @Nullable String language;
    private @Nullable String zone;
    private int pageRows;
    private boolean endless;
    private boolean shortcuts;
    private String notify;
    private boolean notifySound;
    private boolean quiet;
    private LocalTime quietFrom;
    private LocalTime quietUntil;

    protected PreferenceRow() {}

    PreferenceRow(String address, Preferences preferences) {
        this.address = address;
        this.theme = preferences.theme().name();
        this.density = preferences.density().name();
        this.pane = preferences.pane().name();
        this.language =
                preferences.language() == null ? null : preferences.language().toLanguageTag();
        this.zone = preferences.zone() == null ? null : preferences.zone().getId();
        this.pageRows = preferences.rows();
        this.endless = preferences.endless();
        this.shortcuts = preferences.shortcuts();
        Notifications notifications = preferences.notifications();
        this.notify = notifications.kind().name();
        this.notifySound = notifications.sound();
        this.quiet = notifications.quiet();
        this.quietFrom = notifications.from();
        this.quietUntil = notifications.until();
    }

    /** Whatever a row holds that there is no more, or never was, counts as not chosen. */
    Preferences toPreferences() {
        Preferences usual = Preferences.DEFAULT;
        Locale chosen = language == null ? null : Preferences.language(language).orElse(null);
        return new Preferences(
                one(Preferences.Theme.values(), theme, usual.theme()),
                one(Preferences.Density.values(), density, usual.density()),
                one(Preferences.Pane.values(), pane, usual.pane()),
                chosen,
                zone == null ? null : Preferences.zone(zone).orElse(null),
                Preferences.ROWS.contains(pageRows) ? pageRows : usual.rows(),
                endless,
                shortcuts,
                new Notifications(
                        one(Notifications.Kind.values(), notify, Notifications.Kind.NONE),
                        notifySound,
                        quiet,
                        quietFrom,
                        quietUntil));
    }

    private static <T extends Enum<T>> T one(T[] values, String name, T usual) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElse(usual);
    }
}
