package org.restante.mail;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private static final Map<String, Flag> KNOWN =
            Stream.of(SEEN, FLAGGED, ANSWERED, DELETED, DRAFT, FORWARDED, JUNK, NOT_JUNK, MDN_SENT)
                    .collect(Collectors.toUnmodifiableMap(Flag::name, flag -> flag));

    public Flag {
        if (!isFlag(name)) {
            throw new IllegalArgumentException("not a flag");
        }
    }

    /** Whether the text may be sent as a flag: an atom, with at most one leading backslash. */
    public static boolean isFlag(String name) {
        String atom = name.startsWith("\\") ? name.substring(1) : name;
        for (int i = 0; i < atom.length(); i++) {
            char c = atom.charAt(i);
            if (c <= ' ' || c >= 127 || "(){%*\"\\]".indexOf(c) >= 0) {
                return false;
            }
        }
        return !atom.isEmpty();
    }

    /** The flag of that name, one of those above if it is one. */
    public static Flag of(String name) {
        Flag known = KNOWN.get(name);
        return known == null ? new Flag(name) : known;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Flag flag && flag.name.equalsIgnoreCase(name));
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
