package org.restante.reading.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.restante.mail.BodyPart;
import org.restante.mail.HeaderText;

/** Real mails of many programs and ages; runs where the corpus is. */
class CorpusTests {

    private final List<String> differences = new ArrayList<>();
    private int decoded;
    private int texts;
    private int attachments;

    @Test
    void everyMailIsReadAndEveryPartDecodedAsAnotherDecoderDoes() throws Exception {
        List<Path> mails = mails();
        Previews previews = new Previews();
        int previewed = 0;
        for (Path file : mails) {
            var mail = Structures.parse(Files.readAllBytes(file));
            MessageParts parts = MessageParts.of(mail.structure(), mail.subject());
            check(file, mail, parts);
            String preview = previews.preview(mail.structure(), head(mail));
            assertThat(preview.length()).as(file.toString()).isLessThanOrEqualTo(200);
            assertThat(preview).as(file.toString()).doesNotContain("\n", "\r", "\0", "\u202E");
            previewed += preview.isEmpty() ? 0 : 1;
        }
        System.out.printf(
                "%d mails, %d texts, %d attachments, %d parts decoded alike, %d not, %d previews%n",
                mails.size(), texts, attachments, decoded, differences.size(), previewed);
        differences.forEach(System.out::println);
        assertThat(mails).hasSizeGreaterThan(2_000);
        assertThat(differences).isEmpty();
    }

    private void check(Path file, Structures.Parsed mail, MessageParts parts) throws Exception {
        for (Attachment attachment : parts.attachments()) {
            attachments++;
            assertThat(attachment.filename())
                    .as(file.toString())
                    .isNotBlank()
                    .doesNotContainPattern("[/\\\\\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]")
                    .doesNotEndWith(".");
        }
        for (TextPart part : parts.texts()) {
            texts++;
            MimePart leaf = mail.leaves().get(part.section());
            if (leaf != null) {
                PartText.of(part, bytes(Structures.raw(leaf)));
            }
        }
        for (BodyPart part : mail.structure().all()) {
            HeaderText.parameter(part.parameters(), "name");
            MimePart leaf = mail.leaves().get(part.section());
            if (leaf != null && !part.type().equals("message") && !part.isMultipart()) {
                compare(file, part, bytes(Structures.raw(leaf)));
            }
        }
    }

    private void compare(Path file, BodyPart part, byte[] raw) throws Exception {
        byte[] ours = PartText.decoded(raw, part.encoding());
        byte[] theirs;
        try (InputStream in =
                MimeUtility.decode(
                        new ByteArrayInputStream(withoutTrailingBlanks(raw, part.encoding())),
                        part.encoding())) {
            theirs = in.readAllBytes();
        } catch (IOException | MessagingException e) {
            return;
        }
        if (Arrays.equals(ours, theirs)) {
            decoded++;
        } else {
            differences.add(
                    file
                            + " "
                            + part.section()
                            + " "
                            + part.encoding()
                            + " ours "
                            + ours.length
                            + " theirs "
                            + theirs.length
                            + " differ at "
                            + Arrays.mismatch(ours, theirs));
        }
    }

    /**
     * Jakarta's decoder keeps what RFC 2045 says must go: blanks that transport added, and a soft
     * break at the very end.
     */
    private static byte[] withoutTrailingBlanks(byte[] raw, String encoding) {
        return encoding.equals("quoted-printable")
                ? new String(raw, StandardCharsets.ISO_8859_1)
                        .replaceAll("[ \\t]+(?=\r?\n|\\z)|=\r?\\z", "")
                        .getBytes(StandardCharsets.ISO_8859_1)
                : raw;
    }

    private static byte[] head(Structures.Parsed mail) throws Exception {
        BodyPart first =
                mail.structure().isMultipart() && !mail.structure().parts().isEmpty()
                        ? mail.structure().parts().getFirst()
                        : mail.structure();
        MimePart leaf = mail.leaves().get(first.section());
        return leaf == null ? new byte[0] : bytes(Structures.raw(leaf));
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        try (stream) {
            return stream.readAllBytes();
        }
    }

    private static List<Path> mails() throws IOException {
        Path corpus = Path.of(System.getProperty("restante.corpus", "../shared/corpus"), "mail");
        if (!Files.isDirectory(corpus)) {
            String reason = "No corpus of mails at " + corpus + " (-Drestante.corpus=...)";
            return "fail".equals(System.getProperty("restante.missing"))
                    ? fail(reason)
                    : abort(reason);
        }
        try (Stream<Path> files = Files.walk(corpus)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
