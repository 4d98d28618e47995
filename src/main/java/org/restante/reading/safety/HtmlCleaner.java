package org.restante.reading.safety;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a parsed mail: builds a new tree of what {@link HtmlRules} knows and leaves the
 * parsed one behind.
 */
final class HtmlCleaner {

    private static final int MOST_ELEMENTS = 60_000;
    private static final int LABEL_NODES = 64;
    private static final Pattern HOST_IN_TEXT =
            Pattern.compile("(?i)(?<![\\w.@-])(?:[\\w-]{1,63}\\.){1,8}[a-z]{2,24}(?![\\w-])");

    private final ImageGate gate;
    private final CssCleaner css;
    private final StringBuilder sheet = new StringBuilder();
    private int elements;
    private boolean coloured;
    private boolean truncated;

    HtmlCleaner(ImageGate gate, CssCleaner css) {
        this.gate = gate;
        this.css = css;
    }

    boolean truncated() {
        return truncated;
    }

    /** The complete document for a mail; its parse tree must be of bounded depth. */
    Document clean(Document mail) {
        Document clean = BodyShell.empty();
        Element html = clean.child(0);
        Element root = mail.children().isEmpty() ? mail : mail.child(0);
        copyIfAllowed(root, html, "lang", "dir");
        for (Element style : mail.getElementsByTag("style")) {
            addSheet(style);
        }
        for (Element part : root.children()) {
            if (part.nameIs("body")) {
                copyAttributes(part, clean.body());
                copyChildren(part, clean.body());
            }
        }
        BodyShell.addSheet(clean, sheet.toString());
        html.addClass(coloured ? BodyShell.PAPER : BodyShell.PLAIN);
        return clean;
    }

    private void addSheet(Element style) {
        String media = style.attr("media").strip().toLowerCase(Locale.ROOT);
        if (isHtml(style) && (media.isEmpty() || "all".equals(media) || "screen".equals(media))) {
            sheet.append(kept(css.sheet(style.data())));
        }
    }

    private String kept(CssCleaner.Clean clean) {
        coloured |= clean.coloured();
        return clean.css();
    }

    private void copyChildren(Element from, Element to) {
        for (Node child : from.childNodes()) {
            if (child instanceof TextNode text) {
                to.appendChild(new TextNode(visible(text.getWholeText())));
            } else if (child instanceof Element element) {
                copy(element, to);
            }
        }
    }

    private void copy(Element element, Element to) {
        String name = element.normalName();
        if (!isHtml(element) || HtmlRules.drops(name)) {
            return;
        }
        if (!HtmlRules.keeps(name)) {
            copyChildren(element, to);
            return;
        }
        if (++elements > MOST_ELEMENTS) {
            truncated = true;
            return;
        }
        Element copy = to.appendElement(name);
        copyAttributes(element, copy);
        copyChildren(element, copy);
        if (copy.hasAttr("href")) {
            secureLink(copy);
        }
    }

    private static boolean isHtml(Element element) {
        return element.tag().namespace().equals(Parser.NamespaceHtml);
    }

    private static String visible(String text) {
        if (text.chars().noneMatch(c -> c < ' ')) {
            return text;
        }
        var kept = new StringBuilder(text.length());
        text.chars()
                .filter(c -> c >= ' ' || c == '\n' || c == '\t')
                .forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private void copyIfAllowed(Element from, Element to, String... names) {
        for (String name : names) {
            HtmlRules.Kind kind = HtmlRules.kind("html", name);
            if (kind != null && kind.accepts(from.attr(name))) {
                to.attr(name, from.attr(name));
            }
        }
    }

    private void copyAttributes(Element from, Element to) {
        for (Attribute attribute : from.attributes()) {
            String name = attribute.getKey().toLowerCase(Locale.ROOT);
            HtmlRules.Kind kind = HtmlRules.kind(to.normalName(), name);
            String value = kind == null ? null : value(kind, attribute.getValue());
            if (value != null) {
                to.attr(name, value);
                coloured |= HtmlRules.colours(name);
            }
        }
    }

    private @Nullable String value(HtmlRules.Kind kind, String raw) {
        String value = raw.strip();
        if (!kind.accepts(value)) {
            return null;
        }
        return switch (kind) {
            case FLAG -> "";
            case LINK -> Urls.link(raw);
            case IMAGE -> gate.pass(raw);
            case STYLE -> {
                String style = kept(css.style(raw));
                yield style.isEmpty() ? null : style;
            }
            default -> value;
        };
    }

    /** A link opens a window that knows nothing of us, and cannot claim to lead elsewhere. */
    private static void secureLink(Element link) {
        String url = link.attr("href");
        link.removeAttr("title");
        if (url.startsWith("#")) {
            return;
        }
        link.attr("target", "_blank");
        link.attr("rel", "noopener noreferrer nofollow");
        link.attr("referrerpolicy", "no-referrer");
        String readable = Urls.withAsciiHost(url);
        if (!readable.equals(url) || namesAnotherHost(link, Urls.host(url))) {
            link.attr("title", readable.substring(0, Math.min(300, readable.length())));
        }
    }

    private static boolean namesAnotherHost(Element link, String host) {
        var label = new StringBuilder();
        link.nodeStream(TextNode.class)
                .limit(LABEL_NODES)
                .forEach(text -> label.append(text.text(), 0, Math.min(300, text.text().length())));
        Matcher named = HOST_IN_TEXT.matcher(label);
        while (named.find()) {
            String shown = withoutWww(named.group());
            if (!host.equals(shown) && !host.endsWith("." + shown)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutWww(String host) {
        return host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
    }
}
