package org.restante.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.compose.Recipient.Fault;
import org.restante.mail.Address;

class RecipientsTests {

    private static List<String> emails(String typed) {
        return Recipients.parse(typed).stream()
                .filter(Recipient::isGood)
                .map(recipient -> recipient.address().email())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ann@a.example, ben@b.example",
                "ann@a.example; ben@b.example;",
                "ann@a.example\nben@b.example",
                "ann@a.example ben@b.example",
                "Ann <ann@a.example>,Ben <ben@b.example>",
                "\"Lee, Ann\" <ann@a.example>; 'Ben' <ben@b.example>",
                "ann@a.example (Ann), mailto:ben@b.example",
                "Friends: ann@a.example, ben@b.example;",
                "Ann ann@a.example <ann@a.example>\r\nBen <ben@b.example>\r\n",
                "ann@a.example,ANN@A.example, ben@b.example",
                "Lee, Ann <ann@a.example>; Ruiz, Ben <ben@b.example>",
                "Ann Lee\tann@a.example\nben@b.example\tBen\n",
                "Lee, Ann\tann@a.example\nben@b.example",
                "mailto:ann@a.example?subject=Hello; Ben <mailto:ben@b.example>",
                "\u00a0ann@a.example\u00a0,\u200bben@b.example",
            })
    void readsListsAsTheyAreTypedAndPasted(String typed) {
        assertThat(emails(typed)).containsExactly("ann@a.example", "ben@b.example");
    }

    @ParameterizedTest
    @CsvSource({
        "piet, NO_AT",
        "piet@kramer, NO_DOMAIN",
        "@kramer.example, NO_LOCAL_PART",
        "piet@, NO_DOMAIN",
        "pi..et@kramer.example, CHARACTER",
        "pi et@kramer.example, CHARACTER",
        "piet@kra mer.example, NO_DOMAIN",
        "piet@-kramer.example, NO_DOMAIN",
        "Piet <piet>, NO_AT",
        "Ann <ann@a.example> ben@b.example, CHARACTER"
    })
    void saysWhatIsWrong(String typed, Fault fault) {
        assertThat(Recipients.parse(typed)).extracting(Recipient::fault).containsExactly(fault);
        assertThat(Recipients.parse(typed).getFirst().typed()).isEqualTo(typed);
    }

    @Test
    void addressesOfEveryScriptAreAddresses() {
        assertThat(emails("用户@例子.example, dör@müller.example"))
                .containsExactly("用户@例子.example", "dör@müller.example");
    }

    @Test
    void whatIsTooLongIsSaid() {
        String local = "a".repeat(65) + "@b.example";
        assertThat(Recipients.parse(local).getFirst().fault()).isEqualTo(Fault.TOO_LONG);
    }

    @Test
    void namesThatSeparateComeBackAsTheyWere() {
        List<Address> addresses =
                List.of(
                        new Address("Lee, Ann", "ann@a.example"),
                        new Address("O'Brien \"Bo\" \\ Smith", "bo@a.example"),
                        new Address("evil@b.example", "real@c.example"),
                        new Address("Zoë (Amt)", "zoe@a.example"),
                        new Address("", "bare@a.example"));
        assertThat(Recipients.parse(Recipients.text(addresses)))
                .extracting(Recipient::address)
                .containsExactlyElementsOf(addresses);
    }

    @Test
    void nothingInAListBreaksALine() {
        assertThat(Recipients.parse("Ann\r\nBcc: x@evil.example <ann@a.example>"))
                .allSatisfy(recipient -> assertThat(recipient.typed()).doesNotContain("\n", "\r"));
    }

    @Test
    void hugeListsAreBounded() {
        assertThat(Recipients.parse("a@b.example, ".repeat(200_000)).size()).isEqualTo(1);
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            many.append("a").append(i).append("@b.example,");
        }
        assertThat(Recipients.parse(many.toString())).hasSize(Recipients.MOST);
    }
}
