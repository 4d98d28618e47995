package org.restante.reading.message;

import java.io.InputStream;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.reading.mime.Attachment;
import org.restante.reading.mime.MessageParts;
import org.restante.reading.mime.TransferDecoding;
import org.springframework.stereotype.Component;

/** Parts of messages, and whole messages, as streams of files in constant memory. */
@Component
public class AttachmentStreams {

    /** A file: what it is, and its content as it is to be stored. */
    public record FileStream(Attachment file, InputStream content) {}

    /**
     * Opens one part, decoded.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where there is no such part
     */
    public FileStream part(MailSession session, MailboxName mailbox, Uid uid, String section) {
        MessageSummary summary = summary(session, mailbox, uid);
        Attachment file =
                MessageParts.find(summary.structure(), section, summary.envelope().subject())
                        .orElseThrow(
                                () ->
                                        new MailException(
                                                Problem.MESSAGE_MISSING,
                                                "UID " + uid + " has no such part"));
        InputStream encoded = session.stream(mailbox, uid, section);
        // A message may not be encoded as a whole (RFC 2046, section 5.2.1).
        boolean asItIs = file.mediaType().startsWith("message/");
        return new FileStream(
                file, asItIs ? encoded : TransferDecoding.decode(encoded, file.encoding()));
    }

    /** Opens the whole message as it is on the server. */
    public FileStream source(MailSession session, MailboxName mailbox, Uid uid) {
        MessageSummary summary = summary(session, mailbox, uid);
        return new FileStream(
                Attachment.source(summary.envelope().subject(), summary.size()),
                session.stream(mailbox, uid, ""));
    }

    private static MessageSummary summary(MailSession session, MailboxName mailbox, Uid uid) {
        return session.in(mailbox, opened -> Messages.summary(opened, uid));
    }
}
