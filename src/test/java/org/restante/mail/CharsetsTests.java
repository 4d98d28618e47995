package org.restante.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharsetsTests {

    @ParameterizedTest
    @CsvSource({
        "iso-8859-1,windows-1252",
        "US-ASCII,windows-1252",
        "ansi_x3.4-1968,windows-1252",
        "latin1,windows-1252",
        "utf8,UTF-8",
        "\"utf-8\",UTF-8",
        "unicode-1-1-utf-8,UTF-8",
        "gb2312,GB18030",
        "GBK,GB18030",
        "ks_c_5601-1987,x-windows-949",
        "euc-kr,x-windows-949",
        "shift_jis,windows-31j",
        "cp-932,windows-31j",
        "x-sjis,windows-31j",
        "big5,Big5-HKSCS",
        "tis-620,x-windows-874",
        "iso-8859-9,windows-1254",
        "iso-8859-8-i,ISO-8859-8",
        "win-1251,windows-1251",
        "koi8-r,KOI8-R",
        "iso-2022-jp,x-windows-iso2022jp",
        "macintosh,x-MacRoman"
    })
    void labelsMeanWhatBrowsersTakeThemFor(String label, String name) {
        assertThat(Charsets.resolve(label)).contains(Charset.forName(name));
    }

    @Test
    void unknownLabelsAreUnknown() {
        for (String label :
                new String[] {"x-unknown", "", " ", "a b", "日本", "=?", "x".repeat(1_000_000)}) {
            assertThat(Charsets.resolve(label)).isEmpty();
        }
        assertThat(Charsets.resolve(null)).isEmpty();
    }

    @Test
    void decodesUtf7AsRfc2152ShowsIt() {
        assertThat(utf7("A+ImIDkQ.")).isEqualTo("A≢Α.");
        assertThat(utf7("Hi Mom -+Jjo--!")).isEqualTo("Hi Mom -☺-!");
        assertThat(utf7("+ZeVnLIqe-")).isEqualTo("日本語");
        assertThat(utf7("1 +- 1 = 2 + 0")).isEqualTo("1 + 1 = 2 + 0");
    }

    @Test
    void brokenUtf7IsReadAsFarAsItGoes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(30)];
            random.nextBytes(bytes);
            Charsets.decode(bytes, "utf-7");
        }
        assertThat(utf7("+")).isEqualTo("+");
        assertThat(utf7("abc+Z")).isEqualTo("abc");
    }

    @Test
    void utf8CutInsideACharacterStaysUtf8() {
        byte[] bytes = "abé".getBytes(StandardCharsets.UTF_8);
        assertThat(Charsets.decode(new byte[] {'a', 'b', bytes[2]}, "utf-8")).isEqualTo("ab\uFFFD");
        assertThat(Charsets.decode(new byte[] {'S', 't', 'r', (byte) 0xDF, 'e'}, "utf-8"))
                .isEqualTo("Strße");
    }

    @Test
    void malformedInputIsReplacedNeverThrown() {
        Random random = new Random(3);
        byte[] bytes = new byte[5_000];
        for (String label :
                new String[] {"utf-8", "gb2312", "euc-kr", "iso-2022-jp", "big5", "utf-16", "hz"}) {
            random.nextBytes(bytes);
            assertThat(Charsets.decode(bytes, label)).isNotEmpty();
        }
    }

    private static String utf7(String text) {
        return Charsets.decode(text.getBytes(StandardCharsets.US_ASCII), "unicode-1-1-utf-7");
    }
}
