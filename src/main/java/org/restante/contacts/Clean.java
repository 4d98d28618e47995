package org.restante.contacts;

import org.restante.mail.Legible;

/** Texts of anybody's in the form in which the book keeps them; cleaning twice changes nothing. */
final class Clean {

    private Clean() {}

    /** In one line, without what cannot be seen. */
    static String line(String text) {
        String line = Legible.text(whole(text).replaceAll("\\s+", " ")).strip();
        return line.codePoints().allMatch(Clean::isInvisible) ? "" : line;
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT || Character.isSpaceChar(c);
    }

    /** In lines that each end in one line feed. */
    static String lines(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        whole(text)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .lines()
                .map(Clean::indented)
                .forEach(line -> clean.append(line).append('\n'));
        return clean.toString().strip();
    }

    /** Legible, where what a line begins with stays. */
    private static String indented(String line) {
        String legible = Legible.text("|" + line + "|");
        return legible.substring(1, legible.length() - 1).stripTrailing();
    }

    /** The name of a label or a group: in files a star stands before others' marks, colons part. */
    static String word(String text) {
        return line(line(text).replace(":::", " ").replaceAll("^[*\\s]+", ""));
    }

    /** No more than that, and no half of a character. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end).strip();
    }

    private static String whole(String text) {
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> Character.getType(c) != Character.SURROGATE)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
