package org.restante;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTests {

    private static final Path FOLDER = Path.of("src/main/resources/messages");

    @Test
    void everyTextIsThereInGermanToo() throws IOException {
        for (Path english : bundles()) {
            Path german =
                    english.resolveSibling(
                            english.getFileName()
                                    .toString()
                                    .replace(".properties", "_de.properties"));
            assertThat(german).exists();
            assertThat(read(german).stringPropertyNames())
                    .as(german.toString())
                    .containsExactlyInAnyOrderElementsOf(read(english).stringPropertyNames());
        }
    }

    @Test
    void everyPatternIsValidAndTakesTheSameArguments() throws IOException {
        for (Path english : bundles()) {
            Properties german =
                    read(
                            english.resolveSibling(
                                    english.getFileName()
                                            .toString()
                                            .replace(".properties", "_de.properties")));
            read(english)
                    .forEach(
                            (key, text) ->
                                    assertThat(arguments(german.getProperty((String) key)))
                                            .as(english + " " + key)
                                            .isEqualTo(arguments((String) text)));
        }
    }

    @Test
    void noTextIsEmptyAndNoPatternLosesAnApostrophe() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                read(file)
                        .forEach(
                                (key, text) -> {
                                    assertThat((String) text).as(file + " " + key).isNotBlank();
                                    if (arguments((String) text) > 0) {
                                        assertThat(((String) text).replace("''", ""))
                                                .as(file + " " + key)
                                                .doesNotContain("'");
                                    }
                                });
            }
        }
    }

    private static int arguments(String text) {
        // without arguments Spring takes the text as it is
        return text.contains("{")
                ? new MessageFormat(text, Locale.ENGLISH).getFormatsByArgumentIndex().length
                : 0;
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().contains("_")).sorted().toList();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
