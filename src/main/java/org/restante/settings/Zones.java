package org.restante.settings;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The time zones that people choose from, by region, with what they are ahead of UTC now. */
final class Zones {

    private static final Set<String> REGIONS =
            Set.of(
                    "Africa",
                    "America",
                    "Antarctica",
                    "Asia",
                    "Atlantic",
                    "Australia",
                    "Europe",
                    "Indian",
                    "Pacific");

    /**
     * One zone.
     *
     * @param label as in {@code Lisbon (UTC+1)}
     */
    record Zone(String id, String label) {}

    private Zones() {}

    static Map<String, List<Zone>> byRegion(Instant now) {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id -> id.indexOf('/') > 0 && REGIONS.contains(region(id)))
                .sorted(Comparator.naturalOrder())
                .collect(
                        Collectors.groupingBy(
                                Zones::region,
                                LinkedHashMap::new,
                                Collectors.mapping(
                                        id -> new Zone(id, label(id, now)), Collectors.toList())));
    }

    static String label(String id, Instant now) {
        ZoneOffset offset = ZoneId.of(id).getRules().getOffset(now);
        String hours = offset.equals(ZoneOffset.UTC) ? "" : offset.getId();
        return id.substring(id.indexOf('/') + 1).replace('_', ' ').replace("/", ", ")
                + " (UTC"
                + hours
                + ")";
    }

    private static String region(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    /** A language in its own words, as in {@code English (United Kingdom)}. */
    static String label(Locale language) {
        String name = language.getDisplayLanguage(language);
        String country = language.getDisplayCountry(language);
        return country.isEmpty() ? name : name + " (" + country + ")";
    }
}
