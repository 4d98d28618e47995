package org.restante.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.browser.Chromium.Look;
import org.restante.browser.Chromium.Window;
import org.restante.web.EditorPage;

/** Writing a letter, as hands do it, under the policy that every page of ours has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditorTests {

    private static final String HERE = "http://editor.test";
    private static final EditorPage ENGLISH = new EditorPage(Locale.UK, "ltr");

    private final Chromium chromium = new Chromium();
    private final Window usual = window(ENGLISH, Look.DESKTOP);

    @AfterAll
    void stop() {
        usual.close();
        chromium.close();
    }

    // --- formats, by key and by button ---

    @ParameterizedTest
    @CsvSource({
        "Control+b, strong, bold",
        "Control+i, em, italic",
        "Control+u, u, underline",
        "Control+Shift+X, s, strike"
    })
    void aKeyAndAButtonTurnAFormatOnAndOff(String key, String tag, String button) {
        write(
                desk -> {
                    desk.press(key).type("on").press(key).type(" off");
                    assertThat(desk.html()).isEqualTo("<p><%1$s>on</%1$s> off</p>".formatted(tag));

                    desk.press("Control+a");
                    assertThat(desk.button(button)).hasAttribute("aria-pressed", "false");
                    desk.button(button).click();
                    assertThat(desk.html()).isEqualTo("<p><%1$s>on off</%1$s></p>".formatted(tag));
                    assertThat(desk.button(button)).hasAttribute("aria-pressed", "true");
                    assertThat(desk.body()).isFocused();
                    desk.press("Control+\\");
                    assertThat(desk.html()).isEqualTo("<p>on off</p>");
                });
    }

    @Test
    void headingsAndCodeAreChosenFromTheMenuByKeyboard() {
        write(
                desk -> {
                    desk.type("Title").press("Alt+F10", "Home", "ArrowDown");
                    assertThat(desk.panel("styles").locator("[data-do=normal]")).isFocused();
                    desk.press("ArrowDown", "Enter");
                    assertThat(desk.body()).isFocused();
                    assertThat(desk.opener("styles")).containsText("Large heading");
                    desk.press("End", "Enter").type("Words");
                    assertThat(desk.html()).isEqualTo("<h2>Title</h2><p>Words</p>");
                    desk.opener("styles").click();
                    desk.panel("styles")
                            .getByText("Code", new Locator.GetByTextOptions().setExact(true))
                            .click();
                    desk.press("Enter").type("  more");
                    assertThat(desk.html()).isEqualTo("<h2>Title</h2><pre>Words\n  more</pre>");
                    assertThat(desk.button("bold")).hasAttribute("aria-disabled", "true");
                    desk.press("Shift+Enter").type("out");
                    assertThat(desk.html()).endsWith("more</pre><p>out</p>");
                });
    }

    @Test
    void colourIsAClassInHereAndAValueInTheLetter() {
        write(
                desk -> {
                    desk.type("red").press("Control+a");
                    desk.opener("colours").click();
                    desk.panel("colours").getByText("Red").click();
                    assertThat(desk.html())
                            .isEqualTo("<p><span style=\"color:#b3261e\">red</span></p>");
                    assertThat(desk.body().locator("span.ink-red")).hasText("red");
                    assertThat(desk.body().locator("[style]")).hasCount(0);
                    desk.set(
                            "<p><span class=\"ink-blue\" data-colour=blue>a</span>"
                                    + "<font color=\"#1c6b45\">b</font><span style='color: rgb(155, 36, 88)'>c"
                                    + "</span><span style=\"color:#000\">d</span></p>");
                    assertThat(desk.html())
                            .isEqualTo(
                                    "<p><span style=\"color:#1f5fa8\">a</span>"
                                            + "<span style=\"color:#1c6b45\">b</span>"
                                            + "<span style=\"color:#9b2458\">c</span>d</p>");
                });
    }

    @Test
    void listsNestByTabAndEndByTwoEnters() {
        write(
                desk -> {
                    desk.press("Control+Shift+8").type("one").press("Enter").type("two");
                    desk.press("Tab", "Enter").type("deep").press("Shift+Tab");
                    assertThat(desk.html())
                            .isEqualTo("<ul><li>one<ul><li>two</li></ul></li><li>deep</li></ul>");
                    assertThat(desk.button("bullets")).hasAttribute("aria-pressed", "true");
                    desk.press("Control+Shift+7");
                    assertThat(desk.html()).startsWith("<ol><li>one");
                    desk.press("Enter", "Enter").type("after");
                    assertThat(desk.html()).endsWith("<li>deep</li></ol><p>after</p>");
                    assertThat(desk.text()).isEqualTo("1. one\n   - two\n2. deep\n\nafter\n");
                    desk.press("Home", "Backspace");
                    desk.set("<ul><li>item</li></ul>");
                    desk.press("Control+Home", "Backspace");
                    assertThat(desk.html()).isEqualTo("<p>item</p>");
                });
    }

    @Test
    void enterReplacesWhatIsSelectedOverSeveralBlocks() {
        write(
                desk -> {
                    desk.set("<h2>head</h2><pre>code</pre><p>end</p>");
                    desk.press("Control+Home", "Shift+ArrowDown", "Enter").type("x");
                    assertThat(desk.html()).contains("x").endsWith("<p>end</p>");
                    desk.press("Control+a", "Enter").type("y");
                    assertThat(desk.html()).endsWith("y</p>");
                });
    }

    // --- quotations ---

    @ParameterizedTest
    @ValueSource(strings = {"<p>first second</p>", "<p>zero<br>first second<br>third</p>"})
    void twoEntersInAQuotationMakeRoomForAnAnswer(String quoted) {
        write(
                desk -> {
                    desk.set("<blockquote><blockquote>" + quoted + "</blockquote></blockquote>");
                    desk.caretAfter("first");
                    desk.press("Enter", "Enter").type("answer");
                    assertThat(desk.html())
                            .contains(
                                    "first</p></blockquote></blockquote><p>answer</p>"
                                            + "<blockquote><blockquote><p>second");
                    assertThat(desk.text()).contains(">> first\n\nanswer\n\n>> second");
                });
    }

    @Test
    void linesOfAQuotationPartAtTheirBreaks() {
        write(
                desk -> {
                    desk.set("<blockquote><div>one</div><div>two</div></blockquote>");
                    assertThat(desk.html()).isEqualTo("<blockquote><p>one<br>two</p></blockquote>");
                    desk.caretAfter("one");
                    desk.press("Enter", "Enter").type("yes");
                    assertThat(desk.html())
                            .isEqualTo(
                                    "<blockquote><p>one</p></blockquote><p>yes</p>"
                                            + "<blockquote><p>two</p></blockquote>");
                });
    }

    @Test
    void aQuotationIsEnteredAndLeftByKeyboard() {
        write(
                desk -> {
                    desk.type("said").press("Control+Shift+9");
                    assertThat(desk.html()).isEqualTo("<blockquote><p>said</p></blockquote>");
                    assertThat(desk.button("quote")).hasAttribute("aria-pressed", "true");
                    desk.press("Home", "Backspace");
                    assertThat(desk.html()).isEqualTo("<p>said</p>");
                    desk.set("<blockquote><p>only</p></blockquote>");
                    desk.press("Control+End", "ArrowDown").type("below");
                    assertThat(desk.html())
                            .isEqualTo("<blockquote><p>only</p></blockquote><p>below</p>");
                    desk.press("Control+Home", "ArrowUp").type("above");
                    assertThat(desk.html())
                            .isEqualTo(
                                    "<p>above</p><blockquote><p>only</p></blockquote>"
                                            + "<p>below</p>");
                });
    }

    // --- input rules ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* one | <ul><li>one</li></ul>",
                "- one | <ul><li>one</li></ul>",
                "1. one | <ol><li>one</li></ol>",
                "3. three | <ol start=\"3\"><li>three</li></ol>",
                "> said | <blockquote><p>said</p></blockquote>",
                "# Large | <h2>Large</h2>",
                "## Small | <h3>Small</h3>",
                "```x | <pre>x</pre>",
                "a **bold** b | <p>a <strong>bold</strong> b</p>",
                "an _italic_ word | <p>an <em>italic</em> word</p>",
                "snake_case_name | <p>snake_case_name</p>",
                "2 * 3 * 4 | <p>2 * 3 * 4</p>",
                "a `code` b | <p>a <code>code</code> b</p>",
                "---next | <hr><p>next</p>",
                "see https://a.example/x?a=1. Yes | <p>see <a href=\"https://a.example/x?a=1\">https://a.example/x?a=1</a>. Yes</p>",
                "2026. was | <p>2026. was</p>"
            })
    void signsBecomeFormatsAsTheyAreTyped(String typed, String html) {
        write(
                desk -> {
                    desk.type(typed);
                    assertThat(desk.html()).isEqualTo(html);
                });
    }

    @Test
    void backspaceTakesTheFormatBack() {
        write(
                desk -> {
                    desk.type("* ").press("Backspace");
                    assertThat(desk.html()).isEqualTo("<p>*</p>");
                });
    }

    // --- links ---

    @Test
    void aLinkIsMadeChangedAndTakenAwayInAPanel() {
        write(
                desk -> {
                    Locator address = desk.page.locator("[data-link-address]");
                    desk.type("our page").press("Control+a", "Control+k");
                    assertThat(address).isFocused();
                    desk.type("javascript:alert(1)").press("Enter");
                    assertThat(desk.page.locator("[data-link-wrong]")).isVisible();
                    assertThat(address).hasAttribute("aria-invalid", "true");
                    address.fill("example.org/a b");
                    desk.press("Enter");
                    assertThat(desk.panel("link")).isHidden();
                    assertThat(desk.body()).isFocused();
                    assertThat(desk.html())
                            .isEqualTo("<p><a href=\"https://example.org/a%20b\">our page</a></p>");
                    assertThat(desk.text()).isEqualTo("our page <https://example.org/a%20b>\n");

                    desk.press("Home", "ArrowRight", "ArrowRight", "Control+k");
                    assertThat(address).hasValue("https://example.org/a%20b");
                    address.fill("post@example.org");
                    desk.panel("link").getByText("Set link").click();
                    assertThat(desk.html())
                            .isEqualTo("<p><a href=\"mailto:post@example.org\">our page</a></p>");
                    desk.press("Control+k", "Escape");
                    assertThat(desk.body()).isFocused();
                    desk.press("Control+k");
                    desk.panel("link").getByText("Remove link").click();
                    assertThat(desk.html()).isEqualTo("<p>our page</p>");

                    desk.press("End").type(" ").press("Control+k").type("www.example.org");
                    desk.press("Enter");
                    assertThat(desk.html())
                            .endsWith(
                                    "<a href=\"https://www.example.org\">www.example.org</a></p>");
                    assertThat(desk.page.evaluate("sent")).isEqualTo(0);
                });
    }

    // --- keys that are not the editor's ---

    @Test
    void tabLeavesAndControlEnterSends() {
        write(
                desk -> {
                    desk.type("Dear both,").press("Control+Enter");
                    assertThat(desk.page.evaluate("sent")).isEqualTo(1);
                    assertThat(desk.html()).isEqualTo("<p>Dear both,</p>");
                    desk.press("Tab");
                    assertThat(desk.page.locator("#send")).isFocused();
                    desk.press("Shift+Tab", "Shift+Tab");
                    assertThat(desk.opener("styles")).isFocused();
                    desk.press("Shift+Tab");
                    assertThat(desk.page.locator("#subject")).isFocused();
                    assertThat(desk.page.evaluate("changes")).isEqualTo(10);
                });
    }

    @Test
    void theToolbarIsOneStopWithArrowsInside() {
        write(
                desk -> {
                    desk.type("word").press("Control+a", "Alt+F10");
                    assertThat(desk.opener("styles")).isFocused();
                    desk.press("ArrowRight");
                    assertThat(desk.button("bold")).isFocused();
                    desk.press("Space");
                    assertThat(desk.button("bold")).isFocused();
                    assertThat(desk.button("bold")).hasAttribute("aria-pressed", "true");
                    desk.press("End");
                    assertThat(desk.page.locator("[data-action=plain]")).isFocused();
                    desk.press("ArrowRight");
                    assertThat(desk.opener("styles")).isFocused();
                    assertThat(desk.page.locator("[role=toolbar] [tabindex='0']")).hasCount(1);
                    desk.press("Escape");
                    assertThat(desk.body()).isFocused();
                    assertThat(desk.html()).isEqualTo("<p><strong>word</strong></p>");
                });
    }

    @Test
    void undoGoesBackStepByStepAndRedoForth() {
        write(
                desk -> {
                    desk.type("one").press("Control+a", "Control+b", "Control+z");
                    assertThat(desk.html()).isEqualTo("<p>one</p>");
                    desk.press("Control+y");
                    assertThat(desk.html()).isEqualTo("<p><strong>one</strong></p>");
                    desk.set("<p>other</p>");
                    desk.press("Control+z");
                    assertThat(desk.html()).isEqualTo("<p><strong>one</strong></p>");
                });
    }

    // --- directions ---

    @Test
    void aParagraphRunsAsItsLettersDo() {
        write(
                desk -> {
                    desk.type("שלום").press("Enter").type("hello");
                    assertThat(desk.html()).isEqualTo("<p dir=\"rtl\">שלום</p><p>hello</p>");
                    assertThat(desk.body().locator("p").first()).hasCSS("direction", "rtl");
                    desk.stays(
                            "<p dir=\"rtl\">שלום</p><p>hello</p><p dir=\"rtl\">Latin</p>"
                                    + "<ul dir=\"rtl\"><li>أولا</li><li dir=\"ltr\">second</li></ul>"
                                    + "<blockquote dir=\"rtl\"><p>123</p><p>قال</p></blockquote>");
                    assertThat(desk.body().locator("ul")).hasCSS("direction", "rtl");
                });
    }

    // --- what goes in comes out ---

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p>Dear both,</p><p><br></p><p>two&nbsp; spaces &amp; a &lt;tag&gt;</p>",
                "<p>line<br>line<br><br>line</p><h2>A</h2><h3>B</h3><hr>",
                "<p><strong>b<em>bi</em></strong><em>i</em> <u>u</u><s>s</s> <code>c</code></p>",
                "<p><a href=\"https://a.example/?a=1&amp;b=2\">l<strong>b</strong></a></p>",
                "<p><strong>a<br>b<em>c</em></strong><br><u>d</u></p>",
                "<p><a href=\"mailto:a@b.example\"><span style=\"color:#b3261e\">c</span></a></p>",
                "<ol start=\"4\"><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>",
                "<pre>\n\n  code &lt;b&gt;\n</pre><p>x</p>",
                "<p>Hello</p><div class=\"quote-head\"><p>On Friday Piet wrote:</p></div>"
                        + "<blockquote><p>Hi</p><div class=\"quote-head\"><p>Earlier</p></div>"
                        + "<blockquote><p>Ho</p></blockquote></blockquote>"
                        + "<div class=\"signature\"><p>Inès</p></div>",
                "<p><img src=\"/pixel.png\" data-cid=\"a.1@b.example\" alt=\"A &quot;b&quot;\""
                        + " width=\"200\"></p>"
            })
    void aLetterComesOutAsItWentIn(String html) {
        write(desk -> desk.stays(html));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain words < only & ever",
                "<table><tr><td>",
                "</p></div><li>stray<li>items</ul><p><p><b>open",
                "<blockquote></blockquote><ul></ul><div class=signature></div>",
                "<!doctype html><html><head><title>t</title></head><body dir=rtl><p>body</p>",
                "<ul><ul><ul><li></ul>text</ul>",
                "<h2><div class=quote-head><pre>x</pre></div></h2>",
                "<blockquote><div class=signature>not here</div></blockquote>"
            })
    void whateverADraftHoldsItOpensAndComesToRest(String html) {
        write(
                desk -> {
                    desk.set(html);
                    String once = desk.html();
                    desk.stays(once);
                    desk.set("<div>".repeat(600) + "deep" + "<blockquote>".repeat(300) + "x");
                    assertThat(desk.html()).contains("deep");
                });
    }

    /** Half a second where nothing else runs; minutes, if ever a step of it looks at all others. */
    @Test
    void aVeryLongLetterOpensSoon() {
        write(
                desk -> {
                    Object took =
                            desk.page.evaluate(
                                    """
                                    () => {
                                      const begun = performance.now();
                                      editor.setHtml('<div>a line</div>'.repeat(5000) + '<br>'.repeat(1000));
                                      editor.html();
                                      editor.text();
                                      return Math.round(performance.now() - begun);
                                    }""");
                    assertThat((Integer) took).isLessThan(10_000);
                });
    }

    /** Made of whatever there is, by chance that is the same each time. */
    @Test
    void whateverElementsStandInWhateverOrderTheyComeToRest() {
        write(
                desk ->
                        assertThat((List<?>) desk.page.evaluate(PasteSamples.ANYTHING, 300))
                                .isEmpty());
    }

    @Test
    void theTextTellsOfQuotationsListsLinksAndTheSignature() {
        write(
                desk -> {
                    desk.set(
                            """
                            <p>Dear <b>both</b>,<br>see <a href="https://a.example/">the page</a>.</p>
                            <ul><li>one</li><li>two</li></ul>
                            <div class="quote-head">On Friday Piet wrote:</div>
                            <blockquote><p>Well?</p><blockquote><p>Hm</p></blockquote></blockquote>
                            <div class="signature"><p>Inès<br>Translation</p></div>
                            """);
                    String text =
                            """
                            Dear both,
                            see the page <https://a.example/>.

                            - one
                            - two

                            On Friday Piet wrote:
                            > Well?
                            >
                            >> Hm

                            --\s
                            Inès
                            Translation
                            """;
                    assertThat(desk.text()).isEqualTo(text);
                });
    }

    @Test
    void plainTextIsThereAndBack() {
        write(
                desk -> {
                    Locator plain = desk.page.locator("[data-action=plain]");
                    Locator area = desk.page.locator("textarea");
                    assertThat(area).isHidden();
                    desk.set("<p><b>bold</b></p><blockquote><p>said</p></blockquote>");
                    plain.click();
                    assertThat(area).isFocused();
                    assertThat(area).hasValue("bold\n\n> said\n");
                    assertThat(plain).hasAttribute("aria-pressed", "true");
                    assertThat(desk.button("bold")).hasAttribute("aria-disabled", "true");
                    plain.click();
                    assertThat(desk.body()).isFocused();
                    assertThat(desk.html()).contains("<strong>bold</strong>");
                    plain.click();
                    area.fill("new\nline\n\n> said\n-- \nInès\n");
                    assertThat(desk.text()).startsWith("new\nline");
                    plain.click();
                    assertThat(desk.html())
                            .isEqualTo(
                                    "<p>new<br>line</p><blockquote><p>said</p></blockquote>"
                                            + "<div class=\"signature\"><p>Inès</p></div>");
                    assertThat(desk.page.evaluate("new FormData(document.forms[0]).get('text')"))
                            .isEqualTo("new\nline\n\n> said\n\n-- \nInès\n");
                });
    }

    @Test
    void theComposerPutsThingsIn() {
        write(
                desk -> {
                    assertThat(desk.page.evaluate("editor.isEmpty()")).isEqualTo(true);
                    desk.page.evaluate("editor.setSignature('<p>Inès</p>')");
                    assertThat(desk.page.evaluate("editor.isEmpty()")).isEqualTo(true);
                    desk.type("a").page.evaluate("editor.insertText('b\\nc')");
                    assertThat(desk.page.evaluate("editor.isEmpty()")).isEqualTo(false);
                    desk.page.evaluate("editor.setSignature('Other')");
                    desk.type("d");
                    assertThat(desk.html())
                            .isEqualTo(
                                    "<p>ab<br>cd</p><div class=\"signature\"><p>Other</p></div>");
                    desk.page.evaluate(
                            "editor.insertImage({url: '/pixel.png', cid: 'x@y', alt: 'Dot'})");
                    assertThat(desk.html())
                            .contains("cd<img src=\"/pixel.png\" data-cid=\"x@y\" alt=\"Dot\">");
                    assertThat(desk.text()).contains("cd[Dot]");
                    assertThat(
                                    desk.page.evaluate(
                                            "editor.insertImage({url: 'https://b.example/a.png',"
                                                    + " cid: 'x@y', alt: ''})"))
                            .isEqualTo(false);
                    desk.page.evaluate("editor.setSignature('')");
                    assertThat(desk.html()).doesNotContain("signature");
                    desk.page.evaluate("editor.destroy()");
                    assertThat(desk.page.locator("textarea")).hasValue("ab\ncd[Dot]\n");
                    assertThat(desk.page.locator("[data-editor-tools]")).isHidden();
                });
    }

    // --- pasting ---

    static Stream<List<String>> samples() {
        return PasteSamples.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void otherProgramsLettersBecomeOurs(List<String> sample) {
        write(
                desk -> {
                    desk.paste(sample.get(0), "");
                    assertThat(desk.html()).isEqualTo(sample.get(1));
                    desk.stays(sample.get(1));
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingOfAHostilePasteIsLeft(boolean pasted) {
        write(
                desk -> {
                    for (String disguise : List.of("", "<p data-pm-slice='0 0 []'>x</p>")) {
                        String html = PasteSamples.HOSTILE + disguise;
                        if (pasted) {
                            desk.paste(html, "");
                        } else {
                            desk.set(html);
                        }
                        assertThat(desk.html().toLowerCase(Locale.ROOT))
                                .contains("left")
                                .doesNotContain(
                                        "script",
                                        "onerror",
                                        "svg",
                                        "<style",
                                        "iframe",
                                        "position",
                                        "b.example",
                                        "<input",
                                        "expression",
                                        "url(",
                                        "data:");
                        assertThat((String) desk.body().evaluate("e => e.innerHTML"))
                                .doesNotContain(
                                        "script", "onerror", "svg", "style=", "b.example", "data:");
                        assertThat(desk.page.evaluate("'broken' in window")).isEqualTo(false);
                    }
                });
    }

    @Test
    void wordsWithoutLooksArePastedByShift() {
        write(
                desk -> {
                    desk.type("bold").press("Shift+Home", "Control+b", "Control+c", "End");
                    desk.press("Control+v", "Control+Shift+V");
                    assertThat(desk.html()).isEqualTo("<p><strong>boldbold</strong>bold</p>");
                    desk.set("");
                    desk.paste("", "one\ntwo\n\n> three");
                    assertThat(desk.html())
                            .isEqualTo("<p>one<br>two</p><blockquote><p>three</p></blockquote>");
                    desk.set("<p>words</p>");
                    desk.press("Control+a").paste("", "https://a.example/");
                    assertThat(desk.html())
                            .isEqualTo("<p><a href=\"https://a.example/\">words</a></p>");
                });
    }

    @Test
    void filesAreGivenToTheComposerAndComeToTheirPlace() {
        write(
                desk -> {
                    desk.type("before after").caretAfter("before ");
                    desk.page.evaluate(
                            """
                            () => {
                              const data = new DataTransfer();
                              data.items.add(new File(['x'], 'dot.png', {type: 'image/png'}));
                              document.querySelector('.ed-body').dispatchEvent(new ClipboardEvent(
                                'paste', {clipboardData: data, bubbles: true, cancelable: true}));
                            }""");
                    assertThat(desk.page.evaluate("given[0].files[0].name")).isEqualTo("dot.png");
                    desk.press("Home").type("well ");
                    desk.page.evaluate(
                            "editor.insertImage({url: '/pixel.png', cid: 'a@b', alt: '',"
                                    + " at: given[0].at})");
                    assertThat(desk.html())
                            .isEqualTo(
                                    "<p>well before <img src=\"/pixel.png\" data-cid=\"a@b\""
                                            + " alt=\"\">after</p>");

                    desk.paste(
                            "<p>x<img alt='My dot' src='data:image/png;base64,iVBORw0KGgo='></p>",
                            "");
                    assertThat(
                                    desk.page.evaluate(
                                            "given[1].files[0].name + given[1].files[0].size"))
                            .isEqualTo("My dot.png8");
                    assertThat(desk.html()).doesNotContain("data:");
                });
    }

    // --- looks ---

    @ParameterizedTest
    @CsvSource({"1440, false", "320, true"})
    void axeFindsNothing(int width, boolean dark) {
        Look look = Look.DESKTOP.sized(width, 720);
        write(
                ENGLISH,
                dark ? look.inDark() : look,
                desk -> {
                    List<String> wrong = new ArrayList<>();
                    desk.set(PasteSamples.EVERYTHING);
                    if (width > 600) {
                        desk.opener("styles").click();
                        check("styles", desk.page, wrong);
                        desk.opener("colours").click();
                        check("colours", desk.page, wrong);
                    } else {
                        desk.press("Control+a", "Control+k").type("x:").press("Enter");
                        check("link", desk.page, wrong);
                        assertThat(
                                        (Double)
                                                desk.button("bullets")
                                                        .evaluate(
                                                                "e => e.getBoundingClientRect()"
                                                                        + ".height + .5"))
                                .isGreaterThan(44);
                        assertThat(desk.page.locator("[role=toolbar] button:visible")).hasCount(4);
                        assertThat(desk.page.locator("[role=toolbar] [tabindex='0']:visible"))
                                .hasCount(1);
                    }
                    assertThat(wrong).isEmpty();
                });
    }

    private static void check(String name, Page page, List<String> wrong) {
        Axe.violations(page, Axe.WCAG_AND_BEST_PRACTICE)
                .forEach(
                        rule ->
                                wrong.add(
                                        name
                                                + ": "
                                                + rule.getId()
                                                + " at "
                                                + rule.getNodes().stream()
                                                        .map(
                                                                node ->
                                                                        node.getHtml()
                                                                                + node
                                                                                        .getFailureSummary())
                                                        .toList()));
        Object wider = page.evaluate("document.scrollingElement.scrollWidth - innerWidth");
        if ((Integer) wider > 0) {
            wrong.add(name + " scrolls sideways by " + wider);
        }
    }

    @Test
    void theToolbarSpeaksOtherLanguagesAndItsArrowsTurnRound() {
        write(
                new EditorPage(Locale.GERMANY, "rtl"),
                Look.DESKTOP,
                desk -> {
                    assertThat(desk.button("bold")).hasAttribute("title", "Fett (Strg+B)");
                    assertThat(desk.body()).hasAttribute("aria-label", "Nachricht");
                    desk.press("Alt+F10", "ArrowLeft");
                    assertThat(desk.button("bold")).isFocused();
                });
    }

    // --- the desk ---

    /** In the window that all share, at an editor of one's own. */
    private void write(Consumer<Desk> writing) {
        usual.page.evaluate("editor.destroy(); mount()");
        use(usual, writing);
    }

    private void write(EditorPage editor, Look look, Consumer<Desk> writing) {
        try (Window window = window(editor, look)) {
            use(window, writing);
        }
    }

    private static void use(Window window, Consumer<Desk> writing) {
        Desk desk = new Desk(window.page);
        desk.settle();
        try {
            writing.accept(desk);
            window.isCalm();
        } finally {
            window.complaints().clear();
        }
    }

    private Window window(EditorPage editor, Look look) {
        Window window = chromium.window(look);
        window.page.route("**/*", route -> serve(editor, route));
        window.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        window.page.navigate(HERE + "/");
        return window;
    }

    private static void serve(EditorPage editor, Route route) {
        String path = URI.create(route.request().url()).getPath();
        editor.get(path)
                .ifPresentOrElse(
                        file ->
                                route.fulfill(
                                        new Route.FulfillOptions()
                                                .setContentType(file.type())
                                                .setBodyBytes(file.content())
                                                .setHeaders(
                                                        Map.of(
                                                                "Content-Security-Policy",
                                                                EditorPage.POLICY,
                                                                "Content-Type",
                                                                file.type()))),
                        () -> route.fulfill(new Route.FulfillOptions().setStatus(404)));
    }

    /** A page with an editor, and hands. */
    private record Desk(Page page) {

        Locator body() {
            return page.locator(".ed-body");
        }

        Locator button(String name) {
            return page.locator("[role=toolbar] [data-do=" + name + "]");
        }

        Locator opener(String panel) {
            return page.locator("[data-opens-panel=" + panel + "]");
        }

        Locator panel(String name) {
            return page.locator("[data-panel=" + name + "]");
        }

        Desk type(String text) {
            page.keyboard().type(text);
            return this;
        }

        Desk press(String... keys) {
            for (String key : keys) {
                if (key.endsWith("Home")) {
                    page.evaluate(
                            "new Promise(done => setTimeout(done,"
                                    + " Math.max(0, settled + 220 - performance.now())))");
                }
                page.keyboard().press(key);
            }
            return this;
        }

        /**
         * For a moment after it gets the focus, the editor mistrusts what the browser says of the
         * cursor; no hand is as fast as that.
         */
        void settle() {
            body().focus();
            page.evaluate(
                    "new Promise(done => setTimeout(done, 40))"
                            + ".then(() => { window.settled = performance.now(); })");
        }

        String html() {
            return (String) page.evaluate("editor.html()");
        }

        String text() {
            return (String) page.evaluate("editor.text()");
        }

        void set(String html) {
            page.evaluate("html => editor.setHtml(html)", html);
        }

        void stays(String html) {
            set(html);
            assertThat(html()).isEqualTo(html);
        }

        void paste(String html, String text) {
            page.evaluate(
                    """
                    ([html, text]) => {
                      const data = new DataTransfer();
                      if (html) {
                        data.setData('text/html', html);
                      }
                      data.setData('text/plain', text);
                      document.querySelector('.ed-body').dispatchEvent(new ClipboardEvent(
                        'paste', {clipboardData: data, bubbles: true, cancelable: true}));
                    }""",
                    List.of(html, text));
        }

        /** Puts the cursor behind the first place where these words stand. */
        void caretAfter(String words) {
            page.evaluate(
                    """
                    (words) => {
                      const walker = document.createTreeWalker(
                        document.querySelector('.ed-body'), NodeFilter.SHOW_TEXT);
                      while (walker.nextNode()) {
                        const at = walker.currentNode.data.indexOf(words);
                        if (at >= 0) {
                          getSelection().collapse(walker.currentNode, at + words.length);
                          return;
                        }
                      }
                    }""",
                    words);
            page.waitForTimeout(30); // the editor hears of it a moment later
        }
    }
}
