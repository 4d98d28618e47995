package org.restante.settings;

/** What users prefer, by the address that they signed in with. */
public interface UserPreferences {

    /** What the user prefers; never fails, because no page may fail for its colours. */
    Preferences of(String address);
}
