package org.restante.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the book holds of a contact. {@link CardBuilder} makes them of what people and files
 * say.
 *
 * @param display never empty
 * @param emails no two of them the same, at most one of them preferred
 * @param groups by name
 * @param collected whether it was kept from sent mail and by nobody's hand
 * @param images whether remote images are always shown
 * @param times how often it was mailed
 */
record Card(
        Name name,
        String display,
        String organisation,
        String notes,
        List<Email> emails,
        List<Phone> phones,
        SortedSet<String> groups,
        @Nullable Photo photo,
        boolean collected,
        boolean blocked,
        boolean images,
        int times,
        @Nullable Instant mailed) {

    /** The parts of a name; each may be empty. */
    record Name(String prefix, String given, String middle, String family, String suffix) {

        static final Name NONE = new Name("", "", "", "", "");

        /** All parts in the order in which they are said. */
        public String joined() {
            return Stream.of(prefix, given, middle, family, suffix)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
    }

    /**
     * An address.
     *
     * @param label one of {@link Labels}, somebody's own word, or empty
     */
    record Email(String label, String email, boolean preferred) {}

    /** A number as somebody wrote it. */
    record Phone(String label, String number) {}

    /** Where mail goes: the preferred address, else the first. */
    Optional<Email> email() {
        return emails.stream()
                .filter(Email::preferred)
                .findFirst()
                .or(() -> emails.stream().findFirst());
    }

    /** What two entries have in common that say the same of somebody. */
    Card essence() {
        return new Card(
                name,
                display,
                organisation,
                notes,
                emails,
                phones,
                new TreeSet<>(),
                null,
                false,
                false,
                false,
                0,
                null);
    }

    Card with(@Nullable Photo other) {
        return new Card(
                name,
                display,
                organisation,
                notes,
                emails,
                phones,
                groups,
                other,
                collected,
                blocked,
                images,
                times,
                mailed);
    }
}
