package org.restante.mail;

/** Texts made by strangers, without the characters that only serve to deceive their reader. */
public final class Legible {

    private Legible() {}

    /** The text in one line, without control characters and overrides of its direction. */
    public static String text(String text) {
        StringBuilder legible = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isDeceptive(c)).forEach(legible::appendCodePoint);
        return legible.toString().strip();
    }

    private static boolean isDeceptive(int c) {
        return (Character.isISOControl(c) && c != '\t')
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
