package org.restante.admin;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What somebody typed to become an administrator, or to have another password. */
record NewAdministrator(String name, String password, String repeated) {

    static final int LONGEST_NAME = 64;
    private static final int SHORTEST = 12;
    static final int LONGEST = 1024;
    private static final int KINDS = 5;

    /** What guessing begins with, once digits and signs are left out. */
    private static final Set<String> KNOWN =
            Set.of(
                    "password",
                    "passwordpassword",
                    "passwort",
                    "passwortpasswort",
                    "administrator",
                    "admin",
                    "adminadmin",
                    "restante",
                    "restanteadmin",
                    "changeme",
                    "letmein",
                    "welcome",
                    "willkommen",
                    "qwertyuiop",
                    "qwertzuiop",
                    "qwertyuiopasdf",
                    "qwertzuiopasdf",
                    "asdfghjkl",
                    "iloveyou",
                    "secret",
                    "geheim",
                    "abcdefghijkl",
                    "");

    NewAdministrator {
        name = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    }

    /** By field, the key of the sentence that says what is wrong; empty where all is well. */
    Map<String, String> mistakes() {
        Map<String, String> mistakes = new LinkedHashMap<>();
        if (name.isEmpty()) {
            mistakes.put("name", "admin.name.missing");
        } else if (name.length() > LONGEST_NAME || !name.codePoints().allMatch(this::isPlain)) {
            mistakes.put("name", "admin.name.wrong");
        }
        mistakes.putAll(passwordMistakes());
        return mistakes;
    }

    Map<String, String> passwordMistakes() {
        String mistake = passwordMistake();
        if (!mistake.isEmpty()) {
            return Map.of("password", mistake);
        }
        return password.equals(repeated)
                ? Map.of()
                : Map.of("repeated", "admin.password.different");
    }

    private String passwordMistake() {
        String lower = password.toLowerCase(Locale.ROOT);
        String letters = lower.replaceAll("[^\\p{L}]", "");
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return "admin.password.short";
        }
        if (password.length() > LONGEST) {
            return "admin.password.long";
        }
        if (name.length() > 3 && lower.contains(name.toLowerCase(Locale.ROOT))) {
            return "admin.password.name";
        }
        if (password.codePoints().distinct().count() < KINDS || KNOWN.contains(letters)) {
            return "admin.password.plain";
        }
        return "";
    }

    private boolean isPlain(int c) {
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || " ._@+'-’".indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return "NewAdministrator[" + name + "]";
    }
}
