package org.restante.reading.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;

/** Looks at a finished document with eyes of its own, sharing no list with the code under test. */
final class Audit {

    private static final Set<String> ELEMENTS =
            Set.of(
                    ("html head meta link style body a abbr acronym address area article aside b"
                                    + " bdi bdo big blockquote br caption center cite code col"
                                    + " colgroup dd del details dfn dir div dl dt em figcaption"
                                    + " figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins"
                                    + " kbd li main map mark menu nav ol p pre q rp rt ruby s samp"
                                    + " section small span strike strong sub summary sup table"
                                    + " tbody td tfoot th thead time tr tt u ul var wbr")
                            .split(" "));
    private static final Set<String> ATTRIBUTES =
            Set.of(
                    ("abbr align alink alt aria-hidden aria-label background bgcolor border"
                                    + " bordercolor cellpadding cellspacing class clear color"
                                    + " colspan coords datetime dir face frame height hidden href"
                                    + " hspace id lang leftmargin link marginheight marginwidth"
                                    + " name noshade nowrap open referrerpolicy rel reversed role"
                                    + " rowspan rules scope shape size span src start style"
                                    + " summary target text title topmargin type usemap valign"
                                    + " value vlink vspace width")
                            .split(" "));
    private static final Pattern PICTURE =
            Pattern.compile("/[!#-&*-;=?-\\[\\]-~]*|data:image/(png|gif|jpe?g|webp|avif|bmp);.*");
    private static final Pattern URL = Pattern.compile("(?i)url\\(\"?([^\"]*)\"?\\)");
    private static final Pattern FORBIDDEN_IN_CSS =
            Pattern.compile(
                    "(?i)@(?!media )|<|/\\*|javascript|expression\\s*\\(|behaviou?r|-moz-binding"
                            + "|image-set|(?<![\\w-])(var|env|attr|element|cross-fade|src)\\s*\\("
                            + "|position:(fixed|absolute|sticky)|(?<![\\w-])content:"
                            + "|\\\\(?![:/.@%!+])");

    private Audit() {}

    static List<String> faults(String html) {
        var faults = new ArrayList<String>();
        var document = Jsoup.parse(html);
        for (Element element : document.getAllElements()) {
            if (element != document) {
                audit(element, faults);
            }
        }
        document.nodeStream()
                .filter(node -> node instanceof Comment)
                .map(Node::outerHtml)
                .forEach(faults::add);
        for (Element style : document.getElementsByTag("style")) {
            css(style.data(), faults);
        }
        for (Element head : document.head().select("meta, link")) {
            if (!BodyShell.empty().head().html().contains(head.outerHtml())) {
                faults.add("in head: " + head);
            }
        }
        return faults;
    }

    private static void audit(Element element, List<String> faults) {
        String name = element.tagName();
        if (!ELEMENTS.contains(name)) {
            faults.add("element " + name);
        }
        boolean ours = name.equals("meta") || name.equals("link");
        if (ours && !element.parent().tagName().equals("head")) {
            faults.add(name + " in the body");
        }
        for (Attribute attribute : element.attributes()) {
            if (!ours) {
                attribute(name, attribute.getKey(), attribute.getValue(), faults);
            }
        }
    }

    private static void attribute(String element, String name, String value, List<String> faults) {
        if (!ATTRIBUTES.contains(name)) {
            faults.add("attribute " + name);
        }
        switch (name) {
            case "src", "background" -> {
                if (!PICTURE.matcher(value).matches()) {
                    faults.add(name + "=" + value);
                }
            }
            case "href" -> {
                if (!value.toLowerCase(Locale.ROOT).matches("(?s)(https?://|mailto:|tel:|#).*")) {
                    faults.add("href=" + value);
                }
            }
            case "style" -> css(value, faults);
            case "target" -> {
                if (!value.equals("_blank")) {
                    faults.add("target=" + value);
                }
            }
            default -> {}
        }
    }

    private static void css(String css, List<String> faults) {
        Matcher forbidden = FORBIDDEN_IN_CSS.matcher(css);
        if (forbidden.find()) {
            faults.add("css " + forbidden.group() + " in " + css);
        }
        Matcher url = URL.matcher(css);
        int proper = 0;
        while (url.find()) {
            proper++;
            if (!PICTURE.matcher(url.group(1)).matches()) {
                faults.add("css " + url.group());
            }
        }
        if (proper != css.toLowerCase(Locale.ROOT).split("url\\s*\\(", -1).length - 1) {
            faults.add("css with an odd url: " + css);
        }
    }
}
