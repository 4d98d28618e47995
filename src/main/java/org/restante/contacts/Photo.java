package org.restante.contacts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small picture: one of four raster formats, known by its first octets and never by what somebody
 * calls it, because a browser is told its type.
 */
record Photo(String type, byte[] octets) {

    /** In octets; the table has the same bound. */
    static final int MOST = 200 * 1024;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    /** The picture, where it is one and small enough. */
    static Optional<Photo> of(byte[] octets) {
        return octets.length > MOST
                ? Optional.empty()
                : type(octets).map(type -> new Photo(type, octets));
    }

    private static Optional<String> type(byte[] octets) {
        if (begins(octets, PNG)) {
            return Optional.of("image/png");
        }
        if (begins(octets, JPEG)) {
            return Optional.of("image/jpeg");
        }
        String head =
                new String(octets, 0, Math.min(12, octets.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return Optional.of("image/gif");
        }
        return head.startsWith("RIFF") && head.endsWith("WEBP")
                ? Optional.of("image/webp")
                : Optional.empty();
    }

    private static boolean begins(byte[] octets, byte[] with) {
        return octets.length > with.length
                && Arrays.equals(octets, 0, with.length, with, 0, with.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Photo photo
                && type.equals(photo.type)
                && Arrays.equals(octets, photo.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }
}
