package org.restante.reading.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;

class MessagePartsTests {

    @Test
    void ofAlternativesTheBestIsShownWhateverTheirOrder() {
        assertThat(shown("alternative(text/plain,text/html)")).isEqualTo("2");
        assertThat(shown("alternative(text/html,text/plain)")).isEqualTo("1");
        assertThat(shown("alternative(text/plain,x/y)")).isEqualTo("1 | 2");
        assertThat(shown("alternative(text/plain,related(text/html,image/png#a))"))
                .isEqualTo("2.1 | 2.2i");
        assertThat(shown("alternative(text/plain,mixed(text/html,application/pdf,text/html))"))
                .isEqualTo("2.1 2.3 | 2.2");
        assertThat(shown("alternative(text/plain,text/x-amp-html,text/html)")).isEqualTo("3");
        assertThat(shown("alternative(text/enriched,text/plain)")).isEqualTo("2");
    }

    @Test
    void anEmptyAlternativeIsNotPreferred() {
        assertThat(shown("alternative(text/plain,text/html~0)")).isEqualTo("1");
    }

    @Test
    void whatIsMoreThanAnotherWritingOfTheTextIsListed() {
        assertThat(shown("alternative(text/plain,text/html,text/calendar)")).isEqualTo("2 | 3");
        assertThat(shown("alternative(mixed(text/plain,application/pdf),text/html)"))
                .isEqualTo("2 | 1.2");
    }

    @Test
    void aRelatedPartBeginsWhereStartSays() {
        BodyPart part = parse("related(image/png#pic,text/html#root)");
        BodyPart started =
                new BodyPart(
                        "",
                        "multipart",
                        "related",
                        Map.of("start", "<root>"),
                        null,
                        null,
                        "7bit",
                        0,
                        null,
                        Map.of(),
                        null,
                        null,
                        part.parts());
        MessageParts parts = MessageParts.of(started, "");
        assertThat(text(parts)).isEqualTo("2 | 1i");
        assertThat(parts.inline()).containsEntry("cid:pic", "1");
        assertThat(shown("related(image/png#pic,text/html)")).isEqualTo("2 | 1i");
        assertThat(shown("related(text/html,application/pdf)")).isEqualTo("1 | 2");
    }

    @Test
    void severalTextsAreShownInTheirOrder() {
        assertThat(shown("mixed(text/plain,image/png,text/plain,text/html)"))
                .isEqualTo("1 3 4 | 2");
        assertThat(shown("mixed(text/plain,text/plain!)")).isEqualTo("1 | 2");
        assertThat(shown("mixed(text/plain,text/x-patch,text/csv,text/calendar)"))
                .isEqualTo("1 2 | 3 4");
        assertThat(shown("x-unknown(text/plain,application/pdf)")).isEqualTo("1 | 2");
    }

    @Test
    void aReportShowsWhatPeopleAndServersSay() {
        assertThat(shown("report(text/plain,message/delivery-status,message/rfc822)"))
                .isEqualTo("1 2 | 3m");
        assertThat(shown("report(text/plain,message/delivery-status,text/rfc822-headers)"))
                .isEqualTo("1 2 | 3");
    }

    @Test
    void ofASignedMailTheContentIsShown() {
        assertThat(shown("signed(mixed(text/plain,image/png),application/pgp-signature)"))
                .isEqualTo("1.1 | 1.2 2s");
        assertThat(shown("mixed(text/plain,application/pkcs7-signature)")).isEqualTo("1 | 2s");
    }

    @Test
    void anEncryptedMailSaysSo() {
        assertThat(
                        MessageParts.of(parse("encrypted(application/pgp-encrypted,x/y)"), "")
                                .encrypted())
                .isTrue();
        assertThat(MessageParts.of(parse("application/pkcs7-mime"), "").encrypted()).isTrue();
        assertThat(MessageParts.of(parse("mixed(text/plain)"), "").encrypted()).isFalse();
    }

    @Test
    void embeddedMessagesAreFilesNamedByTheirSubject() {
        MessageParts parts = MessageParts.of(parse("digest(message/rfc822,message/rfc822)"), "s");
        assertThat(text(parts)).isEqualTo(" | 1m 2m");
        assertThat(parts.attachments().getFirst().filename()).isEqualTo("Embedded_ a.eml");
    }

    @Test
    void oldAndRareKindsAreFiles() {
        assertThat(shown("appledouble(application/applefile,image/jpeg)")).isEqualTo(" | 1 2");
        assertThat(shown("mixed(text/plain,application/ms-tnef)")).isEqualTo("1 | 2");
        assertThat(shown("message/partial")).isEqualTo(" | 1");
        assertThat(shown("mixed(text/plain,message/external-body)")).isEqualTo("1 | 2");
    }

    @Test
    void aMailThatIsOneTextIsReadEvenAsAnAttachment() {
        assertThat(shown("text/plain!")).isEqualTo("1 | 1");
    }

    @Test
    void withoutAStructureTheRawTextIsShown() {
        MessageParts parts = MessageParts.of(null, "");
        assertThat(text(parts)).isEqualTo("TEXT");
    }

