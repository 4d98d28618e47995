package org.restante.compose.mime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.restante.compose.Draft;
import org.restante.compose.Draft.File;
import org.restante.compose.Draft.Priority;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.Recipient;
import org.restante.compose.Recipients;
import org.restante.mail.Address;
import org.restante.mailbox.Piece;

/** What goes out, read by another library. */
class MessageWriterTests {

    private static final ZonedDateTime DATE =
            ZonedDateTime.of(2026, 11, 13, 10, 42, 7, 0, ZoneId.of("Europe/Lisbon"));

    private static final List<String> TEXTS =
            List.of(
                    "Dear Ben,\n\nall well.\n",
                    "Grüße aus Köln, süß wie Öl; straße.\n".repeat(3),
                    "Привет, как дела?\nВсё хорошо.\n",
                    "こんにちは世界。\n元気ですか。\n",
                    "مرحبا بالعالم\n",
                    "emoji 👩‍👩‍👧 🏳️‍🌈 end\n",
                    "From the start\n.\n..\n.hidden\n",
                    "trailing blanks  \nand a tab\t\n= equals =\n",
                    "x".repeat(5_000) + "\n",
                    "ä".repeat(3_000) + "\n",
                    "",
                    "no end of line",
                    "\n\n\nleading lines\n");

    private static final List<String> NAMES =
            List.of(
                    "letter.pdf",
                    "Prüfung 1 (alt).pdf",
                    "契約書.docx",
                    "a\"b\\c;d=e.txt",
                    "ملف.txt",
                    "very long " + "name ".repeat(30) + ".txt",
                    "%41%42 'quoted'.txt",
                    "🙂.png");

    static IntStream messages() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void anotherLibraryReadsWhatWasWritten(int seed) throws Exception {
        Random random = new Random(seed);
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        String html = random.nextBoolean() ? "<p>" + escaped(text) + "</p>" : null;
        String subject =
                List.of(
                                "Hello",
                                "Grüße & Küsse",
                                "件名".repeat(40),
                                "=?utf-8?B?x?= trick",
                                "word".repeat(200))
                        .get(random.nextInt(5));
        List<byte[]> contents = new ArrayList<>();
        List<File> files = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            byte[] octets = new byte[random.nextInt(9_000)];
            random.nextBytes(octets);
            contents.add(octets);
            files.add(
                    MessageWriter.file(
                            NAMES.get(random.nextInt(NAMES.size())),
                            "application/pdf",
                            null,
                            new ByteArrayInputStream(octets),
                            octets.length));
        }
        String to = "\"Lee, Ann\" <ann@a.example>, Zoë Müller <zoe@müller.example>, bare@b.example";
        Draft draft = draft(to, subject, text, html, files);
        byte[] octets = octets(MessageWriter.write(draft, "r", DATE));

        hasDecentLines(octets);
        MimeMessage read = read(octets);
        assertThat(read.getSubject()).isEqualTo(subject);
        InternetAddress[] people = (InternetAddress[]) read.getRecipients(RecipientType.TO);
        assertThat(people).hasSize(3);
        assertThat(people[0].getPersonal()).isEqualTo("Lee, Ann");
        assertThat(people[1].getPersonal()).isEqualTo("Zoë Müller");
        assertThat(people[1].getAddress()).isEqualTo("zoe@xn--mller-kva.example");
        assertThat(read.getMessageID()).isEqualTo("<" + draft.id() + "@posthaste.example>");
        assertThat(read.getHeader("Date", null)).isEqualTo("Fri, 13 Nov 2026 10:42:07 +0000");
        List<Part> leaves = leaves(read);
        String expected = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        assertThat(content(leaves.getFirst())).isEqualTo(expected.replace("\n", "\r\n"));
        int texts = 1;
        if (html != null) {
            assertThat(leaves.get(1).isMimeType("text/html")).isTrue();
            assertThat(content(leaves.get(1)).strip())
                    .isEqualTo(html.replace("\n", "\r\n").strip());
            texts = 2;
        }
        assertThat(leaves).hasSize(texts + files.size());
        for (int i = 0; i < files.size(); i++) {
            Part part = leaves.get(texts + i);
            assertThat(MimeUtility.decodeText(part.getFileName())).isEqualTo(files.get(i).name());
            assertThat(part.getInputStream().readAllBytes()).isEqualTo(contents.get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: evil@evil.example",
                "x\nBcc: evil@evil.example",
                "x\rBcc: evil@evil.example",
                "x\u2028Bcc: evil@evil.example",
                "x\u0085Bcc: evil@evil.example",
                "x\u0000Bcc: evil@evil.example",
                "x\r\n\r\n<script>alert(1)</script>",
                "=?utf-8?Q?x=0D=0ABcc:_evil@evil.example?=",
                "\"x\"\r\nBcc: evil@evil.example"
            })
    void noFieldBreaksOutOfItsLine(String evil) throws Exception {
        List<Recipient> people = new ArrayList<>(Recipients.parse("Ben <ben@b.example>"));
        people.add(new Recipient("", new Address(evil, "ann@a.example"), null));
        people.add(new Recipient(evil, null, Recipient.Fault.NO_AT));
        File file =
                MessageWriter.file(
                        evil, "text/x" + evil, null, new ByteArrayInputStream(new byte[3]), 3);
        Draft draft =
                new Draft(
                        UUID.randomUUID(),
                        new Address(evil, "ines@posthaste.example"),
                        people,
                        people,
                        List.of(),
                        people,
                        evil,
                        evil,
                        "<p>" + evil + "</p>",
                        null,
                        List.of(),
                        null,
                        new Wishes(Priority.HIGH, true, true),
                        List.of(file));
        MimeMessage read = read(octets(MessageWriter.write(draft, "r", DATE)));
        assertThat(read.getHeader("Bcc")).isNull();
        assertThat(read.getRecipients(RecipientType.CC)).hasSize(2);
        assertThat(leaves(read)).hasSize(3);
        for (Part part : leaves(read)) {
            assertThat(part.getHeader("Bcc")).isNull();
        }
    }

