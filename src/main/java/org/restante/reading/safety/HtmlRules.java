package org.restante.reading.safety;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The allow-list: elements, their attributes, and the values that these may have. */
final class HtmlRules {

    /** What an attribute may hold; everything else about it is decided by its kind. */
    enum Kind {
        TEXT("[^\\p{Cntrl}]{0,1000}"),
        FLAG(".{0,20}"),
        WORD("[A-Za-z][A-Za-z0-9-]{0,29}"),
        LISTING("[1aAiI]|disc|circle|square"),
        LANGUAGE("[A-Za-z0-9-]{1,35}"),
        NAMES("[\\p{L}\\p{N}_:. -]{1,500}"),
        NAME("[\\p{L}\\p{N}_:.-]{1,200}"),
        MAP("#[\\p{L}\\p{N}_:.-]{1,200}"),
        NUMBER("[+-]?[0-9]{1,5}"),
        LENGTH("[0-9]{1,5}(?:\\.[0-9]{1,4})?(?:%|px)?"),
        NUMBERS("[0-9., ]{1,500}"),
        COLOUR("#?[A-Za-z0-9]{1,30}"),
        FONTS("[\\p{L}\\p{N}_,' -]{1,200}"),
        LINK("(?s).*"),
        IMAGE("(?s).*"),
        STYLE("(?s).*");

        private final Pattern pattern;

        Kind(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        boolean accepts(String value) {
            return pattern.matcher(value).matches();
        }
    }

    private static final Set<String> KEPT =
            Set.of(
                    """
                    a abbr acronym address area article aside b bdi bdo big blockquote br caption
                    center cite code col colgroup dd del details dfn dir div dl dt em figcaption
                    figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main map mark
                    menu nav ol p pre q rp rt ruby s samp section small span strike strong sub
                    summary sup table tbody td tfoot th thead time tr tt u ul var wbr
                    """
                            .trim()
                            .split("\\s+"));

    /** Dropped with everything in them; an element in neither list gives way to its children. */
    private static final Set<String> DROPPED =
            Set.of(
                    """
                    applet base basefont bgsound button canvas datalist embed fencedframe
                    frame frameset head iframe image input isindex keygen link listing math meta
                    meter nextid noembed noframes noscript object optgroup option output param
                    plaintext portal progress script select selectedcontent source style svg
                    template textarea title track xml xmp
                    """
                            .trim()
                            .split("\\s+"));

    private static final Map<String, Kind> EVERYWHERE =
            Map.ofEntries(
                    entry("align", Kind.WORD),
                    entry("aria-hidden", Kind.WORD),
                    entry("aria-label", Kind.TEXT),
                    entry("bgcolor", Kind.COLOUR),
                    entry("class", Kind.NAMES),
                    entry("dir", Kind.WORD),
                    entry("height", Kind.LENGTH),
                    entry("hidden", Kind.FLAG),
                    entry("id", Kind.NAME),
                    entry("lang", Kind.LANGUAGE),
                    entry("role", Kind.WORD),
                    entry("style", Kind.STYLE),
                    entry("title", Kind.TEXT),
                    entry("valign", Kind.WORD),
                    entry("width", Kind.LENGTH));

    private static final Map<String, Kind> CELL =
            Map.of(
                    "abbr", Kind.TEXT,
                    "background", Kind.IMAGE,
                    "colspan", Kind.NUMBER,
                    "nowrap", Kind.FLAG,
                    "rowspan", Kind.NUMBER,
                    "scope", Kind.WORD);

    private static final Map<String, Map<String, Kind>> SOMEWHERE =
            Map.ofEntries(
                    entry("a", Map.of("href", Kind.LINK, "name", Kind.NAME)),
                    entry(
                            "area",
                            Map.of(
                                    "alt", Kind.TEXT,
                                    "coords", Kind.NUMBERS,
                                    "href", Kind.LINK,
                                    "shape", Kind.WORD)),
                    entry(
                            "body",
                            Map.of(
                                    "alink", Kind.COLOUR,
                                    "background", Kind.IMAGE,
                                    "leftmargin", Kind.LENGTH,
                                    "link", Kind.COLOUR,
                                    "marginheight", Kind.LENGTH,
                                    "marginwidth", Kind.LENGTH,
                                    "text", Kind.COLOUR,
                                    "topmargin", Kind.LENGTH,
                                    "vlink", Kind.COLOUR)),
                    entry("br", Map.of("clear", Kind.WORD)),
                    entry("col", Map.of("span", Kind.NUMBER)),
                    entry("colgroup", Map.of("span", Kind.NUMBER)),
                    entry("details", Map.of("open", Kind.FLAG)),
                    entry(
                            "font",
                            Map.of(
                                    "color", Kind.COLOUR,
                                    "face", Kind.FONTS,
                                    "size", Kind.NUMBER)),
                    entry(
                            "hr",
                            Map.of(
                                    "color", Kind.COLOUR,
                                    "noshade", Kind.FLAG,
                                    "size", Kind.LENGTH)),
                    entry(
                            "img",
                            Map.of(
                                    "alt", Kind.TEXT,
                                    "border", Kind.LENGTH,
                                    "hspace", Kind.LENGTH,
                                    "src", Kind.IMAGE,
                                    "usemap", Kind.MAP,
                                    "vspace", Kind.LENGTH)),
                    entry("li", Map.of("type", Kind.LISTING, "value", Kind.NUMBER)),
                    entry("map", Map.of("name", Kind.NAME)),
                    entry(
                            "ol",
                            Map.of(
                                    "reversed", Kind.FLAG,
                                    "start", Kind.NUMBER,
                                    "type", Kind.LISTING)),
                    entry(
                            "table",
                            Map.of(
                                    "background", Kind.IMAGE,
                                    "border", Kind.LENGTH,
                                    "bordercolor", Kind.COLOUR,
                                    "cellpadding", Kind.LENGTH,
                                    "cellspacing", Kind.LENGTH,
                                    "frame", Kind.WORD,
                                    "rules", Kind.WORD,
                                    "summary", Kind.TEXT)),
                    entry("td", CELL),
                    entry("th", CELL),
                    entry("time", Map.of("datetime", Kind.TEXT)),
                    entry("tr", Map.of("background", Kind.IMAGE)),
                    entry("ul", Map.of("type", Kind.LISTING)));

    private static final Set<String> COLOURING =
            Set.of("bgcolor", "color", "text", "background", "link");

    private HtmlRules() {}

    static boolean keeps(String element) {
        return KEPT.contains(element);
    }

    static boolean drops(String element) {
        return DROPPED.contains(element);
    }

    static @Nullable Kind kind(String element, String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        Kind own = SOMEWHERE.getOrDefault(element, Map.of()).get(name);
        return own != null ? own : EVERYWHERE.get(name);
    }

    /** Whether the attribute gives the mail colours of its own. */
    static boolean colours(String attribute) {
        return COLOURING.contains(attribute);
    }
}
