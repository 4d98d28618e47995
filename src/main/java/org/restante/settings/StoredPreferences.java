package org.restante.settings;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Preferences in the database, kept in the node until a change is announced, and for a minute at
 * most: every page asks for them.
 */
@Component
class StoredPreferences implements UserPreferences, Announced {

    private static final int MOST = 50_000;
    private static final Logger log = LoggerFactory.getLogger(StoredPreferences.class);

    private final PreferenceRows rows;
    private final Cache<String, Preferences> known =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofMinutes(1)).build();

    StoredPreferences(PreferenceRows rows) {
        this.rows = rows;
    }

    @Override
    public Preferences of(String address) {
        try {
            return known.get(key(address), this::read);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Preferences cannot be read at the moment: {}", e.getMessage());
            return Preferences.DEFAULT;
        }
    }

    void save(String address, Preferences preferences) {
        String key = key(address);
        try {
            rows.save(new PreferenceRow(key, preferences));
        } catch (DataIntegrityViolationException e) {
            // Another browser of the user was the first to save; now there is a row to change.
            rows.save(new PreferenceRow(key, preferences));
        }
        known.invalidate(key);
    }

    private Preferences read(String key) {
        return rows.findById(key).map(PreferenceRow::toPreferences).orElse(Preferences.DEFAULT);
    }

    /** However somebody types their address, it is the same mailbox. */
    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    @Override
    public String channel() {
        return "restante_preference";
    }

    @Override
    public void heard(String payload) {
        known.invalidate(payload);
    }

    @Override
    public void missed() {
        known.invalidateAll();
    }
}
