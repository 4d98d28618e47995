package org.restante.reading.list;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.restante.mail.Address;

/**
 * The round mark beside a name.
 *
 * @param initials of the first and the last word, empty where there is no letter
 * @param tone which of five colours; the same for the same address
 */
public record Avatar(String initials, int tone) {

    private static final int TONES = 5;

    /** Of a message without a sender. */
    public static final Avatar NOBODY = new Avatar("", 0);

    public static Avatar of(Address address) {
        String[] words = Plain.text(address.label()).split("[\\s@._-]+");
        String initials =
                Stream.of(words)
                        .map(Avatar::firstLetter)
                        .filter(letter -> !letter.isEmpty())
                        .collect(Collectors.collectingAndThen(Collectors.toList(), Avatar::ends));
        int hash = address.email().toLowerCase(Locale.ROOT).hashCode();
        return new Avatar(initials.toUpperCase(Locale.ROOT), Math.floorMod(hash, TONES));
    }

    private static String ends(List<String> letters) {
        return switch (letters.size()) {
            case 0 -> "";
            case 1 -> letters.getFirst();
            default -> letters.getFirst() + letters.getLast();
        };
    }

    private static String firstLetter(String word) {
        return word.codePoints()
                .filter(Character::isLetterOrDigit)
                .limit(1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
