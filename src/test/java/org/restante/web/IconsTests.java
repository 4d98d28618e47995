package org.restante.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The sheet of icons holds what the pages show, and nothing that nobody shows. */
class IconsTests {
    private static final Path RESOURCES = Path.of("src/main/resources");

    /** What follows the sheet's address in a template; a condition may choose among several. */
    private static final Pattern USE = Pattern.compile("icons \\+ ([^\"]+)\"");

    private static final Pattern COMPARED = Pattern.compile("== '[^']*'");
    private static final Pattern WORD = Pattern.compile("'([a-z0-9-]+)'");

    /** The third parameter of the button of an act. */
    private static final Pattern ACT =
            Pattern.compile("act :: act\\('[^']*', \\$\\{.*?}, '([a-z0-9-]+)'");

    /** Folders have theirs from Java. */
    private static final Pattern FOLDER = Pattern.compile("case [A-Z]+ -> \"([a-z0-9-]+)\"");

    @Test
    void eachIconOnAPageIsInTheSheetAndNoneIsThereInVain() throws IOException {
        Set<String> used = new TreeSet<>(Set.of("folder"));
        try (Stream<Path> templates = Files.walk(RESOURCES.resolve("templates"))) {
            for (Path template : templates.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(template);
                Matcher use = USE.matcher(text);
                while (use.find()) {
                    find(WORD, COMPARED.matcher(use.group(1)).replaceAll(""), used);
                }
                find(ACT, text, used);
            }
        }
        find(FOLDER, folderTree(), used);
        used.remove("logo"); // has a file of its own
        if (used.remove("flag-on")) {
            used.add("flag"); // the same, filled
        }
        Set<String> sheet =
                new TreeSet<>(Files.readAllLines(RESOURCES.resolve("static/img/icons.txt")));
        assertThat(used).contains("archive", "shield-check", "paperclip", "circle-x");
        assertThat(sheet).isEqualTo(used);
    }

    private static String folderTree() throws IOException {
        return Files.readString(Path.of("src/main/java/org/restante/folders/FolderTree.java"));
    }

    private static void find(Pattern pattern, String text, Set<String> found) {
        Matcher match = pattern.matcher(text);
        while (match.find()) {
            found.add(match.group(1));
        }
    }
}
