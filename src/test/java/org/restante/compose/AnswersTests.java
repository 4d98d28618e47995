package org.restante.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.compose.Answers.Addressees;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.reading.quote.Quoted;

/** To whom an answer goes, in which thread it is, and what it is called. */
class AnswersTests {

    private static final Set<String> OWN = Set.of("me@here.example", "alias@here.example");

    private static List<Address> addresses(String typed) {
        return Recipients.parse(typed).stream().map(Recipient::address).toList();
    }

    /** A message of these header fields, as a server would tell of it. */
    private static Quoted message(String... lines) {
        Map<String, String> fields = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            fields.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        List<Address> from = addresses(fields.get("from"));
        List<Address> replyTo = addresses(fields.get("reply-to"));
        Envelope envelope =
                new Envelope(
                        null,
                        fields.getOrDefault("subject", ""),
                        from,
                        from,
                        replyTo.isEmpty() ? from : replyTo,
                        addresses(fields.get("to")),
                        addresses(fields.get("cc")),
                        List.of(),
                        null,
                        null);
        MessageSummary summary =
                new MessageSummary(new Uid(1), Set.of(), Instant.EPOCH, 1, envelope, null, "");
        return new Quoted(
                MailboxName.INBOX, new UidValidity(1), summary, fields, "", null, false, List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # who | reply-to | followup-to | to | cc | all? | goes to | and cc
                    a@x.example | | | me@here.example | | false | a@x.example |
                    a@x.example | r@x.example | | me@here.example | | false | r@x.example |
                    a@x.example | | | me@here.example, b@x.example | c@x.example | true | a@x.example | b@x.example, c@x.example
                    a@x.example | | | ME@HERE.example, alias@here.example | b@x.example | true | a@x.example | b@x.example
                    a@x.example | r@x.example | | me@here.example, r@x.example | b@x.example | true | r@x.example | b@x.example
                    a@x.example | | l@x.example, me@here.example | l@x.example | b@x.example | true | l@x.example |
                    a@x.example | | l@x.example | l@x.example | | false | a@x.example |
                    me@here.example | | | a@x.example | b@x.example | false | a@x.example |
                    alias@here.example | | | a@x.example, me@here.example | b@x.example, me@here.example | true | a@x.example, me@here.example | b@x.example
                    a@x.example | me@here.example | | me@here.example, b@x.example | | true | b@x.example |
                    a@x.example | | | b@x.example, B@x.example | a@x.example, b@x.example | true | a@x.example | b@x.example
                    """)
    void goesToThoseWhoAreMeant(
            String from,
            String replyTo,
            String followup,
            String to,
            String cc,
            boolean all,
            String goesTo,
            String copies) {
        Quoted quoted =
                replyTo == null
                        ? message("From: " + from, "To: " + to, "Cc: " + text(cc), follow(followup))
                        : message(
                                "From: " + from,
                                "Reply-To: " + replyTo,
                                "To: " + to,
                                "Cc: " + text(cc),
                                follow(followup));
        Addressees addressees = Answers.recipients(quoted, OWN, all);
        assertThat(emails(addressees.to())).isEqualTo(goesTo);
        assertThat(emails(addressees.cc())).isEqualTo(text(copies));
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private static String follow(String followup) {
        return followup == null ? "X-Nothing: " : "Mail-Followup-To: " + followup;
    }

    private static String emails(List<Address> addresses) {
        return String.join(", ", addresses.stream().map(Address::email).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "<mailto:list@x.example>, list@x.example",
        "<https://x.example/post> <MAILTO:list@x.example?subject=a>, list@x.example",
        "NO (posting not allowed), ",
        "<https://x.example/post>, ",
        "<mailto:>, "
    })
    void findsTheListThatItCameBy(String field, String list) {
        Address found = Answers.list(message("From: a@x.example", "List-Post: " + field));
        assertThat(found == null ? null : found.email()).isEqualTo(list);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Plan | Re: Plan | Fwd: Plan",
                "Re: Plan | Re: Plan | Fwd: Re: Plan",
                "AW: Re[2]: SV: Plan | Re: Plan | Fwd: AW: Re[2]: SV: Plan",
                "回复：Plan | Re: Plan | Fwd: 回复：Plan",
                "Fwd: WG: Plan | Re: Fwd: WG: Plan | Fwd: Plan",
                "Regarding: Plan | Re: Regarding: Plan | Fwd: Regarding: Plan",
                "Inquiry: Plan | Re: Inquiry: Plan | Fwd: Inquiry: Plan"
            })
    void isCalledAsPeopleExpect(String subject, String reply, String forward) {
        assertThat(Answers.reply(subject)).isEqualTo(reply);
        assertThat(Answers.forward(subject)).isEqualTo(forward);
    }

    @Test
    void theThreadGoesOn() {
        assertThat(
                        Answers.references(
                                message(
                                        "From: a@x.example",
                                        "References: <1@x> <2@x>",
                                        "In-Reply-To: <2@x>",
                                        "Message-ID: <3@x>")))
                .containsExactly("<1@x>", "<2@x>", "<3@x>");
        assertThat(
                        Answers.references(
                                message(
                                        "From: a@x.example",
                                        "In-Reply-To: <2@x>",
                                        "Message-ID: <3@x>")))
                .containsExactly("<2@x>", "<3@x>");
        assertThat(
                        Answers.references(
                                message(
                                        "From: a@x.example",
                                        "In-Reply-To: <1@x> <2@x>",
                                        "Message-ID: <3@x>")))
                .as("more than one is no parent (RFC 5322, section 3.6.4)")
                .containsExactly("<3@x>");
    }

    @Test
    void aLongThreadKeepsItsBeginningAndItsEnd() {
        String long1 =
                String.join(" ", IntStream.range(0, 300).mapToObj(i -> "<" + i + "@x>").toList());
        List<String> references =
                Answers.references(
                        message(
                                "From: a@x.example",
                                "References: " + long1,
                                "Message-ID: <last@x>"));
        assertThat(references).hasSize(100).startsWith("<0@x>").endsWith("<299@x>", "<last@x>");
    }
}
