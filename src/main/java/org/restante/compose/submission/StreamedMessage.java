package org.restante.compose.submission;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A message that goes from its stream to the server, as it is and in constant memory. */
final class StreamedMessage extends MimeMessage {

    private final InputStream message;
    private final long size;

    StreamedMessage(Session session, InputStream message, long size) {
        super(session);
        this.message = message;
        this.size = size;
    }

    @Override
    public int getSize() {
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    @Override
    public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException {
        message.transferTo(out);
    }
}
