package org.restante.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderTextTests {

    @Test
    void plainTextStaysAsItIs() {
        assertThat(HeaderText.decode("Lunch on Friday?")).isEqualTo("Lunch on Friday?");
        assertThat(HeaderText.decode("Już po polsku")).isEqualTo("Już po polsku");
        assertThat(HeaderText.decode(null)).isEmpty();
    }

    @Test
    void decodesBothEncodings() {
        assertThat(HeaderText.decode("=?UTF-8?Q?Caf=C3=A9_und_Br=c3=b6tchen?="))
                .isEqualTo("Café und Brötchen");
        assertThat(HeaderText.decode("=?utf-8?b?w6TDtsO8?=")).isEqualTo("äöü");
        assertThat(HeaderText.decode("=?ISO-8859-1?q?a?= and =?ISO-8859-1?Q?=E9?= b"))
                .isEqualTo("a and é b");
    }

    @Test
    void joinsWordsSplitInsideACharacter() {
        assertThat(HeaderText.decode("=?UTF-8?Q?Caf=C3?=\r\n =?UTF-8?Q?=A9?=")).isEqualTo("Café");
        assertThat(HeaderText.decode("=?UTF-8?B?w6TD?= =?utf-8?B?tg==?=")).isEqualTo("äö");
        assertThat(HeaderText.decode("=?utf-8?B?w?= =?utf-8?B?6T?= =?utf-8?B?DtsO8?="))
                .as("split between base64 digits")
                .isEqualTo("äöü");
    }

    @Test
    void wordsOfDifferentCharsetsAreJoinedWithoutTheBlank() {
        assertThat(HeaderText.decode("=?iso-8859-2?Q?=B1?= =?koi8-r?B?0A==?=")).isEqualTo("ąп");
    }

    @Test
    void paddingMayBeMissing() {
        assertThat(HeaderText.decode("=?utf-8?B?w6Q?=")).isEqualTo("ä");
        assertThat(HeaderText.decode("=?utf-8?B?YQ?= =?utf-8?B?Yg?=")).isEqualTo("ab");
    }

    @Test
    void wordsMayTouchEachOtherOrStandInQuotesOrInsideText() {
        assertThat(HeaderText.decode("=?utf-8?Q?a?==?utf-8?Q?b?=")).isEqualTo("ab");
        assertThat(HeaderText.decode("\"=?utf-8?Q?M=C3=BCller?=\" <x>"))
                .isEqualTo("\"Müller\" <x>");
        assertThat(HeaderText.decode("Re:=?utf-8?Q?=C3=BC?=!")).isEqualTo("Re:ü!");
    }

    @Test
    void blanksInsideAWordAreTolerated() {
        assertThat(HeaderText.decode("=?utf-8?Q?a b =C3=BC?=")).isEqualTo("a b ü");
    }

    @Test
    void languageTagsArePassedOver() {
        assertThat(HeaderText.decode("=?utf-8*de-AT?Q?Gr=C3=BC=C3=9Fe?=")).isEqualTo("Grüße");
    }

    @Test
    void unknownMissingAndWrongCharsetsAreGuessed() {
        assertThat(HeaderText.decode("=?x-unknown?Q?=C3=BC?=")).isEqualTo("ü");
        assertThat(HeaderText.decode("=?x-unknown?Q?=FC?=")).isEqualTo("ü");
        assertThat(HeaderText.decode("=??Q?=FC?=")).isEqualTo("ü");
        assertThat(HeaderText.decode("=?us-ascii?Q?=E2=82=AC?=")).isEqualTo("€");
        assertThat(HeaderText.decode("=?iso-8859-1?Q?=80=93?=")).isEqualTo("€“");
        assertThat(HeaderText.decode("=?utf-8?Q?Stra=DFe?=")).isEqualTo("Straße");
        assertThat(HeaderText.decode("=?gb2312?B?1tC5+g==?=")).isEqualTo("中国");
        assertThat(HeaderText.decode("=?ks_c_5601-1987?B?x9Gx2w==?=")).isEqualTo("한글");
        assertThat(HeaderText.decode("=?cp-932?B?k/qWew==?=")).isEqualTo("日本");
        assertThat(HeaderText.decode("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=")).isEqualTo("日本");
        assertThat(HeaderText.decode("=?unicode-1-1-utf-7?Q?+AOQ-?=")).isEqualTo("ä");
    }

    @Test
    void whatIsNoWordStaysAsWritten() {
        for (String text :
                new String[] {
                    "=?",
                    "=?=",
                    "=??=",
                    "=?utf-8?",
                    "=?utf-8?Q",
                    "=?utf-8?X?abc?=",
                    "a =? b ?= c",
                    "=?utf-8?Q?never ended"
                }) {
            assertThat(HeaderText.decode(text)).isEqualTo(text);
        }
    }

    @Test
    void aWordCutAtTheEndIsReadAsFarAsItGoes() {
        assertThat(HeaderText.decode("=?utf-8?Q?abc?= =?utf-8?Q?d=C3=A4")).isEqualTo("abcdä");
        assertThat(HeaderText.decode("=?utf-8?B?w6Q=?")).isEqualTo("ä");
        assertThat(HeaderText.decode("=?utf-8?Q?one =?utf-8?Q?two?="))
                .isEqualTo("=?utf-8?Q?one two");
    }

    @Test
    void badEscapesStayAsWritten() {
        assertThat(HeaderText.decode("=?utf-8?Q?100=_=ZZ=4?=")).isEqualTo("100= =ZZ=4");
    }

    @Test
    void rawOctetsAreUtf8ElseTheMailsCharsetElseWindows1252() {
        assertThat(HeaderText.decode(octets("Grüße 日本"))).isEqualTo("Grüße 日本");
        assertThat(HeaderText.decode("Gr\u00FC\u00DFe \u0080")).isEqualTo("Grüße €");
        assertThat(HeaderText.decode("\u00C4\u00E0", "koi8-r")).isEqualTo("дЮ");
        assertThat(HeaderText.decode("\u001B$BF|K\\\u001B(B")).isEqualTo("日本");
    }

    @Test
    void nothingActsOnTheTextAround() {
        assertThat(HeaderText.decode("a\r\n\tb\0c\u0007d\u007Fe")).isEqualTo("a bcde");
        assertThat(HeaderText.decode("=?utf-8?Q?a=0D=0ABcc:_b=00=1B?=")).isEqualTo("a Bcc: b");
        assertThat(HeaderText.decode("=?utf-8?B?4oCucGRmLmV4ZeKApuKBpg==?=")).isEqualTo("pdf.exe…");
        assertThat(HeaderText.decode("x\u202Efdp\u202C\u2066y\u2069\uFEFF")).isEqualTo("xfdpy");
        assertThat(HeaderText.decode("a\uD800b\u2028c")).isEqualTo("a\uFFFDb c");
        assertThat(HeaderText.decode("שלום\u200F!")).isEqualTo("שלום\u200F!");
        assertThat(HeaderText.decode("👩‍🚀")).isEqualTo("👩‍🚀");
    }

    @Test
    void parametersComeWholeExtendedOrInPieces() {
        assertThat(name(Map.of("filename", "a b.txt"))).isEqualTo("a b.txt");
        assertThat(name(Map.of("filename", "=?utf-8?Q?=C3=BC.txt?="))).isEqualTo("ü.txt");
        assertThat(name(Map.of("filename*", "utf-8'de'%C3%BC%20x.txt", "filename", "u.txt")))
                .isEqualTo("ü x.txt");
        assertThat(
                        name(
                                Map.of(
                                        "filename*0*", "UTF-8''%E6%97",
                                        "filename*1*", "%A5",
                                        "filename*2", "%20.txt")))
                .isEqualTo("日%20.txt");
        assertThat(name(Map.of("filename*0", "long ", "filename*1", "name.txt")))
                .isEqualTo("long name.txt");
        assertThat(name(Map.of("filename*1", "tail.txt"))).isEqualTo("tail.txt");
    }

    @Test
    void parametersOfProgramsThatMixTheFormsAreReadAllTheSame() {
        assertThat(name(Map.of("filename*0", "=?utf-8?B?w6TD", "filename*1", "tsO8?=")))
                .isEqualTo("äöü");
        assertThat(name(Map.of("filename", "UTF-8''%C3%BC.txt"))).isEqualTo("ü.txt");
        assertThat(name(Map.of("filename*", "%C3%BC.txt"))).isEqualTo("ü.txt");
        assertThat(name(Map.of("filename*", "nobody''%FC.txt"))).isEqualTo("ü.txt");
        assertThat(name(Map.of("filename", octets("ü.txt")))).isEqualTo("ü.txt");
        assertThat(name(Map.of("filename", "100%.txt"))).isEqualTo("100%.txt");
        assertThat(name(Map.of("filename*", "utf-8''%ZZ%4"))).isEqualTo("%ZZ%4");
        assertThat(name(Map.of("filename*", "日本%41.txt"))).isEqualTo("日本A.txt");
        assertThat(name(Map.of("filename", " ", "filename*", ""))).isNull();
        assertThat(name(Map.of())).isNull();
    }

    @Test
    void hostileLengthsCostLittle() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> {
                    for (String piece :
                            new String[] {
                                "=?a?q?",
                                "=?a?q?x =?",
                                "=?a?q?=?x",
                                "=?",
                                "?=",
                                "=?a?b?QQ?=",
                                "\u00C3",
                                "=?utf-7?q?+?= "
                            }) {
                        String hostile = piece.repeat(2_000_000 / piece.length());
                        assertThat(HeaderText.decode(hostile).length()).isLessThanOrEqualTo(65_536);
                    }
                    Map<String, String> pieces = new HashMap<>();
                    for (int i = 0; i < 100_000; i++) {
                        pieces.put("filename*" + i + "*", "%41".repeat(100));
                    }
                    assertThat(name(pieces).length()).isLessThan(200_000);
                });
    }

    @Test
    void nothingThrows() {
        Random random = new Random(1);
        String alphabet =
                "=?utf-8?BQqb_+-=?ABcd01 \r\n\t'%*\u00C3\u00A9\u0000\u001B$(日\uD83D\uDE00";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "=?utf-8?b?" : "");
            for (int j = random.nextInt(40); j > 0; j--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String raw = text.toString();
            assertThat(HeaderText.decode(raw)).doesNotContain("\n", "\r", "\0");
            HeaderText.parameter(Map.of("filename*", raw, "filename*0*", raw), "filename");
        }
    }

    private static String name(Map<String, String> parameters) {
        return HeaderText.parameter(parameters, "filename");
    }

    /**
     * The text's UTF-8 octets, one character each, as an IMAP client that knows no better has it.
     */
    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
