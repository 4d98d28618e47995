package org.restante.mailbox.probe;

/** What a server said, made fit to be shown: short, in one line, and only what can be seen. */
final class Words {

    private static final int LONGEST = 160;

    private Words() {}

    static String of(String said) {
        StringBuilder plain = new StringBuilder();
        said.strip()
                .codePoints()
                .filter(Words::isVisible)
                .limit(LONGEST + 1L)
                .forEach(plain::appendCodePoint);
        String text = plain.toString().strip();
        return text.codePointCount(0, text.length()) > LONGEST
                ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…"
                : text;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT, // among them what turns the direction of text
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
