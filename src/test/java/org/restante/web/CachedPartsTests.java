package org.restante.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** What is kept of pages: for whom, for how long, and never for anybody else. */
class CachedPartsTests {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final CachedParts parts =
            new CachedParts(
                    new StaticListableBeanFactory(Map.of("engine", engine))
                            .getBeanProvider(ITemplateEngine.class));

    @BeforeEach
    void templates() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        engine.setTemplateResolver(resolver);
        engine.addDialect(parts);
    }

    /** What the word was when the part was made, which tells whether it was made anew. */
    private String shown(String reader, Locale locale, Object key, String word) {
        Map<String, Object> variables = Map.of("address", reader, "key", key, "word", word);
        return engine.process("cached/page", new Context(locale, variables))
                .replaceAll("<[^>]*>|\\s", "");
    }

    @Test
    void aPartIsMadeOnceAsLongAsItsKeyIsTheSame() {
        assertThat(shown("ann@a.example", Locale.UK, 1, "first")).isEqualTo("first");
        assertThat(shown("ann@a.example", Locale.UK, 1, "second")).isEqualTo("first");
        assertThat(shown("ann@a.example", Locale.UK, 2, "third")).isEqualTo("third");
    }

    @Test
    void everyReaderAndEveryLanguageHasTheirOwn() {
        shown("ann@a.example", Locale.UK, 1, "hers");
        assertThat(shown("bob@a.example", Locale.UK, 1, "his")).isEqualTo("his");
        assertThat(shown("ann@a.example", Locale.GERMANY, 1, "ihrs")).isEqualTo("ihrs");
    }

    @Test
    void nothingIsLeftWhenASessionOfTheReaderEnds() {
        shown("ann@a.example", Locale.UK, 1, "hers");
        shown("bob@a.example", Locale.UK, 1, "his");

        parts.heard("ann@a.example");

        assertThat(shown("ann@a.example", Locale.UK, 1, "new")).isEqualTo("new");
        assertThat(shown("bob@a.example", Locale.UK, 1, "new")).isEqualTo("his");
    }

    @Test
    void nothingIsLeftWhereNewsMayHaveBeenMissed() {
        shown("bob@a.example", Locale.UK, 1, "his");
        parts.missed();
        assertThat(shown("bob@a.example", Locale.UK, 1, "new")).isEqualTo("new");
    }

    @Test
    void aStrangersWordsStayWords() {
        assertThat(
                        engine.process(
                                "cached/page",
                                new Context(
                                        Locale.UK,
                                        Map.of("address", "a", "key", 1, "word", "<script>x"))))
                .contains("<b>&lt;script&gt;x</b>");
    }
}
