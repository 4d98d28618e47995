package org.restante.mail;

/** A unique identifier of a message in its mailbox, 1 to 2^32-1 (RFC 9051, section 2.3.1.1). */
public record Uid(long value) implements Comparable<Uid> {

    private static final long MAX = 0xFFFF_FFFFL;

    public Uid {
        if (value < 1 || value > MAX) {
            throw new IllegalArgumentException("not a UID: " + value);
        }
    }

    public static boolean isUid(long value) {
        return value >= 1 && value <= MAX;
    }

    @Override
    public int compareTo(Uid other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
