package org.restante.browser;

import java.util.List;
import java.util.stream.Stream;

/** What other programs put into the clipboard, in their manners, and what is to become of it. */
final class PasteSamples {

    private static final String WORD =
            """
            <html xmlns:o="urn:schemas-microsoft-com:office:office"
             xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
            <head><meta name=Generator content="Microsoft Word 15">
            <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
            <style><!-- p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} @list l0:level1 {mso-level-text:\\F0B7;} --></style>
            </head>
            <body lang=EN-GB style='tab-interval:36.0pt'>
            <!--StartFragment-->
            <h1>Minutes<o:p></o:p></h1>
            <p class=MsoNormal><span style='font-family:"Arial",sans-serif;mso-fareast-font-family:Calibri'>Those
            present: <b style='mso-bidi-font-weight:normal'>Anouk</b> and <span style='color:red'>Piet</span>.<o:p></o:p></span></p>
            <p class=MsoNormal><o:p>&nbsp;</o:p></p>
            <p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
            style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span
            style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Proofs<o:p></o:p></p>
            <p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span
            style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]>Page 14<o:p></o:p></p>
            <p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>Paper<o:p></o:p></p>
            <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>First<o:p></o:p></p>
            <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;</span></span><![endif]>Second<o:p></o:p></p>
            <p class=MsoNormal>See <a href="https://a.example/"><span style='color:#0563C1'>the page</span></a>
            <!--[if gte vml 1]><v:shape id="p1"></v:shape><![endif]--><img width=20 src="file:///C:/Temp/clip_image001.png" v:shapes="p1"></p>
            <!--EndFragment-->
            </body></html>
            """;

    private static final String WORD_BECOMES =
            "<h2>Minutes</h2><p>Those present: <strong>Anouk</strong> and"
                    + " <span style=\"color:#b3261e\">Piet</span>.</p><p><br></p>"
                    + "<ul><li>Proofs<ul><li>Page 14</li></ul></li><li>Paper</li></ul>"
                    + "<ol><li>First</li><li>Second</li></ol>"
                    + "<p>See <a href=\"https://a.example/\">the page</a></p>";

    private static final String DOCS =
            """
            <meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><p dir="ltr" style="line-height:1.38;margin-top:0pt;"><span style="font-size:11pt;font-family:Arial;color:#000000;font-weight:700;">Plan</span><span style="font-weight:400;font-style:italic;"> for May</span></p><br /><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span style="text-decoration:underline;">one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span style="text-decoration:line-through;">deeper</span></p></li></ul></ul><p dir="ltr"><a href="https://a.example/" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">link</span></a></p></b><br class="Apple-interchange-newline">
            """;

    private static final String DOCS_BECOMES =
            "<p><strong>Plan</strong><em> for May</em></p><p><br></p>"
                    + "<ul><li><u>one</u><ul><li><s>deeper</s></li></ul></li></ul>"
                    + "<p><a href=\"https://a.example/\">link</a></p>";

    private static final String LIBRE =
            """
            <!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/><title></title>
            <style type="text/css">@page { size: 21cm 29.7cm } p { line-height: 115% }</style></head>
            <body lang="de-DE" link="#000080" dir="ltr"><p style="line-height: 100%; margin-bottom: 0cm">
            Sehr geehrte <b>Frau</b> <font color="#c9211e"><i>Verhoeven</i></font>,</p>
            <ol><li><p style="margin-bottom: 0cm">eins</p></li><li><p>zwei</p></li></ol>
            <p><br/>
            </p><p align="right"><font face="Liberation Serif, serif"><font size="4" style="font-size: 14pt">Gruß</font></font></p>
            </body></html>
            """;

    private static final String LIBRE_BECOMES =
            "<p>Sehr geehrte <strong>Frau</strong>"
                    + " <span style=\"color:#b3261e\"><em>Verhoeven</em></span>,</p>"
                    + "<ol><li>eins</li><li>zwei</li></ol><p><br></p><p>Gruß</p>";

    private static final String OUTLOOK =
            """
            <html xmlns:v="urn:schemas-microsoft-com:vml"><head><style>.x{color:red}</style></head><body>
            <div class=WordSection1><p class=MsoNormal><span style='font-size:11.0pt'>Hello,<br>second line<o:p></o:p></span></p>
            <div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>
            <p class=MsoNormal><b>From:</b> Piet &lt;piet@b.example&gt;<br><b>Sent:</b> Friday<o:p></o:p></p></div></div>
            <blockquote style='margin-left:5pt'><p class=MsoNormal>Quoted<o:p></o:p></p></blockquote></div>
            <p style="display:none;mso-hide:all">preview</p></body></html>
            """;

    private static final String OUTLOOK_BECOMES =
            "<p>Hello,<br>second line</p><p><strong>From:</strong> Piet &lt;piet@b.example&gt;<br>"
                    + "<strong>Sent:</strong> Friday</p><blockquote><p>Quoted</p></blockquote>";

    private static final String EXCEL =
            """
            <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td {mso-number-format:General}</style></head><body>
            <table border=0 cellpadding=0 width=128><!--StartFragment--><col width=64 span=2>
            <tr height=20><td class=xl65 width=64>Item</td><td>Price</td></tr>
            <tr><td>Proofs</td><td align=right>64.20</td></tr><!--EndFragment--></table></body></html>
            """;

