package org.restante.mail;

import java.util.Locale;

/**
 * A message flag, system ({@code \Seen}) or keyword ({@code $Forwarded}), alike in any case (RFC
 * 9051, section 2.3.2).
 */
public record Flag(String name) {

    public static final Flag SEEN = new Flag("\\Seen");
    public static final Flag FLAGGED = new Flag("\\Flagged");
    public static final Flag ANSWERED = new Flag("\\Answered");
    public static final Flag DELETED = new Flag("\\Deleted");
    public static final Flag DRAFT = new Flag("\\Draft");
    public static final Flag FORWARDED = new Flag("$Forwarded");
    public static final Flag JUNK = new Flag("$Junk");
    public static final Flag NOT_JUNK = new Flag("$NotJunk");
    public static final Flag MDN_SENT = new Flag("$MDNSent");

    public Flag {
        if (!isFlag(name)) {
            throw new IllegalArgumentException("not a flag");
        }
    }

    /** Whether the text may be sent as a flag: an atom, with at most one leading backslash. */
    public static boolean isFlag(String name) {
        String atom = name.startsWith("\\") ? name.substring(1) : name;
        return !atom.isEmpty()
                && atom.chars().allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Flag flag && flag.name.equalsIgnoreCase(name);
    }

    @Override
    public int hashCode() {
        return name.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
