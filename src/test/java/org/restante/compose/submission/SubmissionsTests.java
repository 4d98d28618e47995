package org.restante.compose.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.restante.compose.submission.SubmissionFailure.Kind;
import org.restante.mail.Credential;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.restante.support.DovecotServer;
import org.restante.support.Missing;
import org.restante.support.SmtpSink;

/** What must not change, on servers of different ages. */
class SubmissionsTests {

    private final SmtpSink sink = new SmtpSink(Set::of, 0);
    private final AtomicBoolean ended = new AtomicBoolean();

    @AfterEach
    void close() {
        sink.close();
    }

    private void submit(String text, boolean unchanged) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        new Submissions()
                .submit(
                        new MailServer("127.0.0.1", sink.port(), Tls.PLAIN, true, 3),
                        new Credential("ines", "x"),
                        new Submission(
                                "ines@posthaste.example",
                                List.of("ann@far.example"),
                                octets.length,
                                false,
                                true,
                                unchanged,
                                new ByteArrayInputStream(octets)),
                        () -> ended.set(true));
    }

    @Test
    void eightBitsGoToAServerThatTakesThem() {
        submit("Subject: x\r\n\r\n\u00e4\r\n", true);
        assertThat(sink.taken().getFirst().message()).contains((byte) 0xE4);
        assertThat(sink.said()).anyMatch(line -> line.contains(" BODY=8BITMIME SIZE=17"));
    }

    @Test
    void eightBitsAreKeptFromAServerThatWouldChangeThem() {
        sink.hides("8BITMIME");
        SubmissionFailure failure =
                catchThrowableOfType(
                        SubmissionFailure.class,
                        () -> submit("Subject: x\r\n\r\n" + "y".repeat(20_000) + "\u00e4", true));
        assertThat(failure.kind()).isEqualTo(Kind.EIGHT_BIT);
        assertThat(ended).isFalse();
        assertThat(sink.taken()).isEmpty();
    }

    @Test
    void sevenBitsGoAnywhere() {
        sink.hides("8BITMIME");
        submit("Subject: x\r\n\r\ny\r\n", true);
        assertThat(sink.taken()).hasSize(1);
        assertThat(sink.said()).noneMatch(line -> line.contains("8BITMIME"));
    }

    /** It says its size first, so that nobody wonders afterwards whether it went out. */
    @Test
    void aMessageThatIsTooLargeIsRefusedBeforeItIsSent() {
        DovecotServer.missing().ifPresent(Missing::abort);
        try (DovecotServer dovecot =
                DovecotServer.with().extra("submission_max_mail_size = 1M\n").start()) {
            dovecot.createUser("ines@posthaste.example", "letter-box-1");
            byte[] octets = ("Subject: x\r\n\r\n" + "y\r\n".repeat(500_000)).getBytes();
            Submission submission =
                    new Submission(
                            "ines@posthaste.example",
                            List.of("ann@far.example"),
                            octets.length,
                            false,
                            false,
                            false,
                            new ByteArrayInputStream(octets));
            SubmissionFailure failure =
                    catchThrowableOfType(
                            SubmissionFailure.class,
                            () ->
                                    new Submissions()
                                            .submit(
                                                    new MailServer(
                                                            dovecot.host(),
                                                            dovecot.smtpPort(),
                                                            Tls.PLAIN,
                                                            true,
                                                            3),
                                                    new Credential(
                                                            "ines@posthaste.example",
                                                            "letter-box-1"),
                                                    submission,
                                                    () -> ended.set(true)));
            assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
            assertThat(ended).isFalse();
        }
    }
}
