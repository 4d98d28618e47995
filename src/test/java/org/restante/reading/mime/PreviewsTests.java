package org.restante.reading.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.restante.mail.BodyPart;

class PreviewsTests {

    private final Previews previews = new Previews();

    @Test
    void isOneLineOfTheDecodedText() {
        assertThat(
                        preview(
                                "plain",
                                "quoted-printable",
                                "Liebe Gr=C3=BC=C3=9Fe,\r\n\r\nbis =\r\nbald"))
                .isEqualTo("Liebe Grüße, bis bald");
        assertThat(preview("plain", "base64", "SGVsbG8g8J+YgA==")).isEqualTo("Hello 😀");
    }

    @Test
    void ofHtmlOnlyTheTextIsLeft() {
        assertThat(
                        preview(
                                "html",
                                "7bit",
                                "<html><head><title>T</title><style>p{color:red}</style></head>"
                                        + "<body><p>One &amp; two</p><script>x()</script><br>three"))
                .isEqualTo("One & two three");
        assertThat(preview("html", "7bit", "<style>p { never closed")).isEmpty();
    }

    @Test
    void quotesAndPreheaderPaddingAreSkipped() {
        assertThat(preview("plain", "7bit", "> old\n> words\nNew words\n-- \nSignature"))
                .isEqualTo("New words");
        assertThat(preview("plain", "7bit", "> only quoted")).isEqualTo("only quoted");
        assertThat(preview("html", "7bit", "Sale!" + "&zwnj;&nbsp;&#847;".repeat(100) + "<p>Hi"))
                .isEqualTo("Sale! Hi");
    }

    @Test
    void isShortEvenWhenCutInsideACharacter() {
        String text = "é😀".repeat(500);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < 40; cut++) {
            byte[] head = Arrays.copyOf(bytes, cut);
            String preview = previews.preview(part("plain", "8bit"), head);
            assertThat(text).startsWith(preview);
        }
        String preview = previews.preview(part("plain", "8bit"), bytes);
        assertThat(preview.length()).isLessThanOrEqualTo(200).isGreaterThan(190);
        assertThat(text).startsWith(preview);
    }

    @Test
    void findsTheFirstTextInANestedMultipart() {
        String raw =
                "preamble\r\n--in ner\r\nContent-Type: multipart/alternative;\r\n"
                        + " boundary=deep\r\n\r\n--deep\r\nContent-Type: text/plain;\r\n"
                        + "\tcharset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n"
                        + "\r\nSch=F6n\r\n--deep\r\nContent-Type: text/html\r\n\r\n<p>no\r\n--deep--";
        assertThat(previews.preview(nested("in ner"), raw.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("Schön");
        for (int cut = 0; cut < raw.length(); cut++) {
            byte[] head = raw.substring(0, cut).getBytes(StandardCharsets.UTF_8);
            assertThat(previews.preview(nested("in ner"), head)).hasSizeLessThan(12);
        }
    }

    @Test
    void aMillionHeadersOrPartsAreBounded() {
        String headers = "--b\r\n" + "X-Header: value;a=\"b\r\n".repeat(1_000_000) + "\r\ntext";
        String parts = "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(300_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(2),
                () -> {
                    for (String raw : List.of(headers, parts)) {
                        byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
                        assertThat(previews.preview(nested("b"), bytes).length())
                                .isLessThanOrEqualTo(200);
                    }
                });
    }

    @Test
    void nothingReadableGivesNothing() {
        assertThat(preview("x-unknown", "7bit", "abc")).isEmpty();
        assertThat(previews.preview(nested("b"), new byte[0])).isEmpty();
        assertThat(previews.preview(nested("b"), "no boundary".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        Random random = new Random(2);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            previews.preview(part("html", "quoted-printable"), bytes);
            previews.preview(nested("b"), bytes);
        }
    }

    private String preview(String subtype, String encoding, String body) {
        return previews.preview(part(subtype, encoding), body.getBytes(StandardCharsets.UTF_8));
    }

    private static BodyPart part(String subtype, String encoding) {
        return new BodyPart(
                "1",
                "text",
                subtype,
                Map.of("charset", "utf-8"),
                null,
                null,
                encoding,
                9_999,
                null,
                Map.of(),
                null,
                null,
                List.of());
    }

    private static BodyPart nested(String boundary) {
        BodyPart inner =
                new BodyPart(
                        "1",
                        "multipart",
                        "related",
                        Map.of("boundary", boundary),
                        null,
                        null,
                        "7bit",
                        0,
                        null,
                        Map.of(),
                        null,
                        null,
                        List.of(part("plain", "7bit")));
        return new BodyPart(
                "",
                "multipart",
                "mixed",
                Map.of(),
                null,
                null,
                "7bit",
                0,
                null,
                Map.of(),
                null,
                null,
                List.of(inner));
    }
}
