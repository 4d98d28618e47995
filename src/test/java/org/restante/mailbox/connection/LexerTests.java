package org.restante.mailbox.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.restante.mail.MailboxName;

/** Whatever the octets are, they are read as something, and names go back as they came. */
class LexerTests {

    private static final String PIECES = "()[]{}\"\\ \r\n~+*%NILnil0123456789abc&-,\0\u00ff";

    private static List<Value> lex(byte[] bytes) {
        return new Lexer(bytes, 0, bytes.length).all();
    }

    @Test
    void randomOctetsNeverFail() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            lex(bytes);
        }
    }

    @Test
    void randomPiecesOfTheGrammarNeverFailAnyReader() {
        Random random = new Random(2);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(80);
            while (text.length() < length) {
                text.append(PIECES.charAt(random.nextInt(PIECES.length())));
            }
            List<Value> values = lex(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            Untagged response = new Untagged(1, "FETCH", values);
            FetchData.read(response);
            for (Value value : values) {
                BodyStructures.read(value);
                Fields.envelope(value);
                Fields.flags(value);
                Fields.internalDate(value);
            }
            new Selected(MailboxName.INBOX).take(new Untagged(1, "VANISHED", values));
        }
    }

    @Test
    void whatIsCutOffIsReadAsFarAsItGoes() {
        String whole = "(\"a \\\"b\" {3}\r\nxyz (NIL BODY[HEADER.FIELDS (To)] \"x\"))";
        IntStream.rangeClosed(0, whole.length())
                .forEach(end -> lex(whole.substring(0, end).getBytes(StandardCharsets.US_ASCII)));
        assertThat(lex(whole.getBytes(StandardCharsets.US_ASCII))).hasSize(1);
    }

    @Test
    void namesInModifiedUtf7GoBackAsTheyCame() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] wire = new byte[1 + random.nextInt(12)];
            for (int j = 0; j < wire.length; j++) {
                String likely = "&-,+/ABCab12 \"\\";
                wire[j] =
                        random.nextInt(4) == 0
                                ? (byte) (1 + random.nextInt(255))
                                : (byte) likely.charAt(random.nextInt(likely.length()));
            }
            for (boolean utf8 : new boolean[] {false, true}) {
                MailboxName name = MailboxNames.decode(wire, utf8);
                if (!name.isInbox()) {
                    assertThat(MailboxNames.encode(name, utf8)).isEqualTo(wire);
                }
            }
        }
    }

    @Test
    void namesOfPeopleAreTheSameAfterTheWire() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 1 + random.nextInt(8);
            while (text.codePointCount(0, text.length()) < length) {
                int c = random.nextInt(random.nextBoolean() ? 0x100 : 0x11_0000);
                if (c != 0 && (c < 0xD800 || c > 0xDFFF)) {
                    text.appendCodePoint(c);
                }
            }
            MailboxName name = new MailboxName(text.toString());
            for (boolean utf8 : new boolean[] {false, true}) {
                byte[] wire = MailboxNames.encode(name, utf8);
                assertThat(MailboxNames.decode(wire, utf8)).isEqualTo(name);
            }
        }
    }

    @Test
    void sequenceSetsAreNotTrusted() {
        assertThat(SequenceSets.uids("1:4294967295", 5)).hasSize(5);
        assertThat(SequenceSets.uids("5:3", 9)).hasToString("[5, 4, 3]");
        assertThat(SequenceSets.uids("1,x,0,*,3:y,99999999999,-4,7", 9)).hasToString("[1, 7]");
        assertThat(SequenceSets.count("1:3,9,5:4")).isEqualTo(6);
        assertThat(SequenceSets.uids("", 9)).isEmpty();
        assertThat(SequenceSets.uids("4294967296:9999999999", 9)).isEmpty();
        assertThat(SequenceSets.count("4294967296:9999999999")).isZero();
    }
}
