package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class CorpusTests {

    private static final Images BLOCKED = Images.blocked(reference -> null);
    private static final Images SHOWN =
            Images.through(
                    url -> "/proxied?" + Integer.toHexString(url.hashCode()),
                    reference -> reference.startsWith("cid:") ? "/parts/1" : null);

    @Test
    void everyAttackVectorComesOutWithinTheAllowList() {
        List<String> vectors = AttackCorpus.vectors();
        assertThat(vectors).hasSizeGreaterThan(9_000);
        check(vectors.stream());
    }

    @Test
    void everyAttackVectorInsideAStyleElementComesOutWithinTheAllowList() {
        check(AttackCorpus.vectors().stream().map(v -> "<style>" + v + "</style><p>text"));
    }

    @Test
    void everyAttackVectorInsideAttributesComesOutWithinTheAllowList() {
        check(
                AttackCorpus.vectors().stream()
                        .map(v -> v.replace("&", "&amp;").replace("\"", "&quot;"))
                        .map(
                                v ->
                                        ("<a href=\"%s\" title=\"%s\">x</a><img src=\"%s\""
                                                        + " alt=\"%s\"><p style=\"%s\" class=\"%s\""
                                                        + " id=\"%s\">x")
                                                .replace("%s", v)));
    }

    @Test
    void everyAttackVectorAsPlainTextStaysText() {
        check(AttackCorpus.vectors().stream(), v -> SafeText.render(v, SafeText.Flow.FIXED));
    }

    @Test
    void everyTemplateComesOutWithinTheAllowListAndKeepsItsWords() {
        List<String> templates = AttackCorpus.templates();
        assertThat(templates).hasSizeGreaterThan(100);
        check(templates.stream());
        for (String template : templates) {
            Element whole = Jsoup.parse(template).body();
            whole.select("button").remove();
            String before = whole.text();
            String after = Jsoup.parse(SafeHtml.render(template, SHOWN).html()).body().text();
            assertThat(after.length()).isGreaterThanOrEqualTo(before.length() * 9 / 10);
        }
    }

    private static void check(Stream<String> mails) {
        List<String> all = mails.toList();
        check(all.stream(), mail -> SafeHtml.render(mail, BLOCKED));
        check(all.stream(), mail -> SafeHtml.render(mail, SHOWN));
    }

    private static void check(Stream<String> mails, Function<String, SafeDocument> renderer) {
        var softly = new SoftAssertions();
        mails.forEach(
                mail -> {
                    String html = renderer.apply(mail).html();
                    softly.assertThat(Audit.faults(html)).as(mail).isEmpty();
                    String parsed = Jsoup.parse(html).outputSettings(settings()).html();
                    softly.assertThat(parsed).as("parsed again: " + mail).isEqualTo(html);
                });
        softly.assertAll();
    }

    private static Document.OutputSettings settings() {
        return new Document.OutputSettings().prettyPrint(false);
    }
}
