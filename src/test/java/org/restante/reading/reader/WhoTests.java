package org.restante.reading.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.mail.Address;
import org.restante.reading.people.Acquaintance;
import org.restante.reading.reader.Letter.Who;

/** What may be said, and is believed, of whoever wrote a message. */
class WhoTests {

    private static final String OWNER = "ruth@posthaste.example";
    private static final Address ANOUK = new Address("Anouk", "anouk@residency.example");
    private static final Address SPAM = new Address("Prizes", "spam@mailer.example");

    private static final Map<String, Acquaintance> BOOK =
            Map.of(
                    ANOUK.email(), new Acquaintance("/contacts/1", false, true),
                    SPAM.email(), new Acquaintance("/contacts/2", true, true));

    @Test
    void picturesOfATrustedSenderAreShown() {
        Who who = Who.of(List.of(ANOUK), true).with(OWNER, BOOK);
        assertThat(who.always()).isTrue();
        assertThat(who.possible()).isTrue();
    }

    @Test
    void aSenderWhoMayBeForgedIsNotTrusted() {
        assertThat(Who.of(List.of(ANOUK), false).with(OWNER, BOOK).always()).isFalse();
    }

    @Test
    void aBlockedSenderIsNeverTrusted() {
        Who who = Who.of(List.of(SPAM), true).with(OWNER, BOOK);
        assertThat(who.blocked()).isTrue();
        assertThat(who.always()).isFalse();
    }

    @Test
    void oneOfSeveralIsEnoughToBeBlocked() {
        Who who = Who.of(List.of(ANOUK, SPAM), false).with(OWNER, BOOK);
        assertThat(who.blocked()).isTrue();
        assertThat(who.address()).isEqualTo(SPAM);
        assertThat(who.always()).isFalse();
    }

    @Test
    void severalStrangersCannotBeBlockedByOnePress() {
        Address other = new Address("", "other@x.example");
        Who who = Who.of(List.of(other, ANOUK), false).with(OWNER, BOOK);
        assertThat(who.possible()).isFalse();
    }

    @Test
    void nobodyBlocksOrTrustsThemselves() {
        Address self = new Address("Ruth", "Ruth@posthaste.example");
        Map<String, Acquaintance> book =
                Map.of(self.email(), new Acquaintance("/contacts/3", false, true));
        Who who = Who.of(List.of(self), true).with(OWNER, book);
        assertThat(who.possible()).isFalse();
        assertThat(who.always()).isFalse();
    }

    @Test
    void anAddressThatOnlyLooksLikeATrustedOneIsAnother() {
        Address hidden = new Address("Anouk", "anouk\u200b@residency.example");
        assertThat(Who.of(List.of(hidden), true).with(OWNER, BOOK).always()).isFalse();
    }

    @Test
    void peopleLinkToTheirContactOrToANewOne() {
        Person known = Person.of(ANOUK).with(OWNER, BOOK);
        assertThat(known.url()).isEqualTo("/contacts/1");
        assertThat(known.known()).isTrue();
        Person stranger = Person.of(new Address("A & B?=#", "a+b@x.example")).with(OWNER, BOOK);
        assertThat(stranger.url())
                .isEqualTo("/contacts/new?name=A%20%26%20B%3F%3D%23&email=a%2Bb%40x.example");
        assertThat(Person.of(new Address("", OWNER)).with(OWNER, BOOK).url()).isNull();
        assertThat(Person.of(new Address("", "no address")).with(OWNER, BOOK).url()).isNull();
    }
}
