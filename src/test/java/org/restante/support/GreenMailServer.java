package org.restante.support;

import com.icegreen.greenmail.imap.ImapConstants;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** In-process IMAP and SMTP for machines without a mail server; knows fewer extensions. */
public final class GreenMailServer implements MailServer {
    private final GreenMail greenMail;
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final List<SmtpSink.Envelope> sent = new CopyOnWriteArrayList<>();

    static {
        useOurCertificate();
    }

    private GreenMailServer() {
        greenMail =
                new GreenMail(
                        new ServerSetup[] {
                            setup(ServerSetup.PROTOCOL_IMAP),
                            setup(ServerSetup.PROTOCOL_IMAPS),
                            setup(ServerSetup.PROTOCOL_SMTP),
                            setup(ServerSetup.PROTOCOL_POP3)
                        });
        greenMail.start();
        greenMail.setQuotaSupported(true);
        GreenMailUser elsewhere = user("elsewhere", "never used");
        greenMail
                .getUserManager()
                .setMessageDeliveryHandler(
                        (message, to) -> {
                            sent.add(
                                    new SmtpSink.Envelope(
                                            String.valueOf(message.getReturnPath()),
                                            List.of(to.getEmail()),
                                            bytes(message.getMessage())));
                            GreenMailUser local =
                                    greenMail.getUserManager().getUserByEmail(to.getEmail());
                            return local == null ? elsewhere : local;
                        });
    }

    public static GreenMailServer start() {
        GreenMailServer server = new GreenMailServer();
        Cleanup.atExit(server);
        return server;
    }

    /** The server underneath. */
    public GreenMail greenMail() {
        return greenMail;
    }

    @Override
    public String name() {
        return "GreenMail";
    }

    @Override
    public int imapPort() {
        return greenMail.getImap().getPort();
    }

    @Override
    public int imapsPort() {
        return greenMail.getImaps().getPort();
    }

    @Override
    public int smtpPort() {
        return greenMail.getSmtp().getPort();
    }

    @Override
    public char separator() {
        return ImapConstants.HIERARCHY_DELIMITER_CHAR;
    }

    @Override
    public Map<String, String> users() {
        return Map.copyOf(passwords);
    }

    @Override
    public List<SmtpSink.Envelope> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void createUser(String login, String password) {
        boolean fresh = passwords.put(login, password) == null;
        user(login, password);
        if (fresh) {
            try (RawImap imap = connect(login)) {
                for (String name : List.of("Drafts", "Sent", "Junk", "Trash", "Archive")) {
                    imap.command("CREATE " + name);
                    imap.command("SUBSCRIBE " + name);
                }
            }
        }
    }

    @Override
    public void setQuota(String login, long kibibytes) {
        try (RawImap imap = connect(login)) {
            imap.command("SETQUOTA \"\" (STORAGE " + kibibytes + ")"); // here users may
        }
    }

    @Override
    public void close() {
        greenMail.stop();
    }

    private GreenMailUser user(String login, String password) {
        try {
            GreenMailUser known = greenMail.getUserManager().getUser(login);
            if (known != null) {
                known.setPassword(password);
                return known;
            }
            return greenMail.getUserManager().createUser(login, login, password);
        } catch (UserException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSetup setup(String protocol) {
        ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(20_000); // a busy machine takes longer than its 2 s
        return setup;
    }

    private static byte[] bytes(jakarta.mail.internet.MimeMessage message) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void useOurCertificate() {
        try {
            Path file = Files.createTempFile("restante-greenmail", ".p12");
            file.toFile().deleteOnExit();
            Certificate.write(Certificate.localhost().keyStore(), file);
            System.setProperty(
                    DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, file.toString());
            System.setProperty(
                    DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY,
                    Certificate.STORE_PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
