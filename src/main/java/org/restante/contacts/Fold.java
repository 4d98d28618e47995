package org.restante.contacts;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.restante.mail.Address;

/**
 * Texts in the form in which they are found: without case and accents, in any script. Each word
 * stands after a space, so that what a word begins with is found by a space before it.
 */
final class Fold {

    /** Letters that are others with a stroke, and have no decomposition in Unicode. */
    private static final String STROKED = "øłđðħŧıσς";

    private static final String PLAIN = "olddhtiσσ";

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Fold() {}

    /** Folded, with its marks of punctuation. */
    static String text(String text) {
        String lower = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(lower.length());
        Normalizer.normalize(lower, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> !isAccent(c))
                .forEach(c -> append(folded, c));
        return folded.toString();
    }

    private static void append(StringBuilder folded, int c) {
        int stroked = STROKED.indexOf(c);
        if (stroked >= 0) {
            folded.append(PLAIN.charAt(stroked));
            return;
        }
        switch (c) {
            case 'æ' -> folded.append("ae");
            case 'œ' -> folded.append("oe");
            case 'þ' -> folded.append("th");
            default -> folded.appendCodePoint(c);
        }
    }

    /** Marks that are left out as often as written; vowels of Indian scripts are none of them. */
    private static boolean isAccent(int c) {
        return (c >= 0x300 && c <= 0x36F) // Latin, Greek, Cyrillic
                || (c >= 0x591 && c <= 0x5C7 && Character.getType(c) == Character.NON_SPACING_MARK)
                || (c >= 0x64B && c <= 0x655) // Arabic
                || c == 0x640
                || c == 0x670;
    }

    /**
     * The words of a text, by one space each. Scripts without spaces between words have a word at
     * each character: who looks for the second part of such a name finds it.
     */
    static String words(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean apart = true;
        for (int c : text(text).codePoints().toArray()) {
            if (!isOfWord(c)) {
                apart = true;
                continue;
            }
            if ((apart || isWord(c)) && !words.isEmpty()) {
                words.append(' ');
            }
            words.appendCodePoint(c);
            apart = false;
        }
        return words.toString();
    }

    private static boolean isOfWord(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.OTHER_SYMBOL -> // emoji
                    true;
            default -> Character.isLetterOrDigit(c);
        };
    }

    private static boolean isWord(int c) {
        return Character.isIdeographic(c)
                || (c >= 0x1100 && c <= 0x115F) // what a Korean syllable begins with
                || (c >= 0x3041 && c <= 0x3096)
                || (c >= 0x30A1 && c <= 0x30FA);
    }

    /** What names are found by, each word after a space. */
    static String names(Stream<String> names) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : names.filter(name -> !name.isBlank()).toList()) {
            found.add(words(name));
            // O'Brien is looked for as obrien too
            BLANKS.splitAsStream(name)
                    .map(Fold::words)
                    .filter(word -> word.indexOf(' ') > 0)
                    .map(word -> word.replace(" ", ""))
                    .forEach(found::add);
        }
        return spaced(found);
    }

    /** What an address is found by: itself, each part before the @, each domain but the last. */
    static String address(String email) {
        String folded = text(email);
        int at = folded.lastIndexOf('@');
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < at; i++) {
            if (i == 0 || ".-_+".indexOf(folded.charAt(i - 1)) >= 0) {
                found.add(folded.substring(i));
            }
        }
        String domain = folded.substring(at + 1);
        found.add(domain);
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
            if (domain.indexOf('.', dot + 1) > 0) {
                found.add(domain.substring(dot + 1));
            }
        }
        return spaced(found);
    }

    /** Whoever types the address of a foreign domain sees it in either form. */
    static String addresses(Stream<String> emails) {
        return emails.flatMap(email -> Stream.of(email, Emails.key(email)))
                .distinct()
                .map(Fold::address)
                .distinct()
                .collect(Collectors.joining());
    }

    /** The name in whatever order its parts stand; empty where there is none. */
    static String anyOrder(String name) {
        return BLANKS.splitAsStream(words(name)).sorted().collect(Collectors.joining(" "));
    }

    private static String spaced(Set<String> found) {
        return found.stream()
                .filter(text -> !text.isEmpty())
                .map(text -> " " + text)
                .collect(Collectors.joining());
    }

    /** The name of an address as mail has it, where it says more than the address. */
    static String name(Address address) {
        String name = Clean.line(address.name());
        return text(name).equals(text(address.email())) ? "" : name;
    }
}
