package org.restante.compose.submission;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A message that goes from its stream to the server, as it is and in constant memory. */
final class StreamedMessage extends MimeMessage {

    private final Submission submission;

    StreamedMessage(Session session, Submission submission) {
        super(session);
        this.submission = submission;
    }

    @Override
    public int getSize() {
        return (int) Math.min(Integer.MAX_VALUE, submission.size());
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException {
        submission.message().transferTo(out);
    }
}
