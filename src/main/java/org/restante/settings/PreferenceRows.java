package org.restante.settings;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The table {@code preference}. */
interface PreferenceRows extends Repository<PreferenceRow, String> {

    Optional<PreferenceRow> findById(String address);

    PreferenceRow save(PreferenceRow row);
}
