package org.restante.reading.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferDecodingTests {

    @ParameterizedTest
    @ValueSource(strings = {"base64", "quoted-printable", "uuencode", "8bit", "binary"})
    void anyOctetsComeBackAsTheyWereHoweverTheStreamIsCut(String encoding) throws Exception {
        Random random = new Random(42);
        for (int i = 0; i < 400; i++) {
            byte[] bytes = new byte[i < 300 ? random.nextInt(300) : random.nextInt(60_000)];
            random.nextBytes(bytes);
            byte[] encoded = encode(bytes, encoding);
            assertThat(read(new Dripping(encoded, random), encoding, random)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64", "quoted-printable", "uuencode"})
    void contentCutAnywhereGivesItsBeginning(String encoding) throws Exception {
        byte[] bytes = new byte[400];
        new Random(5).nextBytes(bytes);
        byte[] encoded = encode(bytes, encoding);
        for (int cut = 0; cut <= encoded.length; cut++) {
            byte[] decoded = PartText.decoded(Arrays.copyOf(encoded, cut), encoding);
            int sure = Math.max(0, decoded.length - 64);
            assertThat(Arrays.copyOf(decoded, sure)).isEqualTo(Arrays.copyOf(bytes, sure));
            assertThat(decoded.length).isLessThanOrEqualTo(bytes.length + 3);
        }
    }

    @Test
    void anyGarbageIsReadToItsEnd() throws Exception {
        Random random = new Random(9);
        for (String encoding : new String[] {"base64", "quoted-printable", "x-uuencode"}) {
            for (int i = 0; i < 300; i++) {
                byte[] bytes = new byte[random.nextInt(20_000)];
                random.nextBytes(bytes);
                assertThat(read(new Dripping(bytes, random), encoding, random).length)
                        .isLessThanOrEqualTo(bytes.length);
            }
        }
    }

    @Test
    void base64IsTolerant() {
        assertThat(base64("SGVs\r\n bG8=\r\n")).isEqualTo("Hello");
        assertThat(base64("SG-Vs!b*G8")).as("garbage, no padding").isEqualTo("Hello");
        assertThat(base64("SGVsbG8=IFlvdQ==")).as("padded segments").isEqualTo("Hello You");
        assertThat(base64("SGVsbG")).as("cut").isEqualTo("Hell");
        assertThat(base64("====")).isEmpty();
        assertThat(base64("")).isEmpty();
    }

    @Test
    void quotedPrintableIsTolerant() {
        assertThat(quoted("a=3Db=c3=A9")).isEqualTo("a=b\u00C3\u00A9");
        assertThat(quoted("soft=\r\nbreak=\nend")).isEqualTo("softbreakend");
        assertThat(quoted("soft= \t\r\nbreak")).isEqualTo("softbreak");
        assertThat(quoted("blanks \t \r\nline\n")).isEqualTo("blanks\r\nline\n");
        assertThat(quoted("a b\tc")).isEqualTo("a b\tc");
        assertThat(quoted("100= x =ZZ =4")).isEqualTo("100= x =ZZ =4");
        assertThat(quoted("==41=")).isEqualTo("=A");
        assertThat(quoted("=4=41")).isEqualTo("=4A");
        assertThat(quoted("end \t ")).isEqualTo("end");
        assertThat(quoted("a" + " ".repeat(5_000) + "b")).isEqualTo("a" + " ".repeat(5_000) + "b");
    }

    @Test
    void uuencodeIsReadWithAndWithoutItsFrame() {
        String line = "#0V%T\r\n";
        assertThat(uu("begin 644 cat.txt\r\n" + line + "`\r\nend\r\n")).isEqualTo("Cat");
        assertThat(uu("Some words\n\nbegin 644 cat.txt\n" + line + "`\nend\nmore text\n#0V%T"))
                .isEqualTo("Cat");
        assertThat(uu(line)).isEqualTo("Cat");
        assertThat(uu("begin 644 x\n\"0V$\n")).as("trailing digits missing").isEqualTo("Ca");
        assertThat(uu("")).isEmpty();
    }

    @Test
    void unknownEncodingsLeaveTheContentAsItIs() throws Exception {
        for (String encoding : new String[] {"7bit", "8bit", "binary", "x-unknown", "", "=?"}) {
            assertThat(decode("a=20b", encoding)).isEqualTo("a=20b");
        }
        assertThat(decode("YQ==", " BASE64 ")).isEqualTo("a");
    }

    @Test
    void contentOfAnySizeGoesThroughInConstantMemory() throws Exception {
        for (String encoding : new String[] {"base64", "quoted-printable", "x-uuencode"}) {
            for (String pattern : new String[] {"QUJD", " ", "=", "begin 644 x\n"}) {
                long size = 8L * 1024 * 1024;
                try (InputStream in =
                        TransferDecoding.decode(new Endless(pattern, size), encoding)) {
                    assertThat(in.transferTo(OutputStream.nullOutputStream()))
                            .isLessThanOrEqualTo(size);
                }
            }
        }
    }

    private static String base64(String text) {
        return decode(text, "base64");
    }

    private static String quoted(String text) {
        return decode(text, "quoted-printable");
    }

    private static String uu(String text) {
        return decode(text, "x-uuencode");
    }

    private static String decode(String text, String encoding) {
        return new String(PartText.decoded(text.getBytes(ISO_8859_1), encoding), ISO_8859_1);
    }

    private static byte[] encode(byte[] bytes, String encoding) throws Exception {
        if (encoding.equals("base64")) {
            return Base64.getMimeEncoder().encode(bytes);
        }
        if (encoding.equals("quoted-printable")) {
            // Jakarta's encoder takes any carriage return for a line break.
            return quotedPrintable(bytes);
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (var out = MimeUtility.encode(encoded, encoding, "file.bin")) {
            out.write(bytes);
        }
        return encoded.toByteArray();
    }

    private static byte[] quotedPrintable(byte[] bytes) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] & 0xFF;
            boolean plain = octet >= ' ' && octet < 127 && octet != '=';
            encoded.append(plain ? Character.toString(octet) : "=%02X".formatted(octet));
            if (i % 20 == 19 || i == bytes.length - 1) {
                encoded.append(i % 3 == 0 ? "=\n" : "=\r\n");
            }
        }
        return encoded.toString().getBytes(ISO_8859_1);
    }

    private static byte[] read(InputStream encoded, String encoding, Random random)
            throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = TransferDecoding.decode(encoded, encoding)) {
            byte[] buffer = new byte[1 + random.nextInt(5_000)];
            while (true) {
                if (random.nextInt(5) == 0) {
                    int octet = in.read();
                    if (octet < 0) {
                        return all.toByteArray();
                    }
                    all.write(octet);
                } else {
                    int count = in.read(buffer);
                    if (count < 0) {
                        return all.toByteArray();
                    }
                    all.write(buffer, 0, count);
                }
            }
        }
    }

    /** Gives as few octets at a time as a network might. */
    private static final class Dripping extends ByteArrayInputStream {

        private final Random random;

        Dripping(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(100)));
        }
    }

    /** A long content that is nowhere in memory. */
    private static final class Endless extends InputStream {

        private final byte[] pattern;
        private final long size;
        private long position;

        Endless(String pattern, long size) {
            this.pattern = pattern.getBytes(ISO_8859_1);
            this.size = size;
        }

        @Override
        public int read() {
            return position == size ? -1 : pattern[(int) (position++ % pattern.length)];
        }
    }
}
