package org.restante.compose.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.time.ZonedDateTime;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.restante.compose.mime.ReceiptWriter.Confirmed;
import org.restante.mail.Address;

/** The confirmation as another program reads it. */
class ReceiptWriterTests {

    private static final String HEADER =
            "Return-Path: <ann@far.example>\r\nReceived: from secret.internal.example\r\n\tby x\r\n"
                    + "X-Spam-Score: 3\r\nAuthentication-Results: mx; dmarc=pass\r\n"
                    + "From: Ann <ann@far.example>\r\nSubject: gr\u00fc\u00dfe\r\n raw\r\n"
                    + "Bcc: me@posthaste.example\r\nMessage-ID: <1@far.example>\r\n\r\nbody\r\n";

    private static MimeMessage written(String id, String recipient, String subject)
            throws Exception {
        byte[] octets =
                ReceiptWriter.write(
                        UUID.randomUUID(),
                        new Address("In\u00e8s", "ines@posthaste.example"),
                        "ann@far.example",
                        subject,
                        "Your message \u201cx\u201d was displayed.",
                        new Confirmed(
                                id, recipient, ReceiptWriter.visible(HEADER.getBytes(ISO_8859_1))),
                        ZonedDateTime.now());
        assertThat(new String(octets, ISO_8859_1).chars()).allMatch(c -> c < 128);
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(octets));
    }

    private static String text(MimeBodyPart part) throws Exception {
        return new String(part.getInputStream().readAllBytes(), ISO_8859_1);
    }

    @Test
    void hasTheThreePartsOfAReport() throws Exception {
        MimeMessage message = written("<1@far.example>", "rfc822;old@x.example", "Read: Hello");
        ContentType type = new ContentType(message.getContentType());
        assertThat(type.getBaseType()).isEqualTo("multipart/report");
        assertThat(type.getParameter("report-type")).isEqualTo("disposition-notification");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-replied");
        assertThat(message.getHeader("In-Reply-To")).containsExactly("<1@far.example>");
        assertThat(message.getHeader("Disposition-Notification-To")).isNull();
        MimeMultipart parts =
                new MimeMultipart(
                        new jakarta.mail.util.ByteArrayDataSource(
                                message.getRawInputStream(), message.getContentType()));
        assertThat(parts.getCount()).isEqualTo(3);
        MimeBodyPart human = (MimeBodyPart) parts.getBodyPart(0);
        assertThat(human.getContent().toString()).contains("Your message \u201cx\u201d was");
        MimeBodyPart machine = (MimeBodyPart) parts.getBodyPart(1);
        assertThat(machine.getContentType()).isEqualTo("message/disposition-notification");
        assertThat(text(machine))
                .contains("Original-Recipient: rfc822;old@x.example\r\n")
                .contains("Final-Recipient: rfc822;ines@posthaste.example\r\n")
                .contains("Original-Message-ID: <1@far.example>\r\n")
                .contains("Disposition: manual-action/MDN-sent-manually; displayed\r\n");
        MimeBodyPart header = (MimeBodyPart) parts.getBodyPart(2);
        assertThat(header.isMimeType("text/rfc822-headers")).isTrue();
        assertThat(header.getEncoding()).isEqualTo("quoted-printable");
        assertThat(text(header))
                .isEqualTo(
                        "From: Ann <ann@far.example>\r\nSubject: gr\u00fc\u00dfe\r\n raw\r\n"
                                + "Message-ID: <1@far.example>\r\n");
    }

    @Test
    void nothingOfTheMessageBreaksOut() throws Exception {
        MimeMessage message =
                written(
                        "<1@far.example>\r\nBcc: evil@x.example",
                        "rfc822;a@b.example\r\nDisposition: evil",
                        "Read: a\r\nBcc: evil@x.example");
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getHeader("In-Reply-To")).isNull();
        String all = new String(message.getRawInputStream().readAllBytes(), ISO_8859_1);
        assertThat(all).doesNotContain("evil").containsOnlyOnce("Disposition: ");
    }
}
