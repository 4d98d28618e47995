package org.restante.compose.submission;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.restante.compose.submission.SubmissionFailure.Kind;
import org.restante.mail.Credential;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.springframework.stereotype.Component;

/** Submits messages; never tries twice by itself. */
@Component
public class Submissions {

    private static final String CONNECT = "8000";
    private static final String READ = "60000";

    /**
     * Submits one message to all of its recipients or to none.
     *
     * @param beforeEnd run when all of the message has gone and before the dot that makes the
     *     server responsible for it; what fails later leaves it uncertain
     * @throws SubmissionFailure where the server did not take it, or may not have
     */
    public void submit(
            MailServer server, Credential credential, Submission submission, Runnable beforeEnd) {
        boolean international = isInternational(submission);
        Sockets sockets = new Sockets();
        Session session = Session.getInstance(properties(server, submission, sockets));
        SmtpTransport transport =
                new SmtpTransport(session, server.tls() == Tls.IMPLICIT, beforeEnd, sockets);
        try {
            connect(transport, server, credential);
            long most = number(transport.getExtensionParameter("SIZE"));
            if (most > 0 && submission.size() > most) {
                throw new SubmissionFailure(Kind.TOO_LARGE, 0, List.of(), "SIZE " + most);
            }
            if (international && !transport.supportsExtension("SMTPUTF8")) {
                throw new SubmissionFailure(Kind.ADDRESS_NOT_WRITABLE, 0, List.of(), "no SMTPUTF8");
            }
            boolean eightBit = transport.supportsExtension("8BITMIME");
            List<String> told = new ArrayList<>();
            if (submission.eightBit() && eightBit) {
                told.add("BODY=8BITMIME"); // RFC 6152
            }
            if (submission.size() > 0 && transport.supportsExtension("SIZE")) {
                told.add("SIZE=" + submission.size()); // RFC 1870: refused before it is sent
            }
            if (!told.isEmpty()) {
                set(session.getProperties(), "mailextension", String.join(" ", told));
            }
            InputStream message =
                    submission.unchanged() && !eightBit
                            ? new SevenBitStream(submission.message(), sockets::cut)
                            : submission.message();
            transport.sendMessage(
                    new StreamedMessage(session, message, submission.size()),
                    addresses(submission));
        } catch (MessagingException e) {
            throw failure(e, transport.ended());
        } finally {
            close(transport, sockets);
        }
    }

    /** The largest message that the server takes, 0 where it does not say; sends nothing. */
    long limits(MailServer server, Credential credential) {
        Sockets sockets = new Sockets();
        Submission nothing =
                new Submission(
                        "", List.of(), 0, false, false, false, InputStream.nullInputStream());
        Session session = Session.getInstance(properties(server, nothing, sockets));
        SmtpTransport transport =
                new SmtpTransport(session, server.tls() == Tls.IMPLICIT, () -> {}, sockets);
        try {
            connect(transport, server, credential);
            return number(transport.getExtensionParameter("SIZE"));
        } catch (MessagingException e) {
            throw failure(e, false);
        } finally {
            close(transport, sockets);
        }
    }

    private static void connect(SmtpTransport transport, MailServer server, Credential credential)
            throws MessagingException {
        if (server.tls() == Tls.PLAIN && !server.allowPlain() && !isLoopback(server)) {
            throw new SubmissionFailure(
                    Kind.ENCRYPTION_MISSING, 0, List.of(), server.host() + ": plain refused");
        }
        transport.connect(
                server.host(), server.port(), credential.username(), credential.password());
    }

