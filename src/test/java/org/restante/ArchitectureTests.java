package org.restante;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

class ArchitectureTests {

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.restante");
    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    /** The one template that may hold unescaped text: the sandboxed body of a message. */
    private static final List<String> UNESCAPED = List.of("reading/body.html");

    @Test
    void onlyConnectionAndSubmissionKnowAngus() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.restante.mailbox.connection..", "org.restante.compose.submission..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.angus..", "com.sun.mail..")
                .check(MAIN);
    }

    @Test
    void onlyConnectionAndSubmissionSpeakJakartaMail() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.restante.mailbox.connection..", "org.restante.compose.submission..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail", "jakarta.mail.event..", "jakarta.mail.search..")
                .check(MAIN);
    }

    @Test
    void onlyThoseWhoReadOrWriteMimeUseItsClasses() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "org.restante.mailbox.connection..",
                        "org.restante.reading..",
                        "org.restante.compose..",
                        "org.restante.transfer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.mail.internet..", "jakarta.mail.util..")
                .check(MAIN);
    }

    @Test
    void dependenciesComeThroughTheConstructor() {
        fields().should()
                .notBeAnnotatedWith(Autowired.class)
                .andShould()
                .notBeAnnotatedWith(Value.class)
                .check(MAIN);
    }

    @Test
    void controllersAreNobodyElsesBusiness() {
        classes()
                .that()
                .areAnnotatedWith(Controller.class)
                .or()
                .areAnnotatedWith(RestController.class)
                .should()
                .bePackagePrivate()
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void nothingIsDeserialized() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectOutputStream")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName(
                        "org.springframework.core.serializer.support.DeserializingConverter")
                .check(MAIN);
    }

    @Test
    void sessionAttributesAreNotSerializable() {
        classes()
                .that()
                .areAssignableTo("org.restante.account.store.SessionAttribute")
                .should()
                .notBeAssignableTo(java.io.Serializable.class)
                .check(MAIN);
    }

    @Test
    void nobodyWritesToTheConsole() {
        GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    @Test
    void textIsUnescapedInOneTemplateOnly() throws IOException {
        assertThat(templatesWith(Pattern.compile("th:utext|\\[\\("))).allMatch(UNESCAPED::contains);
    }

    @Test
    void nothingIsInlineInTemplates() throws IOException {
        assertThat(templatesWith(Pattern.compile("(?i)\\s(th:)?style\\s*=|<style"))).isEmpty();
        assertThat(templatesWith(Pattern.compile("(?i)\\s(th:)?on[a-z]+\\s*="))).isEmpty();
        assertThat(templatesWith(Pattern.compile("(?i)<script(?![^>]*src\\s*=)"))).isEmpty();
        assertThat(templatesWith(Pattern.compile("(?i)javascript:"))).isEmpty();
        assertThat(templatesWith(Pattern.compile("(?i)hx-on|hx-vals\\s*=\\s*['\"]js:"))).isEmpty();
    }

    private static List<String> templatesWith(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.walk(TEMPLATES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> pattern.matcher(text(file)).find())
                    .map(file -> TEMPLATES.relativize(file).toString())
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
