package org.restante.reading.quote;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/** An HTML text as people write it without HTML: paragraphs, lists, quotes, links by name. */
public final class PlainText {

    private static final int DEEPEST = 200;
    private static final int LONGEST = 2_000_000;
    private static final Set<String> SILENT =
            Set.of("head", "style", "script", "title", "template", "noscript", "object", "svg");
    private static final Set<String> SPACED =
            Set.of(
                    "p",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "pre",
                    "blockquote",
                    "table");

    private PlainText() {}

    public static String of(String html) {
        String start = html.substring(0, Math.min(html.length(), LONGEST));
        Writer writer = new Writer();
        Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(start, "").body().traverse(writer);
        return writer.end();
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();
        private final StringBuilder line = new StringBuilder();
        private final Deque<Integer> lists = new ArrayDeque<>();
        private int quotes;
        private int silent;
        private int raw;
        private int blankLines;
        private boolean begun;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words && silent == 0) {
                words(words.getWholeText());
            } else if (node instanceof Element element) {
                open(element);
            }
        }

        private void words(String words) {
            if (raw > 0) {
                String[] lines = words.split("\n", -1);
                for (int i = 0; i < lines.length; i++) {
                    line.append(lines[i]);
                    if (i < lines.length - 1) {
                        breakLine();
                    }
                }
                return;
            }
            for (int i = 0; i < words.length(); i++) {
                char c = words.charAt(i);
                if (!Character.isWhitespace(c) && c != '\u00a0') {
                    line.append(c);
                } else if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
                    line.append(' ');
                }
            }
        }

        private void open(Element element) {
            String name = element.normalName();
            if (SILENT.contains(name)) {
                silent++;
                return;
            }
            if (element.isBlock()) {
                endLine();
                space(name);
            }
            switch (name) {
                case "div" -> signature(element);
                case "br" -> breakLine();
                case "blockquote" -> quotes++;
                case "pre" -> raw++;
                case "ul" -> lists.push(-1);
                case "ol" -> lists.push(1);
                case "li" -> bullet();
                case "hr" -> line.append("----------");
                case "td", "th" -> line.append(line.isEmpty() ? "" : "  ");
                case "img" -> line.append(element.attr("alt"));
                default -> {
                    // only what it holds counts
                }
            }
        }

        /** A line of its own tells where it begins (RFC 3676, section 4.3). */
        private void signature(Element element) {
            if (element.hasClass("signature")) {
                text.append(begun ? "\n" : "").append("-- \n");
                blankLines = 0;
            }
        }

        private void bullet() {
            line.append("  ".repeat(Math.max(0, lists.size() - 1)));
            Integer number = lists.peek();
            if (number == null || number < 0) {
                line.append("* ");
            } else {
                line.append(number).append(". ");
                lists.pop();
                lists.push(number + 1);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            if (SILENT.contains(name)) {
                silent--;
                return;
            }
            if (name.equals("a")) {
                link(element);
            }
            if (element.isBlock()) {
                endLine();
            }
            switch (name) {
                case "blockquote" -> {
                    quotes--;
                    blankLines = Math.max(blankLines, 1);
                }
                case "pre" -> raw--;
                case "ul", "ol" -> lists.poll();
                default -> {
                    // nothing ends with it
                }
            }
            space(name);
        }

        /** The address where the text does not say it already. */
        private void link(Element element) {
            String address = element.attr("href").strip();
            String shown = element.text().strip();
            String bare = address.replaceFirst("^(mailto:|https?://)", "").replaceFirst("/$", "");
            boolean useful = address.matches("(?i)(https?|mailto):.*");
            if (useful && !shown.contains(bare) && silent == 0) {
                line.append(shown.isEmpty() ? "" : " ").append('<').append(address).append('>');
            }
        }

        private void space(String name) {
            if (text.toString().endsWith("-- \n")) {
                return; // a signature begins at once
            }
            if (SPACED.contains(name) && lists.size() < 2) {
                blankLines = Math.max(blankLines, 1);
            }
        }

        private void breakLine() {
            if (line.isEmpty()) {
                blankLines++;
            } else {
                endLine();
            }
        }

        private void endLine() {
            String words = raw > 0 ? line.toString() : line.toString().stripTrailing();
            line.setLength(0);
            if (words.isBlank()) {
                return;
            }
            String prefix = "> ".repeat(quotes);
            for (; begun && blankLines > 0; blankLines--) {
                text.append(prefix.stripTrailing()).append('\n');
            }
            blankLines = 0;
            begun = true;
            text.append(prefix).append(words).append('\n');
        }

        String end() {
            endLine();
            return text.toString();
        }
    }
}
