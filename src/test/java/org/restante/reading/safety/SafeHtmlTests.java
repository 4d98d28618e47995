package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTests {

    private static final Images SHOWN =
            Images.through(
                    url -> "/proxied?" + url.replace("&", "+"),
                    reference -> reference.equals("cid:logo@a") ? "/parts/2" : null);

    @Test
    void keepsWhatANewsletterIsMadeOf() {
        String mail =
                "<table width=\"600\" cellpadding=0 bgcolor=#ffeedd><tr><td align=center"
                        + " style='padding:10px 0; color: #333 !important'>"
                        + "<font face=\"Arial, sans-serif\" size=\"+1\">Hello</font>"
                        + "<ol start=3 type=A><li>x</ol></td></tr></table>";
        assertThat(body(mail).html())
                .isEqualTo(
                        "<table width=\"600\" cellpadding=\"0\" bgcolor=\"#ffeedd\"><tbody><tr>"
                                + "<td align=\"center\" style=\"padding:10px 0;"
                                + "color:#333!important;\">"
                                + "<font face=\"Arial, sans-serif\" size=\"+1\">Hello</font>"
                                + "<ol start=\"3\" type=\"A\"><li>x</li></ol>"
                                + "</td></tr></tbody></table>");
    }

    @Test
    void isACompleteDocumentWithOnlyOurHead() {
        Document document = render("<title>x</title><meta http-equiv=refresh content=0><p>a");
        assertThat(document.documentType()).isNotNull();
        assertThat(document.head().children()).hasSize(4);
        assertThat(document.head().select("meta[charset=utf-8]")).hasSize(1);
        assertThat(document.head().select("link").attr("href")).isEqualTo("/css/body.css");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svg", "math", "script", "noscript", "template", "object", "iframe", "select",
                "textarea", "xmp", "noembed", "noframes", "title", "button", "canvas", "applet"
            })
    void dropsItWithEverythingInIt(String element) {
        assertThat(bodyText("<p>a</p><%1$s><p>inner</p>x</%1$s><p>b</p>".formatted(element)))
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base href=//evil/",
                "link rel=stylesheet href=//evil/",
                "embed src=//evil/",
                "meta http-equiv=refresh content='0;//evil'",
                "input name=a value=b",
                "frame",
                "bgsound src=//evil/",
                "keygen",
                "source srcset=//evil/",
                "track src=//evil/",
                "param name=a"
            })
    void dropsEmptyElementsThatAct(String tag) {
        assertThat(body("a<" + tag + ">b").html()).isEqualTo("ab");
    }

    @Test
    void unwrapsFormsAndUnknownElements() {
        assertThat(body("<form action=//evil/><o:p>a</o:p><input><b>b</b></form>").html())
                .isEqualTo("a<b>b</b>");
    }

    /** FIELD case 1. */
    @Test
    void dropsSvgUseWithASplitDataUrl() {
        String svg =
                "<svg><use href=\"dAta:image/s\tvg+xml;base64,PHN2Zz4=#x\"/></svg>"
                        + "<img src=\"dAta:image/s\tvg+xml;base64,PHN2Zz4=\">"
                        + "<img src=\"data:text/html;base64,PHN2Zz4=\">";
        assertThat(SafeHtml.render(svg, SHOWN).html()).doesNotContainIgnoringCase("data:", "use");
    }

    /** FIELD case 2. */
    @Test
    void dropsEveryAnimation() {
        for (String animation : List.of("animate", "set", "animateTransform", "animateMotion")) {
            for (String target : List.of("href", "xlink:href", "style", "fill", "filter")) {
                for (String value : List.of("by", "from", "to", "values")) {
                    String tag =
                            "<%s attributeName=%s %s=javascript:alert(1)>"
                                    .formatted(animation, target, value);
                    for (String mail : List.of(tag, "<svg><a>" + tag + "</a></svg>")) {
                        assertThat(body(mail).html()).isEmpty();
                    }
                }
            }
        }
    }

    /** FIELD cases 3 and 4. */
    @Test
    void blocksEveryRemoteImageAndCountsEachOnce() {
        String mail =
                "<body background=//evil/1><img src=http://evil/2><img src=HTTP://evil/2"
                        + " srcset='//evil/3 2x' lowsrc=//evil/4 dynsrc=//evil/5>"
                        + "<table background='https://evil/6'><td background=//evil/7>"
                        + "<p style=\"background:url(//evil/8) red\">"
                        + "<style>p{background-image:url('http://evil/9');list-style:url(//evil/10);"
                        + "cursor:url(//evil/x);content:url(//evil/x);border-image:url(//evil/x)}"
                        + "</style><video poster=//evil/x><audio src=//evil/x></audio></video>"
                        + "<a href='https://ok/' ping=//evil/x>a</a>";
        SafeDocument document = SafeHtml.render(mail, Images.none());
        assertThat(document.html()).doesNotContain("evil").contains("background:none red");
        assertThat(document.blockedImages()).isEqualTo(7);
    }

    @Test
    void sendsAllowedRemoteImagesThroughTheProxy() {
        Element image = body("<img src=' //evil/a b.png?x=1&amp;y='>").expectFirst("img");
        assertThat(image.attr("src")).isEqualTo("/proxied?https://evil/a%20b.png?x=1+y=");
        assertThat(body("<p style='background:url(http://evil/1)'>").html())
                .contains("background:url(&quot;/proxied?http://evil/1&quot;)");
    }

    @Test
    void showsInlineParts() {
        assertThat(body("<img src=cid:logo@a>").html()).isEqualTo("<img src=\"/parts/2\">");
        assertThat(body("<img alt=x src=cid:other>").html()).isEqualTo("<img alt=\"x\">");
    }

    @Test
    void keepsAPictureInTheMailItself() {
        String png = "<img src=\"data:image/png;base64,iVBORw0KGgo=\">";
        assertThat(body(png).html()).isEqualTo(png);
    }

    @Test
    void refusesAnAnswerThatLeavesOurOrigin() {
        Images careless = new Images(reference -> "//evil/", url -> "https://evil/");
        assertThat(SafeHtml.render("<img src=cid:a><img src=http://a/>", careless).html())
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVa\tScRiPt:alert(1)",
                " &#1;javascript:alert(1)",
                "&#106;avascript:alert(1)",
                "vbscript:x",
                "data:text/html,x",
                "file:///etc/passwd",
                "blob:x",
                "about:blank",
                "relative",
                "/absolute",
                "//host/path",
                "http:/host",
                "http:\\\\host",
                "https://a\\@b/",
                "view-source:http://x/",
                "cid:a",
                "ftp://a/"
            })
    void takesTheTargetFromALinkThatLeadsElsewhereThanTheWeb(String url) {
        assertThat(body("<a href=\"" + url + "\">x</a>").html()).isEqualTo("<a>x</a>");
    }

    @Test
    void opensLinksInAWindowThatKnowsNothingOfUs() {
        assertThat(body("<a href=https://a.example/?b&amp;c target=_top>x</a>").html())
                .isEqualTo(
                        "<a href=\"https://a.example/?b&amp;c\" target=\"_blank\""
                                + " rel=\"noopener noreferrer nofollow\""
                                + " referrerpolicy=\"no-referrer\">x</a>");
        assertThat(body("<a href=#x>x</a><p id=x>").html())
                .isEqualTo("<a href=\"#x\">x</a><p id=\"x\"></p>");
    }

    @Test
    void saysWhereALinkLeadsThatNamesAnotherHost() {
        assertThat(title("<a href=http://evil.example/ title='bank.example'>www.bank.example</a>"))
                .isEqualTo("http://evil.example/");
        assertThat(title("<a href=http://bank.example@evil.example/>bank.example</a>"))
                .isEqualTo("http://bank.example@evil.example/");
        assertThat(title("<a href=https://www.bank.example/a>bank.example</a>")).isEmpty();
        assertThat(title("<a href=https://a.example/ title='bank.example'>Read on</a>")).isEmpty();
        assertThat(title("<a href=https://b\u0430nk.example/>Read on</a>"))
                .isEqualTo("https://xn--bnk-6cd.example/");
    }

    /** FIELD case 5. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a>1<svg><a href=#>2",
                "<a href=#>1<marquee><a href=#>2</marquee>",
                "<p><button><p>x</p></button></p>",
                "<table><a><tr><td><a>",
                "<b><p><i></b>x</p>",
                "<pre>\n\nx</pre>",
                "<p><foo><p>x",
                "<ul><p><li><form><li>",
                "<h1><object><h2>",
                "<form><table><form><td></form><form>",
                "<nobr><x><nobr>",
                "<font><p><font><p>x",
                "<a><table><td><a>x",
                "<table><colgroup><p>x",
                "<body><body style=color:red>"
            })
    void isUnchangedByBeingParsedOrCleanedAgain(String mail) {
        String html = SafeHtml.render(mail, SHOWN).html();
        assertThat(SafeHtml.render(html, SHOWN).html()).isEqualTo(html);
        Document parsed = Jsoup.parse(html);
        parsed.outputSettings().prettyPrint(false);
        assertThat(parsed.html()).isEqualTo(html);
    }

    /** FIELD cases 6 and 7. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<math><mtext><table><mglyph><style><!--</style><img title=\"--><img src=1"
                        + " onerror=alert(1)>\">",
                "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<template><style><!--</template><img src=x onerror=alert(1)>--></style>",
                "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
                "<svg><foreignObject><style><img onerror=alert(1)></style></foreignObject></svg>",
                "<html><svg><style><//><body/onload=alert(1)>",
                "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
                "<select><style></select><img src=x onerror=alert(1)></style>",
                "<!--[if gte mso 9]><img src=x onerror=alert(1)><![endif]-->",
                "<![CDATA[<img src=x onerror=alert(1)>]]>",
                "<x xmlns:html='http://www.w3.org/1999/xhtml'><html:script>alert(1)</html:script>",
                "<img/src='x'/onerror=alert(1)><body onload=alert(1) onpageshow=alert(1)>"
            })
    void leavesNothingOfAMutationAttack(String mail) {
        String html = SafeHtml.render(mail, SHOWN).html();
        assertThat(Audit.faults(html)).isEmpty();
        assertThat(Jsoup.parse(html).select("[onerror], [onload], style, script")).isEmpty();
    }

    @Test
    void cannotBeClosedByAStyleSheet() {
        String html =
                SafeHtml.render(
                                "<style>a{font-family:'</style><p>x'} a>b{color:red}</style>",
                                SHOWN)
                        .html();
        assertThat(html).doesNotContain("<p>x'}</style>").containsOnlyOnce("<body");
        String escaped = "<style>a{font-family:'\\3c/style>'}.b{color:red}</style>";
        assertThat(render(escaped).select("style").first().data()).isEqualTo(".b{color:red;}\n");
    }

    @Test
    void laysMailWithColoursOnPaperAndOtherMailOnThePage() {
        assertThat(render("<p>x").child(0).className()).isEqualTo("plain");
        assertThat(render("<p style='font-weight:bold'>x").child(0).className()).isEqualTo("plain");
        for (String coloured :
                List.of(
                        "<font color=red>x",
                        "<table bgcolor=white>",
                        "<p style='color:black'>",
                        "<style>p{background:#fff}</style>")) {
            assertThat(render(coloured).child(0).className()).isEqualTo("paper");
        }
    }

    @Test
    void keepsLanguageAndDirection() {
        Document document = render("<html lang=he dir=rtl class=plain onclick=x><p dir=ltr>x");
        assertThat(document.child(0).attributes().html().strip())
                .isEqualTo("lang=\"he\" dir=\"rtl\" class=\"plain\"");
    }

    /** FIELD case 29. */
    @Test
    void neverAllowsScriptsInTheFrame() {
        assertThat(BodyPolicy.SANDBOX).doesNotContain("allow-scripts", "top-navigation", "forms");
        assertThat(BodyPolicy.CSP)
                .startsWith("default-src 'none'")
                .doesNotContain("script", "https:", "*")
                .contains("form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'")
                .endsWith("sandbox " + BodyPolicy.SANDBOX);
    }

    private static Document render(String mail) {
        Document document = Jsoup.parse(SafeHtml.render(mail, SHOWN).html());
        document.outputSettings().prettyPrint(false);
        return document;
    }

    private static Element body(String mail) {
        return render(mail).body();
    }

    private static String bodyText(String mail) {
        var texts = new ArrayList<String>();
        body(mail).nodeStream(org.jsoup.nodes.TextNode.class).forEach(t -> texts.add(t.text()));
        return String.join("", texts);
    }

    private static String title(String mail) {
        return body(mail).expectFirst("a").attr("title");
    }
}
