package org.restante.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.DovecotServer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;
import org.restante.support.SmtpSink;

/** That a message was read is confirmed when its reader says so, once, and never by itself. */
@Requires({Requirement.DATABASE, Requirement.DOVECOT})
class ReceiptTests {

    private final Running running = Running.get();
    private final House house = running.dovecot();

    @AfterEach
    void heal() {
        house.proxy().heal();
        sink().refusesNobody(false);
    }

    private SmtpSink sink() {
        return ((DovecotServer) house.server()).sink();
    }

    private static RawImap.Message letter(String id, String from, String to) {
        return letter(id, from, "Disposition-Notification-To: " + to + "\r\n", 3);
    }

    private static RawImap.Message letter(String id, String from, String more, int minutes) {
        String text =
                "Return-Path: <"
                        + from
                        + ">\r\nFrom: "
                        + from
                        + "\r\n"
                        + more
                        + "To: ben@posthaste.example\r\nSubject: Minutes "
                        + id
                        + "\r\nMessage-ID: <"
                        + id
                        + "@far.example>\r\n\r\ntext\r\n";
        return Post.message(text.getBytes(UTF_8), minutes);
    }

    private static Element send(Document page) {
        return page.selectFirst("button[formaction$=/receipt]");
    }

    private static Element decline(Document page) {
        return page.selectFirst("button[formaction*='/receipt?_method=delete']");
    }

    /** The button belongs to a form that stands elsewhere on the page. */
    private static Answer press(Visitor visitor, Document page, Element button) {
        Element form = page.getElementById(button.attr("form"));
        Element there = form.appendElement("button").attr("formaction", button.attr("formaction"));
        Answer answer = visitor.press(there);
        there.remove();
        return answer;
    }

    private List<SmtpSink.Envelope> taken(String to) {
        return ((DovecotServer) house.server())
                .sent().stream().filter(one -> one.recipients().contains(to)).toList();
    }

