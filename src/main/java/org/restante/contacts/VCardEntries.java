package org.restante.contacts;

import java.util.Locale;

/** Finds where the vCards of a file begin and end, before anything of them is understood. */
final class VCardEntries {

    /** Of one entry, in characters: more than the largest photo takes. */
    private static final int LONGEST = 400_000;

    private static final int MOST_LINES = 10_000;
    private static final int DEEPEST = 4;
    private static final String BEGIN = "BEGIN:VCARD";
    private static final String END = "END:VCARD";

    private final String text;
    private final Reading reading;
    private int depth;
    private int deepest;
    private int begin;
    private int firstLine;

    private VCardEntries(String text, Reading reading) {
        this.text = text;
        this.reading = reading;
    }

    static boolean areIn(String text) {
        String head = text.substring(0, Math.min(text.length(), 1_000)).stripLeading();
        return head.regionMatches(true, 0, BEGIN, 0, BEGIN.length());
    }

    /** Reads each entry by itself: a broken one takes no other with it. */
    static Reading read(String text) {
        Reading reading = new Reading();
        new VCardEntries(text, reading).find();
        return reading;
    }

    private void find() {
        String before = "";
        int number = 0;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            end = end < 0 ? text.length() : end;
            number++;
            String line = end - at > 40 ? "" : text.substring(at, end).stripTrailing();
            if (line.equalsIgnoreCase(BEGIN)) {
                if (depth == 0 && reading.isFull()) {
                    reading.refuse(number, Reading.Fault.MANY);
                    return;
                }
                opened(before, at, number);
            } else if (line.equalsIgnoreCase(END) && depth > 0) {
                closed(Math.min(end + 1, text.length()), number);
            }
            before = line.isEmpty() ? before : line;
            at = end + 1;
        }
        if (depth > 0) {
            reading.refuse(firstLine, Reading.Fault.BROKEN);
        }
    }

    /** In another only as somebody's agent (vCard 2.1); else the one before has no end. */
    private void opened(String before, int at, int number) {
        boolean inside = depth > 0 && before.toUpperCase(Locale.ROOT).startsWith("AGENT");
        if (depth > 0 && !inside) {
            reading.refuse(firstLine, Reading.Fault.BROKEN);
            depth = 0;
        }
        if (depth == 0) {
            begin = at;
            firstLine = number;
            deepest = 0;
        }
        depth++;
        deepest = Math.max(deepest, depth);
    }

    private void closed(int end, int number) {
        depth--;
        if (depth > 0) {
            return;
        }
        if (end - begin > LONGEST || number - firstLine > MOST_LINES) {
            reading.refuse(firstLine, Reading.Fault.LONG);
        } else if (deepest > DEEPEST) {
            reading.refuse(firstLine, Reading.Fault.BROKEN);
        } else {
            VCardReading.read(text.substring(begin, end), firstLine, reading);
        }
    }
}
