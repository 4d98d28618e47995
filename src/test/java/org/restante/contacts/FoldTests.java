package org.restante.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldTests {

    @ParameterizedTest
    @CsvSource({
        "Zoë Müller,zoe",
        "Zoë Müller,MULL",
        "Zoe Muller,zoë mül",
        "Łukasz Øster,lukasz ost",
        "Groß,GROSS",
        "Στέφανος,στεφανος",
        "ΣΤΕΦΑΝΟΣ,στέφανος",
        "Иван Ёлкин,елк",
        "田中太郎,太郎",
        "김민준,민준",
        "ひらがな,がな",
        "محمّد علي,محمد",
        "أحمد,احمد",
        "שָׁלוֹם,שלום",
        "हिन्दी नाम,नाम",
        "İbrahim Işık,isik",
        "O'Brien,obrien",
        "O'Brien,o'br",
        "Anne-Marie Ek,marie",
        "😀 Smile,😀",
        "Ｆｕｌｌ Width,full"
    })
    void findsTheBeginningOfAWord(String name, String typed) {
        assertThat(Query.of(typed).matches(Fold.names(Stream.of(name)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "Zoë Müller,oe",
        "Zoë Müller,ller",
        "Zoë Müller,zoe x",
        "Ruth,%",
        "Ruth,_uth",
        "कि,के",
        "Ruth,'!!'"
    })
    void doesNotFindTheMiddleOfAWord(String name, String typed) {
        assertThat(Query.of(typed).matches(Fold.names(Stream.of(name)))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ruth,true",
        "RUTH.AD,true",
        "adeyemi,true",
        "adeyemi@mail,true",
        "northlight,true",
        "mail.north,true",
        "northlight.ex,true",
        "example,false",
        "light,false",
        "uth,false"
    })
    void findsPartsOfAnAddressButNotWhatAllDomainsEndIn(String typed, boolean found) {
        String words = Fold.addresses(Stream.of("Ruth.Adeyemi@mail.northlight.example"));
        assertThat(Query.of(typed).matches(words)).isEqualTo(found);
    }

    @Test
    void aForeignDomainIsFoundInBothItsForms() {
        String words = Fold.addresses(Stream.of("info@bücher.example"));
        assertThat(Query.of("bücher").matches(words)).isTrue();
        assertThat(Query.of("bucher").matches(words)).isTrue();
        assertThat(Query.of("xn--bcher").matches(words)).isTrue();
    }

    @Test
    void aLongQueryIsCutAndNothingIsAnEmptyOne() {
        assertThat(Query.of("a ".repeat(10_000)).pieces()).hasSize(8);
        assertThat(Query.of(" \u0000\t ").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ruth@northlight.example,true",
        " ruth@northlight.example ,true",
        "mailto:ruth@northlight.example,true",
        "ruth+tag@localhost,true",
        "пошта@приклад.example,true",
        "ruth,false",
        "@northlight.example,false",
        "ruth@,false",
        "ruth@a..b,false",
        "ruth@ x.example,false",
        "ru th@x.example,false",
        "ruth@ex\u200Bample.example,false",
        "ru\u202Eth@x.example,false",
        "a@b@x.example,false",
        "<ruth@x.example>,false",
        "'a,b@x.example',false",
        "ruth@x.example.,false"
    })
    void knowsAnAddress(String text, boolean right) {
        assertThat(Emails.of(text).isPresent()).isEqualTo(right);
    }

    @Test
    void cleaningTwiceChangesNothing() {
        String wild = " \u202Ea\u0000b\tc\r\nd\uD83D e \u200F*  * :::x ";
        assertThat(Clean.line(Clean.line(wild))).isEqualTo(Clean.line(wild)).startsWith("ab c d e");
        assertThat(Clean.word(Clean.word("* * x ::: y"))).isEqualTo("x y");
        assertThat(Clean.line("\u200B \u00AD\u3000")).isEmpty();
        String notes = "one\r\n  two \rthree\n\n\nfour\uDE00";
        assertThat(Clean.lines(notes)).isEqualTo("one\n  two\nthree\n\n\nfour");
        assertThat(Clean.lines(Clean.lines(notes))).isEqualTo(Clean.lines(notes));
        assertThat(Clean.cut("ab😀", 3)).isEqualTo("ab");
    }
}
