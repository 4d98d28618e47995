package org.restante.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTests {

    @ParameterizedTest
    @CsvSource({
        "many, yes, enough, false, imap.many",
        "many, yes, short, false, imap.many.space",
        "many, no, enough, false, imap.many",
        "many, no, short, false, imap.many.space",
        "one, yes, enough, false, imap.one",
        "one, yes, short, false, imap.one.space",
        "one, no, enough, true, pop.leave",
        "one, no, short, true, pop.space",
        ", , , false, imap.many",
        "'', '', '', false, imap.many",
        "ONE, No, <b>, false, imap.many",
    })
    void popSuitsOnlyWhoReadsInOnePlaceAndWantsTheMailOffTheServer(
            @Nullable String where,
            @Nullable String keep,
            @Nullable String space,
            boolean pop,
            String why) {
        assertThat(Advice.on(new Choice(where, keep, space, null), true))
                .isEqualTo(new Advice(pop, why));
    }

    @ParameterizedTest
    @CsvSource({"one, no, short", "one, no, enough"})
    void popIsNeverAdvisedWhereThereIsNone(String where, String keep, String space) {
        assertThat(Advice.on(new Choice(where, keep, space, null), false))
                .isEqualTo(new Advice(false, "imap.none"));
    }

    @ParameterizedTest
    @CsvSource({
        "one, pop, true",
        "one, imap, false",
        "one, smtp, true",
        "many, pop, true",
        "many, , false"
    })
    void whatIsChosenCountsMoreThanTheAdvice(String where, @Nullable String protocol, boolean pop) {
        Choice choice = new Choice(where, "no", "enough", protocol);

        assertThat(choice.isPop(Advice.on(choice, true))).isEqualTo(pop);
    }
}
