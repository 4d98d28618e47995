package org.restante.reading.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.restante.reading.message.FakeMail.UID;
import static org.restante.reading.message.FakeMail.leaf;
import static org.restante.reading.message.FakeMail.multipart;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.restante.mail.Address;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.reading.safety.SafeDocument;

class MessagesTests {

    private final Messages messages = new Messages(new BodyCache());

    @Test
    void aMessageCostsTwoRoundTripsAndItsBodyNoneMore() {
        FakeMail mail = twoTexts();
        OpenedMessage opened = messages.open(mail, MailboxName.INBOX, UID);
        assertThat(mail.roundTrips).isEqualTo(2);
        assertThat(mail.commands).containsExactly("summary", "neighbours", "parts", "store");
        assertThat(opened.neighbours().older()).isEqualTo(new Uid(6));
        assertThat(opened.summary().has(Flag.SEEN)).isTrue();
        assertThat(opened.bodyPath()).isEqualTo("/mail/INBOX/7/body?validity=99");

        messages.body(mail, MailboxName.INBOX, UID, new UidValidity(99));
        assertThat(mail.roundTrips).isEqualTo(2);
    }

    @Test
    void aBodyThatIsNotKnownAnyMoreIsFetchedAgainWithoutMarking() {
        FakeMail mail = twoTexts();
        MessageBody body = messages.body(mail, MailboxName.INBOX, UID, new UidValidity(99));
        assertThat(body.texts()).hasSize(2);
        assertThat(mail.roundTrips).isEqualTo(2);
        assertThat(mail.commands).doesNotContain("store");
        messages.body(mail, MailboxName.INBOX, UID, null);
        assertThat(mail.roundTrips)
                .as("without UIDVALIDITY nothing is taken as known")
                .isEqualTo(4);
    }

    @Test
    void marksOnlyWhatIsUnreadWhereItMay() {
        FakeMail read = new FakeMail(leaf("1", "text/plain", "7bit", null), Flag.SEEN);
        messages.open(read, MailboxName.INBOX, UID);
        assertThat(read.commands).doesNotContain("store");
        FakeMail readOnly = twoTexts();
        readOnly.readOnly = true;
        assertThat(messages.open(readOnly, new MailboxName("x"), UID).summary().has(Flag.SEEN))
                .isFalse();
        assertThat(readOnly.commands).doesNotContain("store");
    }

    @Test
    void aMessageThatCannotBeMarkedIsReadAllTheSame() {
        FakeMail mail = twoTexts();
        mail.storeFails = true;
        OpenedMessage opened = messages.open(mail, MailboxName.INBOX, UID);
        assertThat(opened.parts().texts()).hasSize(2);
        assertThat(opened.summary().has(Flag.SEEN)).isFalse();
    }

    @Test
    void aMessageThatIsGoneIsMissing() {
        assertThatThrownBy(() -> messages.open(twoTexts(), MailboxName.INBOX, new Uid(8)))
                .isInstanceOf(MailException.class)
                .hasMessageContaining("MESSAGE_MISSING");
    }

    @Test
    void aLongTextIsCutWithALinkToAllOfIt() {
        FakeMail mail = new FakeMail(leaf("1", "text/plain", "7bit", null));
        mail.with("1", "x".repeat(MessageBody.LIMIT));
        OpenedMessage opened = messages.open(mail, MailboxName.INBOX, UID);
        assertThat(opened.truncated()).isTrue();
        assertThat(opened.fullTextPath()).isEqualTo("/mail/INBOX/7/parts/1");
        FakeMail raw = new FakeMail(null);
        raw.with("TEXT", "x".repeat(MessageBody.LIMIT));
        assertThat(messages.open(raw, new MailboxName("raw"), UID).fullTextPath())
                .isEqualTo("/mail/raw/7/source");
    }

    @Test
    void whoPretendsToBeSomebodyElseIsMarked() {
        assertThat(misleading("boss@corp.example", "evil@x.example")).isTrue();
        assertThat(misleading("\"Boss <boss@corp.example>\"", "evil@x.example")).isTrue();
        assertThat(misleading("boss＠corp.example", "evil@x.example")).isTrue();
        assertThat(misleading("Ann@Example.org", "ann@example.ORG")).isFalse();
        assertThat(misleading("'ann@example.org'", "ann@example.org")).isFalse();
        assertThat(misleading("Ann", "ann@example.org")).isFalse();
        FakeMail mail = twoTexts();
        mail.from = List.of(new Address("a", "a@x"), new Address("b", "b@x"));
        mail.sender = List.of(new Address("c", "c@x"));
        OpenedMessage opened = messages.open(mail, MailboxName.INBOX, UID);
        assertThat(opened.hasSeveralSenders()).isTrue();
        assertThat(opened.sentBy().email()).isEqualTo("c@x");
    }

    @Test
    void severalTextsBecomeOneSafeDocument() {
        FakeMail mail =
                new FakeMail(
                        multipart(
                                "mixed",
                                leaf("1", "text/html", "7bit", null),
                                leaf("2", "text/plain", "7bit", null),
                                leaf("3", "image/png", "base64", null)));
        mail.with("1", "<p>One<!-- <b onclick=x()>open <img src='cid:id%33'>");
        mail.with("2", "<script>two</script>");
        MessageBody body = messages.body(mail, MailboxName.INBOX, UID, null);
        SafeDocument document = BodyDocuments.render(body, s -> "/pic/" + s, null);
        assertThat(document.html())
                .contains("One", "<hr>", "&lt;script&gt;two")
                .doesNotContain("<script", "onclick");

        mail.with("1", "<img src='CID:id%33'><img src='http://tracker.example/x.png'>");
        SafeDocument picture =
                BodyDocuments.render(
                        messages.body(mail, MailboxName.INBOX, UID, null), s -> "/pic/" + s, null);
        assertThat(picture.html()).contains("/pic/3").doesNotContain("tracker.example");
        assertThat(picture.blockedImages()).isEqualTo(1);
    }

    private static boolean misleading(String name, String email) {
        return Sender.of(new Address(name, email)).misleading();
    }

    private static FakeMail twoTexts() {
        return new FakeMail(
                        multipart(
                                "mixed",
                                leaf("1", "text/plain", "7bit", null),
                                leaf("2", "text/plain", "7bit", null)))
                .with("1", "one")
                .with("2", "two");
    }
}
