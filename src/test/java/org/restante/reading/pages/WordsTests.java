package org.restante.reading.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text that people read stands in the bundles, in every language. */
class WordsTests {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][a-zA-Z.-]*)[}(]");
    private static final List<String> SPOKEN =
            List.of("alt", "title", "aria-label", "placeholder", "label", "value");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "messages",
                "reading",
                "folders",
                "account",
                "search",
                "settings",
                "setup",
                "admin"
            })
    void germanHasEveryKey(String bundle) throws IOException {
        assertThat(bundle("/messages/" + bundle + "_de.properties").stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        bundle("/messages/" + bundle + ".properties").stringPropertyNames());
    }

    @Test
    void templatesHoldNoTextOfTheirOwn() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path template : templates()) {
            var page = Jsoup.parse(Files.readString(template), Parser.xmlParser());
            for (Element element : page.getAllElements()) {
                if (!element.ownText().isBlank() && !isReplaced(element)) {
                    texts.add(template.getFileName() + ": " + element.ownText());
                }
                for (String name : SPOKEN) {
                    boolean spoken = !name.equals("value") || element.tagName().equals("button");
                    if (spoken && element.hasAttr(name) && !element.attr(name).equals("true")) {
                        texts.add(template.getFileName() + ": " + element.attr(name));
                    }
                }
            }
        }
        assertThat(texts).isEmpty();
    }

    /** A prototype's text that th:text replaces is never seen; keys and protocols have one name. */
    private static boolean isReplaced(Element element) {
        return element.hasAttr("th:text")
                || element.tagName().equals("kbd")
                || List.of("IMAP", "POP").contains(element.ownText().strip());
    }

    @Test
    void everyKeyOfATemplateIsThere() throws IOException {
        TreeSet<String> known = new TreeSet<>();
        for (String name :
                List.of(
                        "messages",
                        "reading",
                        "folders",
                        "account",
                        "search",
                        "settings",
                        "setup",
                        "admin")) {
            known.addAll(bundle("/messages/" + name + ".properties").stringPropertyNames());
        }
        TreeSet<String> used = new TreeSet<>();
        for (Path template : templates()) {
            Matcher matcher = KEY.matcher(Files.readString(template));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        assertThat(known).containsAll(used);
    }

    @Test
    void noTemplateWritesUnescaped() throws IOException {
        for (Path template : templates()) {
            assertThat(Files.readString(template)).doesNotContain("th:utext", "[(", "style=\"");
        }
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static Properties bundle(String path) throws IOException {
        Properties bundle = new Properties();
        try (InputStream in = WordsTests.class.getResourceAsStream(path)) {
            bundle.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return bundle;
    }
}
