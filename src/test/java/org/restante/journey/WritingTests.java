package org.restante.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.journey.Running.House;
import org.restante.journey.Visitor.Answer;
import org.restante.support.RawImap;
import org.restante.support.Requirement;
import org.restante.support.Requires;

/** Writing with the simplest of browsers, on every mail server that there is. */
@Requires(Requirement.DATABASE)
class WritingTests {

    @TempDir Path folder;

    static List<House> houses() {
        return Running.get().houses();
    }

    private static List<String> messages(House house, String address, String mailbox) {
        try (RawImap imap = house.connect(address)) {
            imap.createIfAbsent(mailbox);
            imap.select(mailbox);
            return imap.search("ALL").stream()
                    .map(uid -> new String(imap.message(uid), StandardCharsets.UTF_8))
                    .toList();
        }
    }

    private static Map<String, String> fields(Document page) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Element field : page.select("form.composer [name]:not(button, [type=file], select)")) {
            if (!field.attr("type").equals("checkbox") || field.hasAttr("checked")) {
                fields.put(
                        field.attr("name"), field.is("textarea") ? field.wholeText() : field.val());
            }
        }
        return fields;
    }

    private static String action(Document page) {
        return page.select("form.composer").attr("action");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("houses")
    void savedWithAFileWrittenOnAndSent(House house) throws IOException {
        String address = house.newUser();
        String to = house.newUser();
        Visitor visitor = Running.get().visitor().signedIn(address);
        Path file = folder.resolve("Bericht.pdf");
        Files.write(file, Post.noise(3_000_000));
        Document page = visitor.open("/compose").hasStatus(200).page();
        Map<String, String> fields = fields(page);
        fields.put("to", to);
        fields.put("subject", "Prüfung – 報告");
        fields.put("text", "Erster Satz.");
        fields.put("act", "save");
        visitor.upload(action(page), fields, "Bericht „1“.pdf", file).hasStatus(200);
        assertThat(messages(house, address, "Drafts")).singleElement();

        // on another device, from the list
        Visitor phone = Running.get().visitor().signedIn(address);
        Document drafts = phone.open("/mail/Drafts").page();
        Document again = phone.open(drafts.select(".msg-link").attr("href")).hasStatus(200).page();
        assertThat(again.select(".file-name").text()).isEqualTo("Bericht „1“.pdf");
        fields = fields(again);
        assertThat(fields.get("subject")).isEqualTo("Prüfung – 報告");
        fields.put("text", fields.get("text") + "\nZweiter Satz.");
        fields.put("act", "send");
        Answer sent = phone.post(action(again), fields, "Accept", "text/html");
        assertThat(sent.header("Location")).contains("/outbox?sent=");

        // and the first device comes too late
        fields.put("act", "save");
        fields.put("text", "Later on the first device");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(messages(house, address, "Sent")).hasSize(1));
        assertThat(messages(house, address, "Drafts")).isEmpty();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(messages(house, to, "INBOX")).hasSize(1));
        String received = messages(house, to, "INBOX").getFirst();
        assertThat(received)
                .contains("Erster Satz.", "Zweiter Satz.", "filename*")
                .doesNotContainIgnoringCase("x-restante");
        assertThat(received.length()).isGreaterThan(4_000_000);
        Answer late = visitor.post(action(page), fields, "Accept", "application/json");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text()).contains("gone");
        // the text is kept all the same, as a draft of its own
        fields.put("uid", "");
        fields.put("uidValidity", "");
        String other = action(page).replaceFirst("[0-9a-f-]{36}", UUID.randomUUID().toString());
        Answer kept = visitor.post(other, fields, "Accept", "application/json");
        assertThat(kept.status()).isEqualTo(422);
        assertThat(kept.text()).contains("Attach them again");
        assertThat(messages(house, address, "Drafts"))
                .singleElement()
                .asString()
                .contains("Later on the first device");
    }
}