    @Test
    void namesAreSafeAndNeverEmpty() {
        assertThat(FileNames.of("a/b\\c:d.txt", "", "")).isEqualTo("a_b_c_d.txt");
        assertThat(FileNames.of("C:\\My Files\\report.doc", "", "")).isEqualTo("report.doc");
        assertThat(FileNames.of("../../etc/passwd", "", "")).isEqualTo("passwd");
        assertThat(FileNames.of("x\u202Efdp.exe", "", "")).isEqualTo("xfdp.exe");
        assertThat(FileNames.of("name. . .", "", "")).isEqualTo("name");
        assertThat(FileNames.of("CON.txt", "", "")).isEqualTo("_CON.txt");
        assertThat(FileNames.of("lpt1", "", "")).isEqualTo("_lpt1");
        assertThat(FileNames.of("a\0b\r\nc", "", "")).isEqualTo("ab c");
        assertThat(FileNames.of("\"><img src=x onerror=alert(1)>", "", ""))
                .isEqualTo("___img src=x onerror=alert(1)_");
        assertThat(FileNames.of(" .. ", "Re: x/y", "application/pdf")).isEqualTo("Re_ x_y.pdf");
        assertThat(FileNames.of(null, "", "x/y")).isEqualTo("part.bin");
        assertThat(FileNames.of(null, "..", "image/png")).isEqualTo("part.png");
        String longest = FileNames.of("日".repeat(500) + ".pdf", "", "");
        assertThat(longest).endsWith("日.pdf").hasSizeLessThan(80);
    }

    @Test
    void everyNameGivenInAnyFormComesThrough() {
        BodyPart part =
                leaf("2", "application/pdf", 1, Map.of("filename*", "utf-8''%E2%82%AC.pdf"), null);
        assertThat(MessageParts.of(part, "").attachments().getFirst().filename())
                .isEqualTo("€.pdf");
        assertThat(MessageParts.find(part, "2", "").orElseThrow().filename()).isEqualTo("€.pdf");
        assertThat(MessageParts.find(part, "3", "")).isEmpty();
    }

    @Test
    void tenThousandNestedPartsAreBounded() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> {
                    for (String kind : List.of("mixed", "alternative", "related", "signed")) {
                        BodyPart nested = leaf("1", "text/plain", 1, Map.of(), null);
                        for (int i = 0; i < 10_000; i++) {
                            nested = multipart("1", kind, List.of(nested));
                        }
                        MessageParts parts = MessageParts.of(nested, "");
                        assertThat(parts.attachments().size() + parts.texts().size())
                                .isLessThan(100);
                        MessageParts.find(nested, "9", "");
                    }
                });
    }

    @Test
    void aHundredThousandPartsBesideEachOtherAreBounded() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> {
                    for (String kind : List.of("mixed", "alternative", "related", "encrypted")) {
                        List<BodyPart> parts = new ArrayList<>();
                        for (int i = 1; i <= 100_000; i++) {
                            parts.add(
                                    leaf(
                                            "" + i,
                                            i % 2 == 0 ? "text/html" : "x/y",
                                            1,
                                            Map.of(),
                                            null));
                        }
                        MessageParts chosen = MessageParts.of(multipart("", kind, parts), "");
                        assertThat(chosen.truncated()).isTrue();
                        assertThat(chosen.attachments()).hasSizeLessThanOrEqualTo(1_000);
                        assertThat(chosen.texts()).hasSizeLessThanOrEqualTo(30);
                    }
                });
    }

    /** The shown sections, then the listed ones with i(nline), s(ignature) or m(essage). */
    private static String shown(String structure) {
        return text(MessageParts.of(parse(structure), "Subject"));
    }

    private static String text(MessageParts parts) {
        String texts = String.join(" ", parts.texts().stream().map(TextPart::section).toList());
        List<String> files =
                parts.attachments().stream()
                        .map(
                                file ->
                                        file.section()
                                                + switch (file.role()) {
                                                    case ATTACHED -> "";
                                                    case INLINE -> "i";
                                                    case SIGNATURE -> "s";
                                                    case MESSAGE -> "m";
                                                })
                        .toList();
        return files.isEmpty() ? texts : texts + " | " + String.join(" ", files);
    }

    /** Reads {@code mixed(text/plain,image/png#id,text/plain!,text/html~0)}. */
    private static BodyPart parse(String text) {
        return parse(text, "");
    }

    private static BodyPart parse(String text, String section) {
        int open = text.indexOf('(');
        if (open >= 0) {
            List<BodyPart> parts = new ArrayList<>();
            for (String child : split(text.substring(open + 1, text.length() - 1))) {
                String number = (section.isEmpty() ? "" : section + ".") + (parts.size() + 1);
                parts.add(parse(child, number));
            }
            return multipart(section, text.substring(0, open), parts);
        }
        String id = text.contains("#") ? text.substring(text.indexOf('#') + 1) : null;
        String type = text.replaceAll("[#!~].*", "");
        return leaf(
                section.isEmpty() ? "1" : section,
                type,
                text.contains("~0") ? 0 : 100,
                text.endsWith("!") ? Map.of("filename", "file.txt") : Map.of(),
                id);
    }

    private static List<String> split(String text) {
        List<String> pieces = new ArrayList<>(List.of(""));
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                pieces.add("");
            } else {
                pieces.set(pieces.size() - 1, pieces.getLast() + c);
            }
        }
        return pieces;
    }

    private static BodyPart multipart(String section, String kind, List<BodyPart> parts) {
        return new BodyPart(
                section,
                "multipart",
                kind,
                Map.of(),
                null,
                null,
                "7bit",
                0,
                null,
                Map.of(),
                null,
                null,
                parts);
    }

    private static BodyPart leaf(
            String section, String type, long size, Map<String, String> disposition, String id) {
        String[] names = type.split("/", -1);
        Envelope envelope =
                type.equals("message/rfc822")
                        ? new Envelope(
                                null,
                                "Embedded: a",
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                null)
                        : null;
        return new BodyPart(
                section,
                names[0],
                names[1],
                Map.of(),
                id,
                null,
                "7bit",
                size,
                disposition.isEmpty() ? null : "attachment",
                disposition,
                null,
                envelope,
                Arrays.asList());
    }
}
