package org.restante.reading.mime;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.HeaderText;

/** Makes file names that every system can store and that do not pretend to be something else. */
final class FileNames {

    /** File systems allow 255 octets; browsers add to names that are taken. */
    private static final int MOST_OCTETS = 220;

    private static final int LONGEST_EXTENSION = 16;

    /** Windows takes these for devices whatever extension follows. */
    private static final Set<String> DEVICES =
            Set.of(
                    "con", "prn", "aux", "nul", "conin$", "conout$", "com0", "com1", "com2", "com3",
                    "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3",
                    "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private static final Map<String, String> EXTENSIONS =
            Map.ofEntries(
                    Map.entry("text/plain", "txt"),
                    Map.entry("text/html", "html"),
                    Map.entry("text/calendar", "ics"),
                    Map.entry("text/vcard", "vcf"),
                    Map.entry("text/x-vcard", "vcf"),
                    Map.entry("text/csv", "csv"),
                    Map.entry("text/rtf", "rtf"),
                    Map.entry("text/rfc822-headers", "txt"),
                    Map.entry("message/rfc822", "eml"),
                    Map.entry("message/global", "eml"),
                    Map.entry("message/delivery-status", "txt"),
                    Map.entry("image/jpeg", "jpg"),
                    Map.entry("image/png", "png"),
                    Map.entry("image/gif", "gif"),
                    Map.entry("image/webp", "webp"),
                    Map.entry("image/bmp", "bmp"),
                    Map.entry("image/tiff", "tif"),
                    Map.entry("image/svg+xml", "svg"),
                    Map.entry("application/pdf", "pdf"),
                    Map.entry("application/zip", "zip"),
                    Map.entry("application/json", "json"),
                    Map.entry("application/ms-tnef", "dat"),
                    Map.entry("application/pgp-signature", "asc"),
                    Map.entry("application/pkcs7-signature", "p7s"),
                    Map.entry("application/x-pkcs7-signature", "p7s"),
                    Map.entry("application/pkcs7-mime", "p7m"),
                    Map.entry("application/x-pkcs7-mime", "p7m"),
                    Map.entry("audio/mpeg", "mp3"),
                    Map.entry("video/mp4", "mp4"));

    private FileNames() {}

    /** The name as the mail gives it, made safe; else one of {@code base} and the media type. */
    static String of(@Nullable String given, String base, String mediaType) {
        String name = given == null ? "" : safe(lastSegment(given));
        if (!name.isEmpty()) {
            return name;
        }
        String fallback = safe(base);
        String extension = EXTENSIONS.getOrDefault(mediaType, "bin");
        return safe((fallback.isEmpty() ? "part" : fallback) + "." + extension);
    }

    /** Some programs give the whole path on their own disk. */
    private static String lastSegment(String name) {
        boolean path =
                name.startsWith("/")
                        || name.startsWith("\\")
                        || name.indexOf(":\\") == 1
                        || name.startsWith("../")
                        || name.startsWith("..\\");
        return path
                ? name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                : name;
    }

    static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        HeaderText.clean(name)
                .codePoints()
                .forEach(
                        c -> {
                            if ("/\\:*?\"<>|".indexOf(c) >= 0) {
                                safe.append('_');
                            } else if (!isInvisible(c)) {
                                safe.appendCodePoint(c);
                            }
                        });
        String trimmed = shortened(trimmed(safe.toString()));
        int dot = trimmed.indexOf('.');
        String stem = dot < 0 ? trimmed : trimmed.substring(0, dot);
        boolean device = DEVICES.contains(stem.strip().toLowerCase(Locale.ROOT));
        return device ? "_" + trimmed : trimmed;
    }

    /** Direction marks and blanks without width could hide the real extension. */
    private static boolean isInvisible(int c) {
        return c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C || c == 0x2060 || c == 0xAD;
    }

    private static String trimmed(String name) {
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || isBlank(name.charAt(end - 1)))) {
            end--;
        }
        return name.substring(0, end).strip();
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static String shortened(String name) {
        if (octets(name) <= MOST_OCTETS) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        boolean hasExtension = dot > 0 && name.length() - dot <= LONGEST_EXTENSION;
        String extension = hasExtension ? name.substring(dot) : "";
        String stem = hasExtension ? name.substring(0, dot) : name;
        int room = MOST_OCTETS - octets(extension);
        int end = 0;
        for (int used = 0; end < stem.length(); ) {
            int c = stem.codePointAt(end);
            used += octets(Character.toString(c));
            if (used > room) {
                break;
            }
            end += Character.charCount(c);
        }
        return stem.substring(0, end).strip() + extension;
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
