package org.restante.reading.safety;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Public attack strings and mail templates, which are not part of this project. */
public final class AttackCorpus {

    private AttackCorpus() {}

    /** Every string of every {@code xss/<name>/vectors.json}. */
    public static List<String> vectors() {
        var all = new ArrayList<String>();
        for (Path file : files(root().resolve("xss"), "vectors.json")) {
            all.addAll(Arrays.asList(JsonMapper.shared().readValue(file.toFile(), String[].class)));
        }
        return all;
    }

    /** Every HTML file under {@code mail/}. */
    public static List<String> templates() {
        return files(root().resolve("mail"), ".html").stream().map(AttackCorpus::read).toList();
    }

    private static Path root() {
        Path given = Path.of(System.getProperty("restante.corpus", "../shared/corpus"));
        if (Files.isDirectory(given)) {
            return given;
        }
        String reason = "No corpus at " + given + "; name one by -Drestante.corpus=<folder>";
        return "fail".equals(System.getProperty("restante.missing")) ? fail(reason) : abort(reason);
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