    private void arrives(String to, int times) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(taken(to)).hasSize(times));
    }

    @Test
    void confirmsOnceAndMarksTheMessage() {
        String address = house.newUser();
        String to = "ann.once@far.example";
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(letter("once", to, to)));
            Visitor visitor = running.visitor().signedIn(address);
            Document page = visitor.open("/mail/INBOX/1").page();
            assertThat(page.select("#reader .note").text())
                    .contains("asked for, to " + to)
                    .doesNotContain("did not come from this address");
            assertThat(taken(to)).isEmpty();
            Answer after = press(visitor, page, send(page));
            assertThat(after.page().select(".toast").text())
                    .contains("The confirmation is being sent.");
            assertThat(send(after.page())).isNull();
            imap.select("INBOX");
            assertThat(imap.flags(1)).contains("$MDNSent").doesNotContain("\\Answered");
            press(visitor, page, send(page));
            imap.command("UID STORE 1 -FLAGS ($MDNSent)"); // another program took it away
            press(visitor, page, send(page));
            arrives(to, 1);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(imap.count("Sent")).isEqualTo(1));
            assertThat(imap.count("Drafts")).isZero();
            arrives(to, 1);
            SmtpSink.Envelope receipt = taken(to).getFirst();
            System.out.println("a confirmation's envelope is from <" + receipt.from() + ">");
            assertThat(receipt.from()).isIn("", address);
            assertThat(receipt.text())
                    .contains("report-type=disposition-notification")
                    .contains("\r\nAuto-Submitted: auto-replied\r\n")
                    .contains("\r\nSubject: Read: Minutes once\r\n")
                    .contains("\r\nOriginal-Message-ID: <once@far.example>\r\n")
                    .doesNotContain("X-Restante")
                    .doesNotContain("Return-Path: <ann");
        }
    }

    @Test
    void isFromTheReaderWhereTheServerTakesNothingFromNobody() {
        String address = house.newUser();
        String to = "ann.strict@far.example";
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(letter("strict", to, to)));
        }
        sink().refusesNobody(true);
        Visitor visitor = running.visitor().signedIn(address);
        Document page = visitor.open("/mail/INBOX/1").page();
        press(visitor, page, send(page));
        arrives(to, 1);
        assertThat(taken(to).getFirst().from()).isEqualTo(address);
    }

    @Test
    void whoDeclinesIsNotAskedAgain() {
        String address = house.newUser();
        String to = "ann.never@far.example";
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(letter("never", "other@far.example", to)));
            Visitor visitor = running.visitor().signedIn(address);
            Document page = visitor.open("/mail/INBOX/1").page();
            assertThat(page.select("#reader .note").text())
                    .contains("did not come from this address");
            Answer after = press(visitor, page, decline(page));
            assertThat(after.page().select(".toast").text()).contains("No confirmation is sent");
            assertThat(send(after.page())).isNull();
            imap.select("INBOX");
            assertThat(imap.flags(1)).contains("$MDNSent");
            press(visitor, page, send(page)); // an old page of another tab
            assertThat(visitor.open("/outbox").page().text()).contains("Nothing waits");
            assertThat(taken(to)).isEmpty();
            assertThat(imap.count("Sent")).isZero();
        }
    }

    @Test
    void whatTheServerCannotKeepIsSaidAndStillSentOnce() {
        String address = house.newUser();
        String to = "ann.unkept@far.example";
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(letter("unkept", to, to)));
            Visitor visitor = running.visitor().signedIn(address);
            Document page = visitor.open("/mail/INBOX/1").page();
            house.proxy().deny("UID STORE");
            Answer after = press(visitor, page, send(page));
            assertThat(after.page().select(".toast").text()).contains("you may be asked again");
            house.proxy().heal();
            press(visitor, page, send(page));
            arrives(to, 1);
        }
    }

    @Test
    void isNotOfferedWhereNobodyShouldConfirm() {
        String address = house.newUser();
        String ann = "ann.not@far.example";
        String two = "Disposition-Notification-To: a@far.example, b@far.example\r\n";
        String injected = "Disposition-Notification-To: a@far.example\r\n\tBcc: b@far.example\r\n";
        try (RawImap imap = house.connect(address)) {
            imap.append(
                    "INBOX",
                    List.of(
                            letter("self", address, address),
                            letter("two", ann, two, 2),
                            letter("injected", ann, injected, 1)));
            for (String folder : List.of("Junk", "Trash", "Sent")) {
                imap.createIfAbsent(folder);
                imap.append(folder, List.of(letter(folder, ann, ann)));
            }
        }
        Visitor visitor = running.visitor().signedIn(address);
        for (String path :
                List.of("INBOX/1", "INBOX/2", "INBOX/3", "Junk/1", "Trash/1", "Sent/1")) {
            Answer read = visitor.open("/mail/" + path);
            assertThat(read.page().select("#subject")).as(path).hasSize(1);
            assertThat(send(read.page())).as(path).isNull();
        }
    }

    @Test
    void whoWantsNeverToBeAskedIsNot() {
        String address = house.newUser();
        String ann = "ann.pref@far.example";
        try (RawImap imap = house.connect(address)) {
            imap.append("INBOX", List.of(letter("pref", ann, ann)));
        }
        Visitor visitor = running.visitor().signedIn(address);
        Document settings = visitor.open("/settings/writing").page();
        assertThat(settings.select("#receipts option[selected]").val()).isEqualTo("ask");
        assertThat(send(visitor.open("/mail/INBOX/1").page())).isNotNull();
        Answer saved =
                visitor.press(
                        settings.selectFirst("form:has(#receipts) .btn.primary"),
                        "receipt",
                        "never");
        assertThat(saved.page().select("#receipts option[selected]").val()).isEqualTo("never");
        assertThat(send(visitor.open("/mail/INBOX/1").page())).isNull();
    }
}
