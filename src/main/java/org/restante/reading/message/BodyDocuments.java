package org.restante.reading.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import org.restante.reading.mime.TextPart;
import org.restante.reading.safety.Images;
import org.restante.reading.safety.SafeDocument;
import org.restante.reading.safety.SafeHtml;
import org.restante.reading.safety.SafeText;
import org.restante.reading.safety.SafeText.Flow;
import org.springframework.web.util.UriUtils;

/**
 * Makes one safe document of the texts of a message. They are put together first and made safe
 * last, so that nothing edits what was made safe.
 */
final class BodyDocuments {

    private static final String RULE = "\n\n" + "_".repeat(40) + "\n\n";

    private BodyDocuments() {}

    /**
     * Renders the texts one after another, with a rule between them.
     *
     * @param partPath answers a section with the path of its picture
     * @param remote turns the URL of a remote image into a path of ours; null while they are off
     */
    static SafeDocument render(
            MessageBody body,
            UnaryOperator<String> partPath,
            @Nullable UnaryOperator<String> remote) {
        List<MessageBody.Text> texts = body.texts();
        if (texts.stream().noneMatch(text -> text.part().isHtml())) {
            return plain(texts);
        }
        String html =
                texts.size() == 1
                        ? texts.getFirst().text()
                        : texts.stream()
                                .map(BodyDocuments::fragment)
                                .collect(Collectors.joining("<hr>"));
        return SafeHtml.render(html, new Images(inline(body, partPath), remote));
    }

    private static SafeDocument plain(List<MessageBody.Text> texts) {
        List<Flow> flows = texts.stream().map(text -> flow(text.part())).distinct().toList();
        String joined =
                texts.stream().map(MessageBody.Text::text).collect(Collectors.joining(RULE));
        return SafeText.render(joined, flows.size() == 1 ? flows.getFirst() : Flow.FIXED);
    }

    private static Flow flow(TextPart part) {
        if (!part.flowed()) {
            return Flow.FIXED;
        }
        return part.delsp() ? Flow.FLOWED_DELSP : Flow.FLOWED;
    }

    /** Parsed by itself, so that what one text leaves open cannot swallow the next. */
    private static String fragment(MessageBody.Text text) {
        if (!text.part().isHtml()) {
            return "<div style=\"white-space: pre-wrap\">"
                    + Entities.escape(text.text())
                    + "</div>";
        }
        Document document = Jsoup.parse(text.text());
        String styles =
                document.head().select("style").stream()
                        .map(Element::outerHtml)
                        .collect(Collectors.joining());
        return styles + document.body().html();
    }

    private static Function<String, @Nullable String> inline(
            MessageBody body, UnaryOperator<String> partPath) {
        return reference -> {
            String section = section(body, reference);
            return section == null ? null : partPath.apply(section);
        };
    }

    private static @Nullable String section(MessageBody body, String reference) {
        var sections = body.parts().inline();
        String exact = sections.get(reference);
        if (exact != null || !reference.regionMatches(true, 0, "cid:", 0, 4)) {
            return exact;
        }
        // The URL form of a Content-ID is percent-encoded (RFC 2392).
        String id = reference.substring(4);
        String raw = sections.get("cid:" + id);
        return raw != null ? raw : sections.get("cid:" + decoded(id));
    }

    private static String decoded(String id) {
        try {
            return UriUtils.decode(id, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return id;
        }
    }
}