    @Test
    void largeFilesAreCountedExactly() throws Exception {
        for (int size : List.of(0, 1, 2, 3, 56, 57, 58, 114, 29_183, 29_184, 29_185, 100_000)) {
            byte[] octets = new byte[size];
            try (InputStream coded = new Base64Content(new ByteArrayInputStream(octets))) {
                assertThat((long) coded.readAllBytes().length)
                        .as("of %d octets", size)
                        .isEqualTo(Base64Content.size(size));
            }
        }
    }

    @Test
    void whatIsOursAloneIsKnown() {
        assertThat(List.of("Bcc", "bcc", "X-Restante-Draft", "x-restante-unfinished-to"))
                .allMatch(MessageWriter::isPrivate);
        assertThat(List.of("To", "Subject", "X-Priority", "Resent-Bcc-Not"))
                .noneMatch(MessageWriter::isPrivate);
    }

    private static Draft draft(
            String to, String subject, String text, String html, List<File> files) {
        return new Draft(
                UUID.randomUUID(),
                new Address("Inès Carvalho", "ines@posthaste.example"),
                Recipients.parse(to),
                List.of(),
                Recipients.parse("secret@c.example"),
                List.of(),
                subject,
                text,
                html,
                "<one@a.example>",
                List.of("<zero@a.example>", "<one@a.example>"),
                null,
                Wishes.NONE,
                files);
    }

    /** No line longer than RFC 5322 allows, no bare CR or LF, nothing beyond ASCII. */
    private static void hasDecentLines(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        assertThat(text.chars()).allMatch(c -> c < 128);
        for (String line : text.split("\r\n", -1)) {
            assertThat(line.length()).isLessThanOrEqualTo(998);
            assertThat(line).doesNotContain("\r").doesNotContain("\n");
        }
        String header = text.substring(0, text.indexOf("\r\n\r\n"));
        assertThat(header.lines()).allMatch(line -> line.length() <= 200);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static byte[] octets(List<Piece> pieces) throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Piece piece : pieces) {
            int before = all.size();
            switch (piece) {
                case Piece.Octets octets -> all.write(octets.octets());
                case Piece.Content content -> content.content().transferTo(all);
                case Piece.Stored stored -> throw new AssertionError("nothing is stored");
            }
            assertThat((long) all.size() - before).isEqualTo(piece.size());
        }
        return all.toByteArray();
    }

    private static MimeMessage read(byte[] octets) throws Exception {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
    }

    private static List<Part> leaves(Part part) throws Exception {
        if (!(part.getContent() instanceof Multipart multipart)) {
            return List.of(part);
        }
        List<Part> leaves = new ArrayList<>();
        for (int i = 0; i < multipart.getCount(); i++) {
            BodyPart child = multipart.getBodyPart(i);
            leaves.addAll(leaves(child));
        }
        return leaves;
    }

    private static String content(Part part) throws Exception {
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
