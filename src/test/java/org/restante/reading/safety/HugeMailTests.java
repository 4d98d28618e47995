package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FIELD case 22. */
@Timeout(120)
class HugeMailTests {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Test
    void boundsDepth() {
        for (String tag : List.of("<div>", "<b>", "<table><tr><td>", "<blockquote>", "<font>")) {
            SafeDocument document = render(tag.repeat(10_000) + "deep");
            assertThat(document.html()).contains("deep");
        }
    }

    @Test
    void cutsALineOfFiftyMegabytes() {
        SafeDocument document = render("<p>" + "word ".repeat(10_000_000));
        assertThat(document.truncated()).isTrue();
        assertThat(document.html().length()).isLessThan(2 * SafeHtml.LONGEST);
    }

    @Test
    void boundsAMillionAttributes() {
        String names =
                IntStream.range(0, 1_000_000)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" a", "<p a", " title=x>text"));
        assertThat(render(names).truncated()).isTrue();
    }

    @Test
    void boundsATableOfAHundredThousandRows() {
        SafeDocument document = render("<table>" + "<tr><td>x</td></tr>".repeat(100_000));
        assertThat(document.truncated()).isTrue();
        assertThat(document.html()).contains("<td>x</td>");
    }

    @Test
    void boundsWhatTheParserRepeatsByItself() {
        render(
                IntStream.range(0, 50_000)
                        .mapToObj(i -> "<p><b a=" + i + ">")
                        .collect(Collectors.joining()));
        render("<div>".repeat(250) + "</p>".repeat(250_000));
        render("<a href=http://a/><table><td>b.example".repeat(25_000));
        render(("<style>" + "a{color:red}".repeat(100) + "</style>").repeat(500));
        render(
                IntStream.range(0, 15_000)
                        .mapToObj(i -> "<p style='width:" + i + "px'>")
                        .collect(Collectors.joining()));
    }

    @Test
    void showsARealMailWhole() {
        SafeDocument document = render("<table>" + "<tr><td>x</td></tr>".repeat(10_000));
        assertThat(document.truncated()).isFalse();
    }

    @Test
    void boundsPlainText() {
        for (String part :
                List.of("> ", ">", "x", "a@", "www.", "http://(", "\n", "a@b.c ", " \n")) {
            String text = part.repeat(20_000_000 / part.length());
            long before = cpu();
            SafeDocument document = SafeText.render(text, SafeText.Flow.FLOWED_DELSP);
            assertThat(Duration.ofNanos(cpu() - before)).isLessThan(BOUND);
            assertThat(document.truncated()).isTrue();
            HtmlToText.preview(text);
            HtmlToText.previewOfText(text);
        }
    }

    @Test
    void survivesRandomTags() {
        var random = new Random(25);
        String[] pieces = {
            "<",
            ">",
            "/",
            "=",
            "\"",
            "'",
            "<svg>",
            "<math>",
            "<style>",
            "</style>",
            "<table>",
            "<td>",
            "<a href=",
            "<p>",
            "</p>",
            "<noscript>",
            "<template>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "\0",
            "onerror=",
            "javascript:",
            "<img src=",
            "<select>",
            "<form>",
            "</form>",
            "<mtext>",
            "<mglyph>",
            "<foreignObject>",
            "<title>",
            "<textarea>",
            "<b>",
            "<i>",
            " ",
            "style='",
            "url(",
            "@import",
            "{",
            "}",
            ";",
            "\\",
            "<plaintext>",
            "<frameset>",
            "x"
        };
        assertThatNoException()
                .isThrownBy(
                        () -> {
                            for (int i = 0; i < 5_000; i++) {
                                String mail =
                                        random.ints(40, 0, pieces.length)
                                                .mapToObj(piece -> pieces[piece])
                                                .collect(Collectors.joining());
                                String html = SafeHtml.render(mail, Images.none()).html();
                                assertThat(Audit.faults(html)).as(mail).isEmpty();
                                assertThat(SafeHtml.render(html, Images.none()).html())
                                        .isEqualTo(html);
                            }
                        });
    }

    private static SafeDocument render(String mail) {
        long before = cpu();
        SafeDocument document = SafeHtml.render(mail, Images.none());
        HtmlToText.preview(mail);
        assertThat(Duration.ofNanos(cpu() - before)).isLessThan(BOUND);
        return document;
    }

    /** Time of this thread alone, so that a busy machine does not fail the test. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
