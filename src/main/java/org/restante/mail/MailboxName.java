package org.restante.mail;

import org.jspecify.annotations.Nullable;

/**
 * The name of a mailbox as people read it, in any script (RFC 9051, section 5.1).
 *
 * @param value the decoded name; {@code INBOX} in any case is always {@code INBOX}
 * @param verbatim true where the server's name is no valid encoding: {@code value} is then the very
 *     bytes of the server, one char each, and goes back as it came
 */
public record MailboxName(String value, boolean verbatim) implements Comparable<MailboxName> {

    public static final MailboxName INBOX = new MailboxName("INBOX");

    private static final char ESCAPE = '~';
    private static final String VERBATIM = "~~";

    public MailboxName {
        if (value.equalsIgnoreCase("INBOX")) {
            value = "INBOX";
        }
    }

    public MailboxName(String value) {
        this(value, false);
    }

    public boolean isInbox() {
        return value.equals("INBOX");
    }

    /** The last part of the name, the whole of it where there is no hierarchy. */
    public String leaf(@Nullable Character delimiter) {
        return delimiter == null ? value : value.substring(value.lastIndexOf(delimiter) + 1);
    }

    /** The mailbox above, or null at the top. */
    public @Nullable MailboxName parent(@Nullable Character delimiter) {
        int end = delimiter == null ? -1 : value.lastIndexOf(delimiter);
        return end <= 0 ? null : new MailboxName(value.substring(0, end), verbatim);
    }

    /**
     * The name as one URL path segment that people can still read: letters and digits of any script
     * stay, a blank is {@code +}, a slash {@code :}, all else its code point in hex between tildes.
     */
    public String toPath() {
        StringBuilder path = new StringBuilder(verbatim ? VERBATIM : "");
        boolean dots = value.chars().allMatch(c -> c == '.');
        value.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case ' ' -> path.append('+');
                                case '/' -> path.append(':');
                                default -> {
                                    if (isPlain(c) || (c == '.' && !dots)) {
                                        path.appendCodePoint(c);
                                    } else {
                                        path.append(ESCAPE)
                                                .append(Integer.toHexString(c))
                                                .append(ESCAPE);
                                    }
                                }
                            }
                        });
        return path.toString();
    }

    /**
     * Reads what {@link #toPath} wrote.
     *
     * @throws MailException {@link Problem#MAILBOX_MISSING} where the text is no such path
     */
    public static MailboxName ofPath(String path) {
        boolean verbatim = path.startsWith(VERBATIM);
        StringBuilder name = new StringBuilder();
        for (int i = verbatim ? VERBATIM.length() : 0; i < path.length(); i++) {
            char c = path.charAt(i);
            switch (c) {
                case '+' -> name.append(' ');
                case ':' -> name.append('/');
                case ESCAPE -> {
                    int end = path.indexOf(ESCAPE, i + 1);
                    name.appendCodePoint(codePoint(path, i + 1, end));
                    i = end;
                }
                default -> name.append(c);
            }
        }
        if (name.isEmpty() || (!verbatim && name.codePoints().anyMatch(MailboxName::isBreaking))) {
            throw missing(path);
        }
        return new MailboxName(name.toString(), verbatim);
    }

    private static int codePoint(String path, int start, int end) {
        if (end <= start || end - start > 6) {
            throw missing(path);
        }
        try {
            int codePoint = Integer.parseInt(path, start, end, 16);
            if (Character.isValidCodePoint(codePoint)) {
                return codePoint;
            }
        } catch (NumberFormatException e) {
            // falls through to the one answer for a path that was never ours
        }
        throw missing(path);
    }

    /**
     * A server that repeats the name in its answer would break its own line, and half of a
     * surrogate pair has no encoding.
     */
    private static boolean isBreaking(int c) {
        return c == 0 || c == '\r' || c == '\n' || (c >= 0xD800 && c <= 0xDFFF);
    }

    private static MailException missing(String path) {
        return new MailException(
                Problem.MAILBOX_MISSING, "no path of a mailbox, length " + path.length());
    }

    private static boolean isPlain(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || c == '-'
                || c == '_';
    }

    @Override
    public int compareTo(MailboxName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
