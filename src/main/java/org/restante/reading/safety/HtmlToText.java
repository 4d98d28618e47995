package org.restante.reading.safety;

import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/** Makes the short preview that a list shows beside the subject. */
public final class HtmlToText {

    /** Characters of a preview. */
    public static final int PREVIEW = 200;

    // Style sheets and padding come first in newsletters; behind this much nobody looks.
    private static final int LONGEST_HTML = 250_000;
    private static final int LONGEST_TEXT = 50_000;
    private static final int DEEPEST = 200;

    private static final Set<String> SILENT =
            Set.of(
                    "head",
                    "style",
                    "script",
                    "title",
                    "template",
                    "noscript",
                    "svg",
                    "math",
                    "select",
                    "textarea",
                    "object",
                    "iframe",
                    "xml");
    private static final Pattern ATTRIBUTION =
            Pattern.compile("(?:On|Am|Le|El|Il|Op|Em|W dniu)\\s.{5,200}:\\s*");
    private static final Pattern FORWARDED = Pattern.compile("-{2,}.{3,60}-{2,}\\s*|_{10,}\\s*");

    private HtmlToText() {}

    /** The first words of an HTML mail, in one line. */
    public static String preview(String html) {
        String start = html.substring(0, Math.min(html.length(), LONGEST_HTML));
        var words = new Words();
        Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(start, "").filter(words);
        return shortened(words.text);
    }

    /** The first words of a plain text mail that its author wrote, in one line. */
    public static String previewOfText(String text) {
        String start = text.substring(0, Math.min(text.length(), LONGEST_TEXT));
        var own = new StringBuilder();
        for (String line : start.lines().toList()) {
            if (line.equals("-- ") || own.length() > 4 * PREVIEW) {
                break;
            }
            if (!line.startsWith(">")
                    && !ATTRIBUTION.matcher(line).matches()
                    && !FORWARDED.matcher(line).matches()) {
                appendVisible(line + " ", own);
            }
        }
        if (own.toString().isBlank()) {
            appendVisible(start.replace('>', ' '), own);
        }
        return shortened(own);
    }

    /** One space for any run of blanks, and none of the characters that pad a hidden preheader. */
    private static void appendVisible(String text, StringBuilder to) {
        text.codePoints()
                .forEach(
                        c -> {
                            if (isBlank(c)) {
                                if (!to.isEmpty() && to.charAt(to.length() - 1) != ' ') {
                                    to.append(' ');
                                }
                            } else if (!isInvisible(c)) {
                                to.appendCodePoint(c);
                            }
                        });
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x2800 || c == 0x3164;
    }

    private static boolean isInvisible(int c) {
        // Format characters (zero width, bidi, soft hyphen), the grapheme joiner, and controls.
        return Character.getType(c) == Character.FORMAT
                || Character.isISOControl(c)
                || c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5;
    }

    private static String shortened(StringBuilder text) {
        String line = text.toString().strip();
        if (line.length() <= PREVIEW) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(PREVIEW - 1)) ? PREVIEW - 1 : PREVIEW;
        return line.substring(0, end).strip();
    }

    private static final class Words implements NodeFilter {

        private final StringBuilder text = new StringBuilder();

        @Override
        public FilterResult head(Node node, int depth) {
            if (text.length() > PREVIEW) {
                return FilterResult.STOP;
            }
            if (node instanceof Element element) {
                if (SILENT.contains(element.normalName())) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                if (element.isBlock() || element.nameIs("br") || element.nameIs("td")) {
                    appendVisible(" ", text);
                }
            } else if (node instanceof TextNode words) {
                appendVisible(words.getWholeText(), text);
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock()) {
                appendVisible(" ", text);
            }
            return FilterResult.CONTINUE;
        }
    }
}
