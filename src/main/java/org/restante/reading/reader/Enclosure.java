package org.restante.reading.reader;

import java.util.Locale;

/**
 * A file that came with a message.
 *
 * @param name as its sender called it, empty where they did not
 * @param badge its kind in at most four letters
 * @param tone the badge's colour
 */
record Enclosure(String name, String badge, String tone, String size, String href) {

    private static final int BADGE = 4;

    /** The file's kind by the ending of its name, else by its media type. */
    static String badge(String name, String subtype) {
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1);
        String kind =
                ending.matches("[A-Za-z0-9]{1,4}")
                        ? ending
                        : subtype.replaceAll("[^A-Za-z0-9]", "");
        String text = kind.isEmpty() ? "FILE" : kind;
        return text.substring(0, Math.min(text.length(), BADGE)).toUpperCase(Locale.ROOT);
    }

    static String tone(String badge, String type) {
        if (badge.equals("PDF")) {
            return "danger";
        }
        return switch (type) {
            case "image", "video" -> "violet";
            case "text", "message" -> "blue";
            case "audio" -> "green";
            default -> "plain";
        };
    }
}