    private static void close(SmtpTransport transport, Sockets sockets) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // the server has gone first
        } finally {
            sockets.cut();
        }
    }

    private static Properties properties(
            MailServer server, Submission submission, Sockets sockets) {
        Properties properties = new Properties();
        set(properties, "auth", "true");
        set(properties, "auth.mechanisms", "PLAIN LOGIN");
        set(properties, "connectiontimeout", CONNECT);
        set(properties, "timeout", READ);
        set(properties, "writetimeout", READ);
        set(properties, "localhost", "restante.invalid");
        set(properties, "ssl.checkserveridentity", "true");
        set(properties, "starttls.enable", Boolean.toString(server.tls() == Tls.STARTTLS));
        set(properties, "starttls.required", Boolean.toString(server.tls() == Tls.STARTTLS));
        set(properties, "sendpartial", "false");
        set(properties, "quitwait", "false");
        set(properties, "userset", "false");
        set(properties, "from", submission.from().isEmpty() ? "<>" : submission.from());
        set(properties, "allowutf8", Boolean.toString(isInternational(submission)));
        properties.put("mail.smtp.socketFactory", sockets);
        properties.put("mail.smtps.socketFactory", sockets);
        set(properties, "socketFactory.fallback", "false");
        if (submission.deliveryReport()) {
            set(properties, "dsn.notify", "SUCCESS,FAILURE,DELAY");
            set(properties, "dsn.ret", "HDRS");
        }
        return properties;
    }

    /** Implicit TLS has names of its own. */
    private static void set(Properties properties, String name, String value) {
        properties.setProperty("mail.smtp." + name, value);
        properties.setProperty("mail.smtps." + name, value);
    }

    private static boolean isInternational(Submission submission) {
        return !isAscii(submission.from())
                || submission.recipients().stream().anyMatch(one -> !isAscii(one));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static Address[] addresses(Submission submission) {
        List<InternetAddress> addresses = new ArrayList<>();
        for (String recipient : submission.recipients()) {
            InternetAddress address = new InternetAddress();
            address.setAddress(recipient);
            addresses.add(address);
        }
        return addresses.toArray(new InternetAddress[0]);
    }

    private static SubmissionFailure failure(MessagingException e, boolean ended) {
        List<String> refused = new ArrayList<>();
        int code = 0;
        Kind kind = null;
        for (Exception cause = e; cause != null; cause = next(cause)) {
            switch (cause) {
                case SMTPAddressFailedException address -> {
                    refused.add(address.getAddress().getAddress());
                    code = address.getReturnCode();
                    kind =
                            code >= 500 || kind == Kind.RECIPIENT_REFUSED
                                    ? Kind.RECIPIENT_REFUSED
                                    : Kind.LATER;
                }
                case SMTPSenderFailedException sender -> {
                    code = sender.getReturnCode();
                    kind = ofCode(code, Kind.SENDER_REFUSED);
                }
                case SMTPSendFailedException send -> {
                    if (code == 0) {
                        code = send.getReturnCode();
                        kind = ofCode(code, Kind.REFUSED);
                    }
                }
                default -> {
                    // says nothing by itself
                }
            }
        }
        if (kind != null && code > 0) {
            return new SubmissionFailure(kind, code, List.copyOf(refused), "reply " + code);
        }
        if (ended) {
            return new SubmissionFailure(Kind.UNCERTAIN, "no answer to the end", e);
        }
        return new SubmissionFailure(ofCause(e), e.getClass().getSimpleName(), e);
    }

    private static Kind ofCode(int code, Kind refused) {
        return switch (code) {
            case 552, 523 -> Kind.TOO_LARGE;
            case 535, 530, 534 -> Kind.WRONG_PASSWORD;
            default -> code >= 500 ? refused : Kind.LATER;
        };
    }

    private static Kind ofCause(MessagingException e) {
        if (e instanceof AuthenticationFailedException) {
            // a server that is busy says so with a code of the other hundred; one that is gone,
            // nothing
            String said = e.getMessage() == null ? "" : e.getMessage();
            return said.startsWith("5")
                    ? Kind.WRONG_PASSWORD
                    : said.startsWith("4") ? Kind.LATER : Kind.UNREACHABLE;
        }
        boolean tls = false;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof SSLPeerUnverifiedException) {
                return Kind.CERTIFICATE_WRONG;
            }
            tls |= cause instanceof SSLException;
        }
        boolean missing = e.getMessage() != null && e.getMessage().contains("STARTTLS");
        return tls || missing ? Kind.ENCRYPTION_MISSING : Kind.UNREACHABLE;
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException messaging ? messaging.getNextException() : null;
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,15}") ? Long.parseLong(text) : 0;
    }

    private static boolean isLoopback(MailServer server) {
        try {
            return InetAddress.getByName(server.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
