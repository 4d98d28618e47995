package org.restante.compose;

import java.util.Locale;
import org.restante.mail.HeaderText;

/** Names of files that people send. */
final class FileName {

    private static final int LONGEST = 200;
    private static final int BADGE = 4;

    private FileName() {}

    /** The name without its folders and whatever could act on its surroundings. */
    static String of(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = HeaderText.clean(last).strip();
        if (clean.isEmpty()) {
            return "file";
        }
        if (clean.length() <= LONGEST) {
            return clean;
        }
        int dot = clean.lastIndexOf('.');
        String ending = dot > 0 && clean.length() - dot <= 16 ? clean.substring(dot) : "";
        return HeaderText.clean(clean.substring(0, LONGEST - ending.length())) + ending;
    }

    /** Its kind in at most four letters. */
    static String badge(String name, String type) {
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1);
        String kind =
                ending.matches("[A-Za-z0-9]{1,4}")
                        ? ending
                        : type.substring(type.indexOf('/') + 1).replaceAll("[^A-Za-z0-9]", "");
        String text = kind.isEmpty() ? "FILE" : kind;
        return text.substring(0, Math.min(text.length(), BADGE)).toUpperCase(Locale.ROOT);
    }
}
