package org.restante.reading.safety;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of a plain text mail.
 *
 * @param quoteDepth how often it is quoted
 * @param text the line without its quote marks
 */
record TextLine(int quoteDepth, String text) {

    private static final String SIGNATURE_MARK = "-- ";

    /** RFC 3676, section 4.3. */
    boolean isSignatureMark() {
        return quoteDepth == 0 && text.equals(SIGNATURE_MARK);
    }

    static List<TextLine> of(String text, SafeText.Flow flow) {
        List<TextLine> fixed =
                text.replace("\0", "").lines().map(line -> parse(line, flow)).toList();
        return flow == SafeText.Flow.FIXED ? fixed : joined(fixed, flow);
    }

    private static TextLine parse(String line, SafeText.Flow flow) {
        boolean flowed = flow != SafeText.Flow.FIXED;
        int depth = 0;
        int at = 0;
        while (at < line.length() && line.charAt(at) == '>') {
            depth++;
            at++;
            // "> > text" is how most mailers quote; in flowed text that space is content.
            if (!flowed && line.startsWith(" >", at)) {
                at++;
            }
        }
        // One space is stuffing in flowed text (section 4.4), and a habit after a quote mark.
        if ((flowed || depth > 0) && at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        return new TextLine(depth, line.substring(at));
    }

    /** RFC 3676, sections 4.1 and 4.2: a soft break joins lines of the same quote depth. */
    private static List<TextLine> joined(List<TextLine> lines, SafeText.Flow flow) {
        var joined = new ArrayList<TextLine>();
        var paragraph = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            TextLine line = lines.get(i);
            boolean soft =
                    line.text.endsWith(" ")
                            && !line.text.equals(SIGNATURE_MARK)
                            && i + 1 < lines.size()
                            && lines.get(i + 1).quoteDepth == line.quoteDepth
                            && !lines.get(i + 1).text.equals(SIGNATURE_MARK);
            boolean dropsSpace = soft && flow == SafeText.Flow.FLOWED_DELSP;
            paragraph.append(line.text, 0, line.text.length() - (dropsSpace ? 1 : 0));
            if (!soft) {
                joined.add(new TextLine(line.quoteDepth, paragraph.toString()));
                paragraph.setLength(0);
            }
        }
        return joined;
    }
}