    private static final String EXCEL_BECOMES = "<p>Item | Price<br>Proofs | 64.20</p>";

    private static final String GMAIL =
            """
            <div dir="ltr">Hello<div><br></div><div>two</div><div>lines</div><div><br></div></div><br>\
            <div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Friday, Piet wrote:<br></div>\
            <blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)">\
            <div>Well?</div></blockquote></div>
            """;

    private static final String GMAIL_BECOMES =
            "<p>Hello</p><p>two<br>lines</p><p><br></p><p>On Friday, Piet wrote:</p>"
                    + "<blockquote><p>Well?</p></blockquote>";

    static final String HOSTILE =
            """
            <p onclick="broken=1" style="position:fixed;background:url(https://b.example/x)">left
            <script>broken = 1</script><style>* { display: none }</style>
            <img src="x" onerror="broken=1"><img src="https://b.example/pixel.gif">
            <img src="//b.example/p.png" data-cid="a@b"><img src="data:text/html,x" data-cid="a@c">
            <img src="data:image/svg+xml;base64,PHN2Zy8+"><img data-cid='"><script>' src="/x.png">
            <a href="javascript:broken=1">one</a><a href=" java&#10;script:broken=1">two</a>
            <a href="data:text/html,<script>broken=1</script>">three</a><a href="vbscript:x">four</a>
            <svg><script>broken=1</script><a xlink:href="javascript:broken=1"><text>drawn</text></a></svg>
            <math><mtext><img src=x onerror=broken=1></mtext></math>
            <iframe srcdoc="<script>parent.broken=1</script>"></iframe><object data="x"></object>
            <form action="https://b.example/"><input name="password" value="x"><button>press</button></form>
            <template><script>broken=1</script></template><noscript><p title="</noscript><img src=x onerror=broken=1>"></noscript>
            <span style="width:expression(broken=1)">five</span><base href="https://b.example/">
            <link rel=stylesheet href="https://b.example/x.css"><meta http-equiv=refresh content="0;url=https://b.example/">
            """;

    /** One of each that a letter may be made of. */
    static final String EVERYTHING =
            """
            <p>Dear <b>both</b>, <i>here</i> <u>are</u> <s>two</s> <code>proofs</code>,
            <a href="https://a.example/">as promised</a>: <span style="color:#b3261e">red</span>
            <span style="color:#8a4b00">amber</span> <span style="color:#1c6b45">green</span>
            <span style="color:#1f5fa8">blue</span> <span style="color:#6b3fa0">violet</span>
            <span style="color:#9b2458">rose</span> <span style="color:#5a6966">grey</span></p>
            <h2>Large</h2><h3>Small</h3><ul><li>one<ol><li>two</li></ol></li></ul><pre>some   code</pre><hr>
            <p>unbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbrokenunbroken</p>
            <div class="quote-head">On Friday Piet wrote:</div><blockquote><p>Well?
            <img src="/pixel.png" data-cid="a@b" alt="A dot"></p></blockquote>
            <div class="signature"><p>Inès</p></div>
            """;

    /** Tries random HTML; tells what did not stay the same once it had been through the editor. */
    static final String ANYTHING =
            """
            (times) => {
              let seed = 20_261_127;
              const chance = (below) => {
                seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
                return Math.floor(seed / 4_294_967_296 * below);
              };
              const pick = (all) => all[chance(all.length)];
              const tags = ['p', 'p', 'div', 'div', 'div dir=rtl', 'p dir=rtl', 'span', 'b', 'i', 'u', 's',
                'code', 'pre', 'blockquote', 'ul', 'ol', 'ol start=3', 'li', 'li', 'h1', 'h3', 'table', 'tr', 'td',
                'a href="https://a.example/"', 'div class=signature', 'div class=quote-head', 'font color=red',
                'span style="color:#1c6b45"', 'span style="font-weight:700"', 'o:p', 'article', 'section'];
              const single = ['<br>', '<br>', '<hr>', ' ', '\\n', '&nbsp;', '  ', 'word', 'two words ', 'שלום',
                ' &lt;b&gt;', '1', '<img src="/pixel.png" data-cid="a@b">', '<img src="https://b.example/x.png">'];
              const make = (depth) => {
                let html = '';
                for (let i = chance(4) + 1; i > 0; i -= 1) {
                  const tag = pick(tags);
                  html += depth > 0 && chance(3) > 0
                    ? `<${tag}>${make(depth - 1)}</${tag.split(' ')[0]}>` : pick(single);
                }
                return html;
              };
              const wrong = [];
              for (let i = 0; i < times && wrong.length < 5; i += 1) {
                const html = make(5);
                editor.setHtml(html);
                const once = editor.html();
                editor.setHtml(once);
                const twice = editor.html();
                if (once !== twice) {
                  wrong.push({ html, once, twice });
                }
              }
              return wrong;
            }""";

    private PasteSamples() {}

    static Stream<List<String>> all() {
        return Stream.of(
                List.of(WORD, WORD_BECOMES),
                List.of(DOCS, DOCS_BECOMES),
                List.of(LIBRE, LIBRE_BECOMES),
                List.of(OUTLOOK, OUTLOOK_BECOMES),
                List.of(EXCEL, EXCEL_BECOMES),
                List.of(GMAIL, GMAIL_BECOMES));
    }
}
