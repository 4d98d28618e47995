package org.restante.compose.submission;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/** Angus' SMTP, with the moment known after which the server may have taken the message. */
final class SmtpTransport extends SMTPTransport {

    /** RFC 5321, section 4.5.3.2.6: a server may think so long about a whole message. */
    private static final int LAST_ANSWER = 600_000;

    private final Runnable beforeEnd;
    private final Sockets sockets;
    private boolean ended;

    SmtpTransport(Session session, boolean implicit, Runnable beforeEnd, Sockets sockets) {
        super(
                session,
                new URLName(implicit ? "smtps" : "smtp", null, -1, null, null, null),
                implicit ? "smtps" : "smtp",
                implicit);
        this.beforeEnd = beforeEnd;
        this.sockets = sockets;
    }

    /** Whether the last octet may have gone. */
    boolean ended() {
        return ended;
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        beforeEnd.run();
        ended = true;
        sockets.patience(LAST_ANSWER);
        super.finishData();
    }
}
