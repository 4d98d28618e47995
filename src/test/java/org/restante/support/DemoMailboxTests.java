package org.restante.support;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.restante.support.demo.Letter;

class DemoMailboxTests {

    static List<DemoMailbox.Account> accounts() {
        return DemoMailbox.accounts();
    }

    @ParameterizedTest
    @MethodSource("accounts")
    void everyMessageParses(DemoMailbox.Account account) throws Exception {
        Set<String> ids = new HashSet<>();
        for (Letter letter : DemoMailbox.letters(account)) {
            MimeMessage message =
                    new MimeMessage(
                            Session.getInstance(new Properties()),
                            new ByteArrayInputStream(letter.bytes()));
            assertThat(message.getFrom()).hasSize(1);
            assertThat(ids.add(message.getMessageID())).as(message.getSubject()).isTrue();
            assertThat(letter.date()).isBefore(ZonedDateTime.now());
            walk(message);
        }
    }

    @Test
    void holdsWhatItPromises() {
        List<Letter> letters = DemoMailbox.letters(DemoMailbox.INES);
        Map<String, Long> folders =
                letters.stream()
                        .collect(
                                Collectors.groupingBy(
                                        letter -> DemoMailbox.name(letter.folder(), '/'),
                                        TreeMap::new,
                                        Collectors.counting()));

        assertThat(letters.size()).as("%s", folders).isBetween(280, 340);
        assertThat(folders.get("INBOX")).as("%s", folders).isBetween(145L, 175L);
        assertThat(folders)
                .containsKeys("Archive", "Sent", "Drafts", "Junk", "Trash", "Lists/Old Lamps")
                .containsKeys("Projects/Lighthouse/Lantern room", "Rechnungen & Belege")
                .containsKeys("Ünïcode ☂", "日本", "R-D");
    }

    @Test
    void isTheSameEachTime() {
        ZonedDateTime now = ZonedDateTime.parse("2026-11-23T12:00:00Z[Europe/Lisbon]");
        for (DemoMailbox.Account account : DemoMailbox.accounts()) {
            assertThat(fingerprint(account, now)).isEqualTo(fingerprint(account, now));
        }
    }

    @Test
    void seedsDovecot() {
        try (DovecotServer server = DovecotServer.with().start()) {
            Instant start = Instant.now();
            DemoMailbox.seed(server);
            Duration taken = Duration.between(start, Instant.now());
            System.out.println("demo mailboxes in " + taken.toMillis() + " ms");
            assertThat(taken).isLessThan(Duration.ofSeconds(10));
            check(server);
            try (RawImap imap = server.connect(DemoMailbox.MATEO.address())) {
                String quota =
                        imap.command("GETQUOTAROOT INBOX").lines().stream()
                                .filter(line -> line.startsWith("* QUOTA "))
                                .findFirst()
                                .orElseThrow();
                String[] words =
                        quota.replaceAll(".*STORAGE ([0-9]+) ([0-9]+).*", "$1 $2").split(" ");
                int percent = Integer.parseInt(words[0]) * 100 / Integer.parseInt(words[1]);
                assertThat(percent).as(quota).isBetween(95, 96);
            }
        }
    }

    @Test
    void seedsGreenMail() {
        try (GreenMailServer server = GreenMailServer.start()) {
            DemoMailbox.seed(server);
            check(server);
        }
    }

    private static void check(MailServer server) {
        for (DemoMailbox.Account account : DemoMailbox.accounts()) {
            try (RawImap imap = server.connect(account.address())) {
                DemoMailbox.letters(account).stream()
                        .collect(
                                Collectors.groupingBy(
                                        letter ->
                                                DemoMailbox.name(
                                                        letter.folder(), server.separator()),
                                        Collectors.counting()))
                        .forEach(
                                (folder, count) ->
                                        assertThat(imap.count(folder))
                                                .as(folder)
                                                .isEqualTo(count.intValue()));
            }
        }
    }

    private static List<Integer> fingerprint(DemoMailbox.Account account, ZonedDateTime now) {
        return DemoMailbox.letters(account, now).stream()
                .map(letter -> Arrays.hashCode(letter.bytes()))
                .toList();
    }

    private static void walk(Part part) throws MessagingException, IOException {
        if (part.getContentType().contains("x-unknown-99")) {
            return;
        }
        if (part.getFileName() != null) {
            assertThat(part.getInputStream().readAllBytes()).isNotEmpty();
        }
        switch (part.getContent()) {
            case Multipart parts -> {
                assertThat(parts.getCount()).isPositive();
                for (int i = 0; i < parts.getCount(); i++) {
                    walk(parts.getBodyPart(i));
                }
            }
            case Part inner -> walk(inner);
            case String text -> assertThat(text).doesNotContain("\uFFFD");
            default -> {}
        }
    }
}
