package org.restante.compose;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * The HTML of a message that is being written: what the editor has, and nothing else, whether it
 * comes from the editor, from a quoted message or from another program's draft.
 */
public final class MessageHtml {

    static final int LONGEST = 1_000_000;

    private static final int DEEPEST = 200;
    private static final Pattern COLOUR =
            Pattern.compile("(?:^|;)\\s*color\\s*:\\s*(#[0-9a-fA-F]{6})\\s*(?:;|$)");
    private static final Set<String> CLASSES = Set.of("signature", "quote-head");
    private static final String QUOTE_STYLE =
            "margin:0 0 0 0.8ex;border-left:2px solid #9aa0a8;padding-left:1ex";

    private static final Safelist ALLOWED =
            Safelist.none()
                    .addTags(
                            "a",
                            "b",
                            "strong",
                            "i",
                            "em",
                            "u",
                            "s",
                            "del",
                            "strike",
                            "code",
                            "pre",
                            "p",
                            "div",
                            "span",
                            "br",
                            "hr",
                            "h1",
                            "h2",
                            "h3",
                            "h4",
                            "ul",
                            "ol",
                            "li",
                            "blockquote",
                            "img",
                            "table",
                            "tbody",
                            "thead",
                            "tr",
                            "td",
                            "th")
                    .addAttributes("a", "href")
                    .addAttributes("img", "src", "alt", "width", "height", "data-cid")
                    .addAttributes("ol", "start")
                    .addAttributes("td", "colspan", "rowspan")
                    .addAttributes("th", "colspan", "rowspan")
                    .addAttributes(":all", "dir", "style", "class")
                    .addProtocols("a", "href", "http", "https", "mailto");

    private MessageHtml() {}

    /** What of it may stay; pictures only by {@code cid:}. */
    public static String clean(String html) {
        return body(html, Map.of()).html();
    }

    /**
     * The same as the editor shows it.
     *
     * @param pictures where those are that the message carries, by Content-ID
     */
    static String forEditor(String html, Map<String, String> pictures) {
        return body(html, pictures).html();
    }

    /** The whole document that is sent. */
    static String document(String html) {
        Element body = body(html, Map.of());
        body.select("blockquote").attr("type", "cite").attr("style", QUOTE_STYLE);
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head><body>\n"
                + body.html()
                + "\n</body></html>\n";
    }

    /** The Content-IDs that the text shows. */
    static List<String> pictures(String html) {
        return body(html, Map.of()).select("img[src^=cid:]").eachAttr("src").stream()
                .map(source -> source.substring(4))
                .toList();
    }

    private static Element body(String html, Map<String, String> pictures) {
        String start = html.substring(0, Math.min(html.length(), LONGEST));
        Document dirty = Parser.htmlParser().setMaxDepth(DEEPEST).parseInput(start, "");
        for (Element picture : dirty.select("img")) {
            // the editor shows a picture by an address of ours, the message names it by its id
            String id = picture.attr("data-cid");
            if (!id.isEmpty()) {
                picture.attr("src", "cid:" + id);
            }
        }
        Document clean = new Cleaner(ALLOWED).clean(dirty);
        clean.outputSettings().prettyPrint(false);
        for (Element element : clean.body().getAllElements()) {
            tidy(element, pictures);
        }
        return clean.body();
    }

    private static void tidy(Element element, Map<String, String> pictures) {
        Matcher colour = COLOUR.matcher(element.attr("style"));
        if (colour.find()) {
            element.attr("style", "color:" + colour.group(1).toLowerCase(Locale.ROOT));
        } else {
            element.removeAttr("style");
        }
        if (!CLASSES.contains(element.className())) {
            element.removeAttr("class");
        }
        if (!element.attr("dir").matches("|ltr|rtl|auto")) {
            element.removeAttr("dir");
        }
        if (element.nameIs("img")) {
            picture(element, pictures);
        }
    }

    private static void picture(Element picture, Map<String, String> pictures) {
        String source = picture.attr("src");
        String id = source.regionMatches(true, 0, "cid:", 0, 4) ? source.substring(4) : "";
        picture.removeAttr("data-cid");
        if (id.isEmpty() || !id.matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]{1,200}")) {
            picture.remove();
        } else if (pictures.containsKey(id)) {
            picture.attr("data-cid", id).attr("src", pictures.get(id));
        } else {
            picture.attr("src", "cid:" + id);
        }
    }
}
