package org.restante.reading.safety;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Makes the document that shows an HTML mail: the first wall, and the last edit of its HTML. */
public final class SafeHtml {

    /**
     * Twenty times what the largest providers show before they clip a mail; enough for a long
     * thread or a few pictures written as data, and a bound for parser and heap.
     */
    static final int LONGEST = 2_000_000;

    /** A tag costs a hundred times its text in heap, so tags are bounded by themselves. */
    static final int MOST_TAGS = 100_000;

    // A browser stops at 512 by itself; nested tables of real mail reach about 60.
    private static final int DEEPEST = 256;
    private static final int MOST_PASSES = 4;

    private SafeHtml() {}

    /** Renders a mail's HTML, already decoded from its charset. */
    public static SafeDocument render(String mail, Images images) {
        String input = cut(mail);
        var gate = new ImageGate(images);
        var css = new CssCleaner(gate);
        var first = new HtmlCleaner(gate, css);
        String html = first.clean(parse(input)).html();
        boolean truncated = first.truncated() || input.length() < mail.length();
        gate.close();
        return new SafeDocument(settle(html, gate, css), gate.blocked(), truncated);
    }

    /**
     * A tree can be built that its own text, parsed again, does not yield (a link in a link, say):
     * the gap through which mutation attacks come. So the text is parsed and cleaned until what was
     * checked is exactly what a browser will read.
     */
    private static String settle(String html, ImageGate gate, CssCleaner css) {
        String settled = html;
        for (int pass = 1; pass < MOST_PASSES; pass++) {
            String again = new HtmlCleaner(gate, css).clean(parse(settled)).html();
            if (again.equals(settled)) {
                return settled;
            }
            settled = again;
        }
        return textOnly(settled);
    }

    private static String textOnly(String html) {
        Document text = BodyShell.empty();
        Element root = text.child(0).addClass(BodyShell.PLAIN);
        root.getElementsByTag("body").addClass("text");
        text.body().appendText(parse(html).body().wholeText());
        return text.html();
    }

    private static Document parse(String html) {
        return Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(html, "");
    }

    private static String cut(String mail) {
        int end = Math.min(mail.length(), LONGEST);
        int tags = 0;
        for (int i = 0; i < end; i++) {
            if (mail.charAt(i) == '<' && ++tags > MOST_TAGS) {
                return mail.substring(0, i);
            }
        }
        return mail.substring(0, end);
    }
}
