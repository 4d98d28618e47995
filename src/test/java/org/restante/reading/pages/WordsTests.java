package org.restante.reading.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.mail.SpecialUse;

/** Every text that people read stands in the bundles, in every language, and none stands idle. */
class WordsTests {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path JAVA = Path.of("src/main/java");
    private static final Path BUNDLES = Path.of("src/main/resources/messages");

    /** A key as templates name it, outright or as one of several in an expression. */
    private static final Pattern KEY = Pattern.compile("#\\{([a-z][a-zA-Z0-9._-]*)[}(]");

    private static final Pattern QUOTED =
            Pattern.compile("['\"]([a-z][a-zA-Z0-9-]*(?:\\.[a-zA-Z0-9_-]+)+)['\"]");
    private static final Pattern WORD = Pattern.compile("\"([a-z]+)\"");
    private static final Pattern ASSET = Pattern.compile(".*\\.(svg|css|js|woff2|html)");
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\\\n]++|\\\\.)*+)\"");
    private static final Pattern SENTENCE =
            Pattern.compile("\\p{Lu}\\p{Ll}*( \\p{L}[\\p{L}’']*){2}.*");

    private static final List<String> SPOKEN =
            List.of("alt", "title", "aria-label", "placeholder", "label", "value");

    /** Names that are the same in every language. */
    private static final Set<String> NAMES = Set.of("IMAP", "POP", "SMTP", "Mac OS X");

    /**
     * The beginnings of keys that are put together, each with the code that does it. A key that is
     * named nowhere has no use; a beginning without its code is one too many here.
     */
    private static final Map<String, String> COMPUTED =
            Map.ofEntries(
                    Map.entry("admin.login.", "|admin.login.${"),
                    Map.entry("admin.done.", "|admin.done.${"),
                    Map.entry("admin.finding.", "|admin.finding.${"),
                    Map.entry("admin.outcome.", "|admin.outcome.${"),
                    Map.entry("admin.protocol.", "|admin.protocol.${"),
                    Map.entry("admin.question.", "|admin.question.${"),
                    Map.entry("admin.sign-in.notice.", "|admin.sign-in.notice.${"),
                    Map.entry("admin.step.", "|admin.step.${"),
                    Map.entry("admin.tls.", "|admin.tls.${"),
                    Map.entry("compose.fault.", "\"compose.fault.\" +"),
                    Map.entry("outbox.failed.", "\"outbox.failed.\" +"),
                    Map.entry("contact.label.", "|contact.label.${"),
                    Map.entry("empty.", "'empty.' + key"),
                    Map.entry("filters.", "|filters.${"),
                    Map.entry("folder.fault.", "|folder.fault.${"),
                    Map.entry("folder.told.", "\"folder.told.\" +"),
                    Map.entry("notice.", "\"notice.\" +"),
                    Map.entry("problem.", "|problem.${"),
                    Map.entry("search.day.", "\"search.day.\" +"),
                    Map.entry("search.operator.", "\"search.operator.\" +"),
                    Map.entry("search.problem.", "\"search.problem.\" +"),
                    Map.entry("searched.field.", "|searched.field.${"),
                    Map.entry("settings.density", "|settings.${name}|"),
                    Map.entry("settings.news", "|settings.${name}|"),
                    Map.entry("settings.paging", "|settings.${name}|"),
                    Map.entry("settings.pane", "|settings.${name}|"),
                    Map.entry("settings.rows", "|settings.${name}|"),
                    Map.entry("settings.theme", "|settings.${name}|"),
                    Map.entry("settings.zone.", "'settings.zone.' +"),
                    Map.entry("setup.android", "|setup.${guide.program}|"),
                    Map.entry("setup.applemail", "|setup.${guide.program}|"),
                    Map.entry("setup.iphone", "|setup.${guide.program}|"),
                    Map.entry("setup.outlook", "|setup.${guide.program}|"),
                    Map.entry("setup.thunderbird", "|setup.${guide.program}|"),
                    Map.entry("setup.keep", "|setup.${name}|"),
                    Map.entry("setup.space", "|setup.${name}|"),
                    Map.entry("setup.where", "|setup.${name}|"),
                    Map.entry("setup.security.", "\"setup.security.\" +"),
                    Map.entry("setup.why.", "setup.why.${"),
                    Map.entry("sign-in.notice.", "|sign-in.notice.${"),
                    Map.entry("sign-in.refused.", "|sign-in.refused.${"),
                    Map.entry("sort.", "|sort.${"));

    /** Named by a level or a special use; the other keys of their beginnings stand in the code. */
    private static final Set<String> OF_AN_ENUM =
            Stream.concat(
                            Stream.of("normal", "high", "critical", "full").map("quota."::concat),
                            Arrays.stream(SpecialUse.values())
                                    .map(use -> use.name().toLowerCase(Locale.ROOT))
                                    .map("folder."::concat))
                    .collect(Collectors.toSet());

    static Stream<Path> english() {
        return files(BUNDLES, ".properties").filter(path -> !path.toString().contains("_"));
    }

    @ParameterizedTest
    @MethodSource("english")
    void germanHasEveryKeyAndSaysItInGerman(Path english) {
        Properties original = bundle(english);
        Properties german =
                bundle(Path.of(english.toString().replace(".properties", "_de.properties")));
        assertThat(german.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(original.stringPropertyNames());
        List<String> left = new ArrayList<>();
        for (String key : original.stringPropertyNames()) {
            String text = original.getProperty(key);
            if (text.equals(german.getProperty(key)) && SENTENCE.matcher(text).matches()) {
                left.add(key + "=" + text);
            }
        }
        assertThat(left).as("left in English").isEmpty();
    }

    @Test
    void templatesHoldNoTextOfTheirOwn() {
        List<String> texts = new ArrayList<>();
        for (Path template : templates()) {
            var page = Jsoup.parse(read(template), Parser.xmlParser());
            for (Element element : page.getAllElements()) {
                if (isText(element.ownText()) && !isReplaced(element)) {
                    texts.add(template.getFileName() + ": " + element.ownText());
                }
                for (String name : SPOKEN) {
                    boolean spoken =
                            !name.equals("value")
                                    || element.attr("type").matches("submit|reset|button")
                                            && element.tagName().equals("input");
                    boolean replaced = element.hasAttr("th:" + name);
                    if (spoken
                            && element.hasAttr(name)
                            && !replaced
                            && !element.attr(name).isEmpty() // of a picture that says nothing new
                            && !element.attr(name).equals("true")) {
                        texts.add(template.getFileName() + ": " + element.attr(name));
                    }
                }
            }
        }
        assertThat(texts).isEmpty();
    }

    private static boolean isText(String text) {
        return text.codePoints().anyMatch(Character::isLetter) && !NAMES.contains(text);
    }

    /** A prototype's text that th:text replaces is never seen; a key is named as it is printed. */
    private static boolean isReplaced(Element element) {
        return element.hasAttr("th:text") || element.tagName().equals("kbd");
    }

    @Test
    void everyKeyThatATemplateNamesIsThere() {
        Set<String> known = keys();
        Set<String> missing = new TreeSet<>();
        for (Path template : templates()) {
            String text = read(template);
            Stream.of(KEY, QUOTED)
                    .flatMap(pattern -> pattern.matcher(text).results())
                    .map(found -> found.group(1))
                    .filter(key -> !ASSET.matcher(key).matches() && !known.contains(key))
                    .forEach(key -> missing.add(template.getFileName() + ": " + key));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsUsed() {
        String sources =
                Stream.concat(templates().stream(), files(JAVA, ".java"))
                        .map(WordsTests::read)
                        .collect(Collectors.joining("\n"));
        COMPUTED.values()
                .forEach(code -> assertThat(sources.contains(code)).as("no " + code).isTrue());
        Set<String> named =
                Stream.of(KEY, QUOTED, WORD)
                        .flatMap(pattern -> pattern.matcher(sources).results())
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
        assertThat(keys())
                .filteredOn(key -> !named.contains(key) && !isComputed(key))
                .as("texts that nothing shows")
                .isEmpty();
    }

    private static boolean isComputed(String key) {
        return OF_AN_ENUM.contains(key) || COMPUTED.keySet().stream().anyMatch(key::startsWith);
    }

    /**
     * A sentence in code is for the log, for whoever configures or for an exception's reader, who
     * never is the user: pages say what the bundles say.
     */
    @Test
    void noSentenceOfAPageStandsInTheCode() {
        List<String> sentences = new ArrayList<>();
        for (Path source : files(JAVA, ".java").toList()) {
            String code = read(source).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//.*", "");
            for (String statement : code.split("[;{}]")) {
                Matcher literal = STRING.matcher(statement);
                while (literal.find()) {
                    if (isSentence(literal.group(1)) && !isForOthers(statement)) {
                        sentences.add(source.getFileName() + ": " + literal.group(1));
                    }
                }
            }
        }
        assertThat(sentences).isEmpty();
    }

    private static boolean isSentence(String text) {
        return SENTENCE.matcher(text).matches() && !NAMES.contains(text);
    }

    private static boolean isForOthers(String statement) {
        return statement.contains("log.")
                || statement.contains("Exception(")
                || statement.contains("FailureAnalysis(")
                || statement.contains("super(")
                || statement.contains("throw ")
                || statement.contains("@");
    }

    @Test
    void noTemplateWritesUnescaped() {
        for (Path template : templates()) {
            assertThat(read(template)).doesNotContain("th:utext", "[(", "style=\"");
        }
    }

    private static Set<String> keys() {
        return english()
                .flatMap(path -> bundle(path).stringPropertyNames().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> templates() {
        return files(TEMPLATES, ".html").toList();
    }

    private static Stream<Path> files(Path folder, String end) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties bundle(Path path) {
        Properties bundle = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            bundle.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bundle;
    }
}
