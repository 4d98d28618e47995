package org.restante.reading.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Makes the document that shows a plain text mail: quotes, signature, links, and only text. */
public final class SafeText {

    /** How the lines of the text are to be read (RFC 3676, section 4). */
    public enum Flow {
        /** Every line break is the author's. */
        FIXED,
        /** A space before a line break joins the lines. */
        FLOWED,
        /** As flowed, and the joining space is not part of the text. */
        FLOWED_DELSP
    }

    /** A thousand pages; a longer text is a file that came in the wrong place. */
    static final int LONGEST = 1_000_000;

    /** Quotes deeper than this are shown as this deep: nobody counts further. */
    static final int DEEPEST_QUOTE = 12;

    private static final int MOST_LINES = 50_000;

    private SafeText() {}

    /** Renders a text, already decoded from its charset. */
    public static SafeDocument render(String text, Flow flow) {
        String whole = text.substring(0, Math.min(text.length(), LONGEST));
        List<TextLine> lines = TextLine.of(whole, flow);
        boolean truncated = whole.length() < text.length() || lines.size() > MOST_LINES;
        Document document = BodyShell.empty();
        document.child(0).addClass(BodyShell.PLAIN);
        document.body().addClass("text");
        write(lines.subList(0, Math.min(lines.size(), MOST_LINES)), document.body());
        return new SafeDocument(document.html(), 0, truncated);
    }

    /** The text with each paragraph in one line, as its author wrote it, quote marks in place. */
    public static String joined(String text, Flow flow) {
        if (flow == Flow.FIXED) {
            return text;
        }
        return TextLine.of(text, flow).stream()
                .map(
                        line ->
                                ">".repeat(line.quoteDepth())
                                        + (line.quoteDepth() > 0 ? " " : "")
                                        + line.text()
                                        + "\n")
                .collect(Collectors.joining());
    }

    private static void write(List<TextLine> lines, Element body) {
        var links = new Linkifier();
        // The block for each depth of quoting; the first is the author's own text.
        var blocks = new ArrayList<Element>(List.of(body));
        for (TextLine line : lines) {
            int depth = Math.min(line.quoteDepth(), DEEPEST_QUOTE);
            while (blocks.size() > depth + 1) {
                blocks.removeLast();
            }
            if (line.isSignatureMark()) {
                blocks.set(0, body.appendElement("div").addClass("signature"));
            }
            while (blocks.size() <= depth) {
                blocks.add(blocks.getLast().appendElement("blockquote"));
            }
            links.append(line.text() + "\n", blocks.getLast());
        }
    }
}
