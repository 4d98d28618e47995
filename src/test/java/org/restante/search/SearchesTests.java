package org.restante.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.mail.Flag;
import org.restante.mail.SearchKey;
import org.restante.mail.SearchKey.Field;
import org.restante.mail.SearchKey.Text;
import org.restante.reading.list.Queries.Asked;
import org.restante.settings.Viewer;
import org.springframework.context.support.ResourceBundleMessageSource;

class SearchesTests {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-17T23:30:00Z");

    private final Searches searches = new Searches(words(), InstantSource.fixed(NOW));

    private static ResourceBundleMessageSource words() {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasename("messages/search");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        return words;
    }

    private Asked read(String text) {
        return searches.read(text, new Viewer(Locale.UK, BERLIN));
    }

    private Asked german(String text) {
        return searches.read(text, new Viewer(Locale.GERMANY, BERLIN));
    }

    private static SearchKey word(String word) {
        return SearchKey.or(
                Stream.of(Field.SUBJECT, Field.FROM, Field.TO, Field.BODY)
                        .<SearchKey>map(field -> new Text(field, word))
                        .toList());
    }

    private static SearchKey before(String day) {
        LocalDate date = LocalDate.parse(day);
        return new SearchKey.Before(date, date.atStartOfDay(BERLIN).toInstant());
    }

    private static SearchKey since(String day) {
        LocalDate date = LocalDate.parse(day);
        return new SearchKey.Since(date, date.atStartOfDay(BERLIN).toInstant());
    }

    @Test
    void allWordsMustBeThereAndAPhraseIsOne() {
        assertThat(read("ferry \"studio key\"").key())
                .isEqualTo(SearchKey.and(List.of(word("ferry"), word("studio key"))));
        assertThat(read("ferry").fields()).containsExactly("from", "to", "subject", "body");
    }

    @Test
    void operatorsNarrowAndAMinusTurnsThemRound() {
        assertThat(read("from:anna -subject:\"old news\" is:unread").key())
                .isEqualTo(
                        SearchKey.and(
                                List.of(
                                        new Text(Field.FROM, "anna"),
                                        new SearchKey.Not(new Text(Field.SUBJECT, "old news")),
                                        new SearchKey.Not(new SearchKey.Has(Flag.SEEN)))));
        assertThat(read("has:attachment").key()).isEqualTo(new SearchKey.WithFile());
        assertThat(read("larger:5M").key()).isEqualTo(new SearchKey.Larger(5 << 20));
        assertThat(read("smaller:1.5k").key()).isEqualTo(new SearchKey.Smaller(1536));
    }

    @Test
    void unknownOperatorsAreJustWords() {
        assertThat(read("foo:bar https://posthaste.example 10:42").key())
                .isEqualTo(
                        SearchKey.and(
                                List.of(
                                        word("foo:bar"),
                                        word("https://posthaste.example"),
                                        word("10:42"))));
    }

    @ParameterizedTest
    @CsvSource({
        "before:2026-11-01, 2026-11-01",
        "before:1.11.2026, 2026-11-01",
        "before:1/11/2026, 2026-11-01",
        "before:today, 2026-11-18",
        "before:yesterday, 2026-11-17",
        "before:last month, 2026-10-01",
        "before:\"this year\", 2026-01-01",
        "vor:gestern, 2026-11-17",
        "vor:letzten Monat, 2026-10-01",
        "vor:1.11.2026, 2026-11-01"
    })
    void daysAreReadAsPeopleWriteThemInTheirOwnZone(String text, String day) {
        Asked asked = text.startsWith("vor") ? german(text) : read(text);
        assertThat(asked.problems()).isEmpty();
        assertThat(asked.key()).isEqualTo(before(day));
        assertThat(asked.parts()).hasSize(1);
    }

    @Test
    void aSpanOfDaysIsMeantAsAWhole() {
        assertThat(read("after:2026-10-31").key()).isEqualTo(since("2026-11-01"));
        assertThat(read("on:last month").key())
                .isEqualTo(SearchKey.and(List.of(since("2026-10-01"), before("2026-11-01"))));
    }

    @Test
    void germanReadersMayWriteGermanOrEnglish() {
        assertThat(german("von:anna betreff:Rechnung ist:ungelesen").key())
                .isEqualTo(german("from:anna subject:Rechnung is:unread").key());
        assertThat(german("hat:anhang größer:5M").key())
                .isEqualTo(read("has:attachment larger:5M").key());
    }

    /** A whole folder under the title of a search could be thrown away in one click. */
    @ParameterizedTest
    @ValueSource(strings = {"larger:elephant", "\"", "-\"\"", "is:odd has:wings"})
    void whereNothingIsUnderstoodNothingIsFound(String text) {
        assertThat(read(text).key()).isEqualTo(new SearchKey.Not(SearchKey.all()));
    }

    @Test
    void moreThanTwentyPartsAreNotPassedOverInSilence() {
        assertThat(read("word ".repeat(20)).problems()).isEmpty();
        assertThat(read("word ".repeat(21)).problems().getFirst()).contains("first 20 parts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "larger:huge",
                "before:sometime",
                "before:31.2.2026",
                "is:odd",
                "has:wings",
                "from:"
            })
    void whatMakesNoSenseIsSaidInASentenceAndLeftOut(String text) {
        Asked asked = read(text + " ferry");
        assertThat(asked.problems()).hasSize(1);
        assertThat(asked.problems().getFirst()).contains("takes").doesNotContain("{");
        assertThat(asked.key()).isEqualTo(word("ferry"));
        assertThat(asked.parts().getFirst().rest()).isEqualTo("ferry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Grüße", "Ελλάδα", "日本語", "العربية", "שלום", "🐢", "ümlaut{5+}", "a\"b"})
    void wordsOfAnyScriptStayAsTheyAre(String word) {
        assertThat(read(word).key()).isEqualTo(word(word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "\"",
                "\"\"",
                ":",
                "::",
                "-:",
                "from:\"",
                "\"a",
                "-\"",
                "- -",
                "”“",
                "from:from:from:",
                "\u00a0"
            })
    void halfWrittenQueriesAreNoError(String text) {
        read(text);
        german(text);
    }

    @Test
    void signsAreSearchedForWhereThereIsNothingElse() {
        assertThat(read("???").key()).isEqualTo(word("???"));
        assertThat(read("£").key()).isEqualTo(word("£"));
        assertThat(read("§ 12").key()).isEqualTo(SearchKey.and(List.of(word("§"), word("12"))));
        assertThat(read("ferry - studio").key())
                .isEqualTo(SearchKey.and(List.of(word("ferry"), word("studio"))));
    }

    @Test
    void eachPartCanBeTakenAway() {
        assertThat(read("from:anna ferry has:attachment").parts())
                .extracting("rest")
                .containsExactly(
                        "ferry has:attachment", "from:anna has:attachment", "from:anna ferry");
    }

    @Test
    void aHundredWordsAreNoHundredKeys() {
        assertThat(read("word ".repeat(100)).parts()).hasSize(20);
    }
}
