package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.restante.reading.safety.SafeText.Flow.FIXED;
import static org.restante.reading.safety.SafeText.Flow.FLOWED;
import static org.restante.reading.safety.SafeText.Flow.FLOWED_DELSP;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTests {

    /** FIELD case 8. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "[1]: javascript:alert(1)",
                "[x](javascript:alert(1))",
                "javascript:alert(1)",
                "data:text/html,<script>",
                "&lt;script&gt;",
                "<a href=x>",
                "</body></html><script>"
            })
    void showsMarkupAsText(String text) {
        Element body = body(text, FIXED);
        assertThat(body.children()).isEmpty();
        assertThat(body.wholeText()).isEqualTo(text + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "see http://a.example/x?y=1&z.|http://a.example/x?y=1&z",
                "(https://a.example/b_(c))|https://a.example/b_(c)",
                "<https://a.example/>|https://a.example/",
                "www.a.example, and|http://www.a.example",
                "mail me@a.example.|mailto:me@a.example",
                "MAILTO:me@a.example|MAILTO:me@a.example",
                "http://a.example/\" onclick=\"x|http://a.example/",
                "http://a.example/'onclick='x|http://a.example/'onclick='x"
            })
    void linksAddresses(String text, String target) {
        Element link = body(text, FIXED).expectFirst("a");
        assertThat(link.attr("href")).isEqualTo(target);
        assertThat(link.attr("rel")).contains("noopener", "noreferrer");
        assertThat(Audit.faults(SafeText.render(text, FIXED).html())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xhttp://a",
                "a@b",
                "javascript:http",
                "http:/a",
                "ftp://a.b/c",
                "@a.example",
                "www.",
                "https://",
                "file://www"
            })
    void linksNothingElse(String text) {
        assertThat(body(text, FIXED).select("a")).isEmpty();
    }

    @Test
    void tellsTheTrueNameOfAnInternationalHost() {
        assertThat(body("https://b\u0430nk.example/", FIXED).expectFirst("a").attr("title"))
                .isEqualTo("https://xn--bnk-6cd.example/");
    }

    @Test
    void nestsQuotes() {
        assertThat(html("a\n> b\n>> c\n> > d\n> e\nf", FIXED))
                .isEqualTo("a\n<blockquote>b\n<blockquote>c\nd\n</blockquote>e\n</blockquote>f\n");
        assertThat(body(">".repeat(1000) + "x", FIXED).select("blockquote"))
                .hasSize(SafeText.DEEPEST_QUOTE);
    }

    @Test
    void marksTheSignature() {
        assertThat(html("a\n-- \nme\n> q", FIXED))
                .isEqualTo(
                        "a\n<div class=\"signature\">-- \nme\n<blockquote>q\n</blockquote></div>");
        assertThat(html("a\n--\nme", FIXED)).doesNotContain("signature");
    }

    /** RFC 3676, sections 4.1 to 4.5. */
    @Test
    void joinsFlowedLines() {
        assertThat(html("one \ntwo\nthree", FLOWED)).isEqualTo("one two\nthree\n");
        assertThat(html("日本 \n語", FLOWED_DELSP)).isEqualTo("日本語\n");
        assertThat(html("> a \n> b \n>> c\nd", FLOWED))
                .isEqualTo("<blockquote>a b \n<blockquote>c\n</blockquote></blockquote>d\n");
        assertThat(html(" > stuffed\n From", FLOWED)).isEqualTo("&gt; stuffed\nFrom\n");
        assertThat(html("a \n-- \nme", FLOWED)).startsWith("a \n<div class=\"signature\">-- \nme");
        assertThat(html("one \ntwo", FIXED)).isEqualTo("one \ntwo\n");
    }

    @Test
    void keepsEveryCharacterOfRandomText() {
        var random = new Random(8);
        String pieces = "<>\"'&;:/.@()[]= \t#?wwhttps-_é日";
        for (int i = 0; i < 5_000; i++) {
            String text =
                    random.ints(60, 0, pieces.length())
                            .mapToObj(at -> pieces.substring(at, at + 1))
                            .collect(Collectors.joining())
                            .replace("h", "http://")
                            .replace(">", i % 2 == 0 ? ">" : "");
            String line = "x" + text;
            String html = SafeText.render(line, FIXED).html();
            assertThat(Jsoup.parse(html).body().wholeText()).isEqualTo(line + "\n");
            assertThat(Audit.faults(html)).isEmpty();
        }
    }

    @Test
    void saysWhenItCuts() {
        for (String text : List.of("x".repeat(SafeText.LONGEST + 1), "\n".repeat(60_000))) {
            assertThat(SafeText.render(text, FIXED).truncated()).isTrue();
        }
        assertThat(SafeText.render("x", FIXED).truncated()).isFalse();
    }

    private static String html(String text, SafeText.Flow flow) {
        return body(text, flow).html();
    }

    private static Element body(String text, SafeText.Flow flow) {
        Document document = Jsoup.parse(SafeText.render(text, flow).html());
        document.outputSettings().prettyPrint(false);
        return document.body();
    }

    @Test
    void joinsWhatWasBrokenSoftlyAndKeepsQuoteMarks() {
        String text = "one \ntwo\n> three \n> four\n>> five\n\n-- \nme\n";
        assertThat(SafeText.joined(text, SafeText.Flow.FLOWED))
                .isEqualTo("one two\n> three four\n>> five\n\n-- \nme\n");
        assertThat(SafeText.joined(text, SafeText.Flow.FIXED)).isEqualTo(text);
    }
}
