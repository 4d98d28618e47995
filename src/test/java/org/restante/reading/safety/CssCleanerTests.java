package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CssCleanerTests {

    private final CssCleaner cleaner =
            new CssCleaner(
                    new ImageGate(
                            Images.blocked(ref -> ref.startsWith("cid:") ? "/parts/1" : null)));

    /** FIELD case 12. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@import url(//evil/);",
                "@\\69mport '//evil/';",
                "@im/**/port '//evil/';",
                "@IMPORT \"//evil/\";",
                "@font-face{font-family:a;src:url(//evil/)}",
                "@charset 'utf-7';",
                "@namespace a url(//evil/);",
                "@page{margin:0}",
                "@keyframes a{from{color:red}}",
                "@supports(color:red){i{color:red}}",
                "@layer a{i{color:red}}",
                "@property --a{syntax:'*'}",
                "@container (a:b){i{c:d}}",
                "@document url(//evil/){i{color:red}}",
                "@-moz-document url-prefix(){i{color:red}}"
            })
    void dropsEveryAtRuleButKeepsWhatFollows(String rule) {
        assertThat(sheet(rule + "b{color:red}")).isIn("b{color:red;}\n", "");
        assertThat(sheet("b{color:red} " + rule)).isEqualTo("b{color:red;}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "background:u\\72l(//evil/)",
                "background:url(//evil/",
                "background:u/**/rl(//evil)",
                "background-image:image-set('//evil/' 1x)",
                "background:-webkit-image-set(url(//e))",
                "background:image(//evil/)",
                "background:cross-fade(url(//e),url(//e))",
                "background:element(#a)",
                "background:src('//evil/')",
                "color:var(--a)",
                "--a:url(//evil/)",
                "color:env(a)",
                "width:attr(data-a px)",
                "width:expression(alert(1))",
                "width:exp/**/ression(alert(1))",
                "width:e\\78pression(alert(1))",
                "behavior:url(//evil/)",
                "-moz-binding:url(//e#x)",
                "position:fixed",
                "position:absolute!important",
                "position:sticky",
                "top:0",
                "z-index:9",
                "content:'x'",
                "content:url(//evil/)",
                "cursor:url(//evil/),auto",
                "filter:url(//evil/)",
                "mask:url(//evil/)",
                "clip-path:url(//e)",
                "border-image:url(//e)",
                "shape-outside:url(//e)",
                "animation:a 1s",
                "transition:all 1s",
                "transform:scale(9)",
                "height:100vh",
                "min-height:50dvh",
                "color:red\\9",
                "font-family:'\\3c/style>'",
                "font-family:'</style>'",
                "width:calc(1px + var(--a))",
                "width:calc(1px + attr(x))",
                "fill:url(//e)",
                "src:url(//e)",
                "width:{}",
                "p\\osition:fixed"
            })
    void dropsTheDeclaration(String declaration) {
        assertThat(style(declaration)).isEmpty();
        assertThat(style("float:left;" + declaration + ";clear:both"))
                .startsWith("float:left;")
                .matches("float:left;(clear:both;)?");
        assertThat(sheet("p{" + declaration + "} b{clear:both}")).isIn("b{clear:both;}\n", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "margin:-0.5em auto +3px .5px|margin:-0.5em auto +3px .5px;",
                "font:12px/1.5 Arial, \"Foo Bar\"|font:12px/1.5 Arial,\"Foo Bar\";",
                "width:calc(100% - (2px * 3))|width:calc(100% - (2px*3));",
                "color:RGB(1,2,3) ! important|color:rgb(1,2,3)!important;",
                "background:#fff url(cid:x) no-repeat|background:#fff url(\"/parts/1\") no-repeat;",
                "background:#fff url(//evil/)|background:#fff none;",
                "background:linear-gradient(to right,red 0%,#fff)"
                        + "|background:linear-gradient(to right,red 0%,#fff);",
                "color:red;;*zoom:1;_height:1px;filter:progid:DXImageTransform.Microsoft.gradient("
                        + "startColorstr='#80');width:1px|color:red;width:1px;",
                "mso-line-height-rule:exactly;line-height:20px|line-height:20px;",
                "color:red;/* open|color:red;",
                "color:red;background:url(open|color:red;",
                "color:red}body{color:blue|color:red;"
            })
    void writesTheDeclarationAnew(String css, String written) {
        assertThat(style(css)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a:hover > b.c ~ #i + u *|a:hover>b.c~#i+u *",
                ".sm\\:w-full|.sm\\:w-full",
                "td[class=\"x\"],a[href^='tel']|td[class=\"x\"],a[href^='tel']",
                "tr:nth-child(2n+1)|tr:nth-child(2n+1)",
                "body .a,p::before|body .a"
            })
    void keepsTheSelector(String selector, String written) {
        assertThat(sheet(selector + "{color:red}")).isEqualTo(written + "{color:red;}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:has(b)",
                ":host",
                "::-webkit-scrollbar",
                "a[title='<']",
                "\\3c",
                "a[b='\\27']",
                "x|y",
                "p:not(:is(a))",
                "::part(a)"
            })
    void dropsARuleWithAnOddSelector(String selector) {
        assertThat(sheet(selector + "{color:red}")).isEmpty();
    }

    @Test
    void keepsMediaQueriesAboutTheWidth() {
        assertThat(
                        sheet(
                                "@media only screen and (max-width:600px), print{.a{width:100%"
                                        + " !important}}"))
                .isEqualTo(
                        "@media only screen and (max-width:600px),print{\n"
                                + ".a{width:100%!important;}\n}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(prefers-color-scheme:dark)",
                "(min-height:1px)",
                "(-ms-high-contrast:active)",
                "speech",
                "(min-width:expression(1))"
            })
    void dropsOtherMediaQueries(String query) {
        assertThat(sheet("@media " + query + "{b{color:red}}i{float:left}"))
                .isIn("i{float:left;}\n", "");
    }

    @Test
    void survivesBracketsWithoutEnd() {
        for (String bracket : new String[] {"calc(", "{", "[", "a{", "url(", ":not(", "/*"}) {
            assertThat(sheet("a{width:" + bracket.repeat(40_000))).isEmpty();
            assertThat(style("width:" + bracket.repeat(20_000))).isEmpty();
        }
    }

    private String sheet(String css) {
        return cleaner.sheet(css).css();
    }

    private String style(String css) {
        return cleaner.style(css).css();
    }
}
