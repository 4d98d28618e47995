package org.restante.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.DovecotServer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;
import org.restante.support.SmtpSink;

/** What is redirected arrives as it was, octet for octet, below a block of fields of ours. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class RedirectTests {

    private static final String HEAD =
            "Received: from a by b; Fri, 13 Nov 2026 10:42:00 +0100\r\n"
                    + "From: Ann Osei <ann@far.example>\r\nTo: list@far.example\r\n";

    private final Running running = Running.get();
    private final House house = running.dovecot();

    static Stream<Arguments> originals() {
        return Stream.of(
                Arguments.of("plain", HEAD + "Subject: plain\r\n\r\n.\r\n..dots\r\nend\r\n"),
                Arguments.of(
                        "8 bits",
                        HEAD
                                + "Subject: gr\u00fc\u00dfe raw\r\nContent-Type: text/plain;"
                                + " charset=iso-8859-1\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                                + "\u00e4\u00f6\u00fc \u0080\u00ff\r\n"),
                Arguments.of(
                        "long",
                        HEAD
                                + "X-Long: "
                                + "x".repeat(3_000)
                                + "\r\n\r\n"
                                + "y".repeat(20_000)
                                + "\r\n"),
                Arguments.of("no end", HEAD + "Subject: no end\r\n\r\nno final newline"),
                Arguments.of("no header", "\r\nReceived: is a word of the text\r\n"),
                Arguments.of(
                        "folded",
                        HEAD
                                + "Subject: a\r\n \r\n\tb\r\nBCC:\r\n me@x.example\r\n"
                                + "\r\ntext\r\n"),
                Arguments.of(
                        "ours",
                        HEAD
                                + "X-Restante-Redirect: unchanged\r\nX-Restante-Recipients:"
                                + " evil%40x.example evil%40y.example\r\nX-Restante-Original: below\r\n"
                                + "X-Restante-Delivery-Report: yes\r\nBcc: hidden@x.example\r\n\r\nx\r\n"),
                Arguments.of(
                        "again",
                        "Resent-From: b@far.example\r\nResent-To: c@far.example\r\n"
                                + "Resent-Bcc: d@far.example\r\nResent-Date: Fri, 13 Nov 2026 10:42:00"
                                + " +0100\r\nResent-Message-ID: <1@far.example>\r\n"
                                + HEAD
                                + "Subject: again\r\n\r\nx\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("originals")
    void arrivesOctetForOctet(String name, String text) {
        String address = house.newUser();
        String to = "goal-" + name.replace(' ', '-') + "@elsewhere.example";
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(Post.message(text.getBytes(ISO_8859_1), 3)));
            imap.select("INBOX");
            String original = new String(imap.message(1), ISO_8859_1);
            // what has no header is taken for one's own: it never passed a mail server
            Answer outbox = redirect(running.visitor().signedIn(address), "INBOX", 1, to);
            assertThat(outbox.page().text()).contains("Will be sent");
            String sent = text(arrived(to));
            String block = block(sent);
            assertThat(block)
                    .startsWith("Resent-Date: ")
                    .contains("\r\nResent-From: " + address + "\r\n")
                    .contains("\r\nResent-To: " + to + "\r\n")
                    .containsPattern("\r\nResent-Message-ID: <[0-9a-f-]{36}@posthaste.example>\r\n")
                    .doesNotContain("X-Restante");
            String delivered = sent.substring(sent.indexOf(block) + block.length());
            String ended = original.endsWith("\r\n") ? original : original + "\r\n";
            assertThat(delivered).isEqualTo(ended);
            isMarkedAndFiled(imap);
        }
    }

    private static void isMarkedAndFiled(RawImap imap) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            imap.select("INBOX");
                            assertThat(imap.flags(1))
                                    .contains("$Forwarded")
                                    .doesNotContain("\\Answered");
                            assertThat(imap.count("Sent")).isEqualTo(1);
                            assertThat(imap.count("Drafts")).isZero();
                        });
    }

    @Test
    void whatOnesOwnCopyHidesIsLeftOut() {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Sent");
            String text =
                    "From: "
                            + address
                            + "\r\nTo: a@far.example\r\nBcc: hidden@far.example,\r\n"
                            + " more@far.example\r\nX-Restante-Draft: x\r\nSubject: own\r\n\r\n"
                            + "Bcc: in the text\r\n";
            imap.append("Sent", List.of(Post.message(text.getBytes(ISO_8859_1), 3)));
            String to = "own@elsewhere.example";
            Visitor visitor = running.visitor().signedIn(address);
            Document page = visitor.open("/redirect?folder=Sent&uid=1").page();
            assertThat(page.text()).contains("hidden recipients that it had are left out");
            redirect(visitor, "Sent", 1, to);
            String sent = text(arrived(to));
            assertThat(sent)
                    .contains("\r\nTo: a@far.example\r\nSubject: own\r\n\r\nBcc: in the text\r\n")
                    .doesNotContain("far.example,")
                    .doesNotContain("X-Restante");
            assertThat(arrived(to).recipients()).containsExactly(to);
        }
    }

    @Test
    void nothingTypedBreaksOutOfItsField() {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(Post.message(Post.text("Injected", "x"), 3)));
        }
        Visitor visitor = running.visitor().signedIn(address);
        Answer refused =
                redirect(
                        visitor, "INBOX", 1, "a@elsewhere.example\r\nBcc: evil@x.example\r\n\r\nx");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.page().select("[role=alert]").text()).contains("is no address");
        String to = "\"A\n Bcc: <evil@x.example>\" <injected@elsewhere.example>";
        redirect(visitor, "INBOX", 1, to);
        String sent = text(arrived("injected@elsewhere.example"));
        assertThat(block(sent)).doesNotContainPattern("(?im)^Bcc:");
        assertThat(arrived("injected@elsewhere.example").recipients())
                .containsExactly("injected@elsewhere.example");
        assertThat(redirect(visitor, "INBOX", 1, " ").page().select("[role=alert]").text())
                .contains("Add somebody");
    }

    @Test
    void theSameFormTwiceSendsOnce() {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(Post.message(Post.text("Twice", "x"), 3)));
            Visitor visitor = running.visitor().signedIn(address);
            Document page = visitor.open("/redirect?folder=INBOX&uid=1").page();
            String to = "twice@elsewhere.example";
            visitor.press(page.selectFirst("form.redirect button"), "to", to);
            visitor.press(page.selectFirst("form.redirect button"), "to", to);
            arrived(to);
            visitor.press(page.selectFirst("form.redirect button"), "to", to);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(imap.count("Sent")).isEqualTo(1));
            assertThat(imap.count("Drafts")).isZero();
            assertThat(taken(to)).hasSize(1);
        }
    }

    /** The original may go meanwhile: what was kept among the drafts is all of it. */
    @Test
    void whatIsTakenBackCanBeSentToSomebodyElseWithoutTheOriginal() {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            String text = HEAD + "Subject: Kept\r\nBcc: x@far.example\r\n\r\n\u00e4\r\n";
            imap.append("INBOX", List.of(Post.message(text.getBytes(ISO_8859_1), 3)));
            Visitor visitor = running.visitor().signedIn(address);
            Answer outbox = redirect(visitor, "INBOX", 1, "wrong@elsewhere.example");
            Answer back = visitor.press(outbox.page().selectFirst("input[name=_method] + button"));
            imap.select("INBOX");
            imap.command("UID STORE 1 +FLAGS (\\Deleted)");
            imap.command("UID EXPUNGE 1");
            assertThat(back.path()).startsWith("/redirect?folder=Drafts");
            assertThat(back.page().selectFirst("#redirect-to").val())
                    .isEqualTo("wrong@elsewhere.example");
            assertThat(visitor.open("/compose?draft=" + uid(imap)).path()).startsWith("/redirect");
            String to = "right@elsewhere.example";
            visitor.press(back.page().selectFirst("form.redirect button"), "to", to);
            String sent = text(arrived(to));
            assertThat(sent).endsWith("\r\n" + text);
            assertThat(sent.split("Resent-To", -1)).hasSize(2);
            assertThat(taken("wrong@elsewhere.example")).isEmpty();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(imap.count("Sent")).isEqualTo(1));
            imap.select("Drafts");
            assertThat(
                            imap.search("ALL").stream()
                                    .map(uid -> new String(imap.message(uid), ISO_8859_1)))
                    .isEmpty();
        }
    }

    private static long uid(RawImap imap) {
        imap.select("Drafts");
        return imap.search("ALL").getLast();
    }

    @Test
    void aDraftThatNobodyHasSentIsNotRedirected() {
        String address = house.newUser();
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent("Drafts");
            imap.append("Drafts", List.of(Post.message(Post.text("Draft", "x"), 3)));
        }
        running.visitor().signedIn(address).open("/redirect?folder=Drafts&uid=1").hasStatus(404);
    }

    private static Answer redirect(Visitor visitor, String folder, long uid, String to) {
        Document page = visitor.open("/redirect?folder=" + folder + "&uid=" + uid).page();
        return visitor.press(page.selectFirst("form.redirect button"), "to", to);
    }

    private List<SmtpSink.Envelope> taken(String to) {
        return ((DovecotServer) house.server())
                .sent().stream().filter(one -> one.recipients().contains(to)).toList();
    }

    private SmtpSink.Envelope arrived(String to) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(taken(to)).hasSize(1));
        return taken(to).getFirst();
    }

    private static String text(SmtpSink.Envelope envelope) {
        return new String(envelope.message(), ISO_8859_1);
    }

    /** From the first field that we wrote to the last, behind what servers on the way put above. */
    private static String block(String message) {
        int start = message.indexOf("Resent-Date: ");
        int end = message.indexOf("\r\n", message.indexOf("Resent-Message-ID: ", start)) + 2;
        return message.substring(start, end);
    }
}
