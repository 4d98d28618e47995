package org.restante.support;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Properties;

/** Sends a message as any mail program would: submission with AUTH. */
public final class MailTransport {
    private MailTransport() {}

    public static void send(MailServer server, String from, List<String> to, byte[] message)
            throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.auth", "true");
        properties.setProperty("mail.smtp.from", from);
        Session session = Session.getInstance(properties);
        InternetAddress[] recipients = new InternetAddress[to.size()];
        for (int i = 0; i < recipients.length; i++) {
            recipients[i] = new InternetAddress(to.get(i));
        }
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(server.host(), server.smtpPort(), from, server.users().get(from));
            transport.sendMessage(
                    new MimeMessage(session, new ByteArrayInputStream(message)), recipients);
        }
    }
}
