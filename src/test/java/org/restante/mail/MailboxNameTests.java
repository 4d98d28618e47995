package org.restante.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of mailboxes as paths of URLs. */
class MailboxNameTests {

    private static final String LIKELY =
            "~~::++..//%\\ \0\r\n\"*&;?#aZ09é日\uD83D\uDE00\uD83D\uDE00";

    private static String random(Random random) {
        StringBuilder name = new StringBuilder();
        int length = 1 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(3)) {
                case 0 -> name.append(LIKELY.charAt(random.nextInt(LIKELY.length())));
                case 1 -> name.append((char) random.nextInt(0x1_0000)); // lone surrogates too
                default -> name.appendCodePoint(random.nextInt(0x11_0000));
            }
        }
        return name.toString();
    }

    /** What no server can be asked for, in a name that is not the server's own octets. */
    private static boolean isBreaking(MailboxName name) {
        return !name.verbatim()
                && name.value()
                        .codePoints()
                        .anyMatch(
                                c -> c == 0 || c == 13 || c == 10 || (c >= 0xD800 && c <= 0xDFFF));
    }

    @Test
    void everyNameComesBackFromItsPath() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            MailboxName name = new MailboxName(random(random), random.nextBoolean());
            if (!isBreaking(name)) {
                assertThat(MailboxName.ofPath(name.toPath())).isEqualTo(name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\r\nb", "\uD800", "a\uDC00b"})
    void aNameThatWouldBreakALineIsAMailboxThatIsMissing(String name) {
        assertThatThrownBy(() -> MailboxName.ofPath(new MailboxName(name).toPath()))
                .isInstanceOfSatisfying(
                        MailException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.MAILBOX_MISSING));
    }

    @Test
    void noTwoNamesHaveOnePath() {
        Random random = new Random(2);
        Set<MailboxName> names = new HashSet<>();
        Set<String> paths = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            MailboxName name = new MailboxName(random(random), random.nextBoolean());
            names.add(name);
            paths.add(name.toPath());
        }
        assertThat(paths).hasSameSizeAs(names);
    }

    @Test
    void aPathIsOneSegmentOfAUrl() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String path = new MailboxName(random(random)).toPath();
            assertThat(path).doesNotContainPattern("[/\\\\?#%;\\s\\p{Cc}]").isNotIn(".", "..");
            String url = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
            assertThat(URI.create("/mail/" + url).getPath()).isEqualTo("/mail/" + path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "~", "a~", "~zz~", "~110000~", "~-1~", "~~", "~1234567~", "a~b"})
    void whatIsNoPathIsAMailboxThatIsMissing(String path) {
        assertThatThrownBy(() -> MailboxName.ofPath(path))
                .isInstanceOfSatisfying(
                        MailException.class,
                        e -> assertThat(e.problem()).isEqualTo(Problem.MAILBOX_MISSING));
    }

    @Test
    void inboxIsInboxInAnyCase() {
        assertThat(new MailboxName("inBox")).isEqualTo(MailboxName.INBOX);
        assertThat(MailboxName.INBOX.toPath()).isEqualTo("INBOX");
        assertThat(new MailboxName("a/b").parent('/')).isEqualTo(new MailboxName("a"));
        assertThat(new MailboxName("/b").parent('/')).isNull();
        assertThat(new MailboxName("inbox.b").parent('.')).isEqualTo(MailboxName.INBOX);
    }
}
