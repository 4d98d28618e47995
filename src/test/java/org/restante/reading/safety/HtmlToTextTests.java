package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlToTextTests {

    @Test
    void skipsWhatIsNotRead() {
        assertThat(
                        HtmlToText.preview(
                                "<html><head><title>T</title><style>a{}</style></head><body>"
                                        + "<script>x</script><!-- c --><style>b{}</style>"
                                        + "<p>Hello</p><p>you &amp; <b>me</b>!</p>"))
                .isEqualTo("Hello you & me!");
    }

    @Test
    void skipsThePaddingOfAPreheader() {
        String padding = "&zwnj;&nbsp;&#847;&#8199;&shy;&#8203;&#xFEFF; ".repeat(100);
        assertThat(HtmlToText.preview("<div>Sale</div><div>" + padding + "</div><p>Now"))
                .isEqualTo("Sale Now");
    }

    @Test
    void separatesCells() {
        assertThat(HtmlToText.preview("<table><tr><td>a</td><td>b</td></tr></table>c<br>d"))
                .isEqualTo("a b c d");
    }

    @Test
    void isShortAndCutsNoCharacter() {
        assertThat(HtmlToText.preview("x".repeat(199) + "😀😀")).isEqualTo("x".repeat(199));
        assertThat(HtmlToText.previewOfText("word ".repeat(1000)).length()).isBetween(190, 200);
    }

    @Test
    void skipsQuotesOfAPlainReply() {
        assertThat(
                        HtmlToText.previewOfText(
                                "On Mon, 1 Jan 2026, Ann wrote:\n> old\n>> older\n\nYes,\r\nI do.\n"
                                        + "-- \nsignature"))
                .isEqualTo("Yes, I do.");
    }

    @Test
    void showsAQuoteIfThereIsNothingElse() {
        assertThat(HtmlToText.previewOfText("> only\n> this")).isEqualTo("only this");
        assertThat(HtmlToText.previewOfText("")).isEmpty();
    }
}
