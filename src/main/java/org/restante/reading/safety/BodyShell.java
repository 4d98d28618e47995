package org.restante.reading.safety;

import java.nio.charset.StandardCharsets;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.DocumentType;
import org.jsoup.nodes.Element;

/** The document around a message's body, the same for HTML and for plain text. */
final class BodyShell {

    /** The mail has colours of its own and lies on white paper. */
    static final String PAPER = "paper";

    /** The mail has none and follows the reader's light or dark. */
    static final String PLAIN = "plain";

    static final String STYLESHEET = "/css/body.css";

    private BodyShell() {}

    static Document empty() {
        var document = new Document("");
        document.outputSettings().prettyPrint(false).charset(StandardCharsets.UTF_8);
        document.appendChild(new DocumentType("html", "", ""));
        Element html = document.appendElement("html");
        Element head = html.appendElement("head");
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("name", "referrer").attr("content", "no-referrer");
        head.appendElement("meta")
                .attr("name", "viewport")
                .attr("content", "width=device-width, initial-scale=1");
        head.appendElement("link").attr("rel", "stylesheet").attr("href", STYLESHEET);
        html.appendElement("body");
        return document;
    }

    /** Adds the mail's style sheet; the caller has written it without any {@code <}. */
    static void addSheet(Document document, String css) {
        if (css.isEmpty()) {
            return;
        }
        if (css.indexOf('<') >= 0) {
            throw new IllegalStateException("A style sheet could close its element");
        }
        document.head().appendElement("style").appendChild(new DataNode(css));
    }
}
