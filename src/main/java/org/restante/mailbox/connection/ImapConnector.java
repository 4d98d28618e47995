package org.restante.mailbox.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.Problem;
import org.restante.mail.Tls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections: TCP, TLS with the host verified, sign-in; never retries by itself. */
public final class ImapConnector {

    private static final Logger log = LoggerFactory.getLogger(ImapConnector.class);

    private static final String NAME = "imap";
    private static final String PREFIX = "mail." + NAME;

    private final ConnectionSettings settings;
    private final ExchangeListener listener;

    public ImapConnector(ConnectionSettings settings, ExchangeListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Opens a connection and signs in.
     *
     * @throws MailException with what the server or the network did
     */
    public ImapConnection open(MailServer server, Credential credential) {
        boolean loopback = isLoopback(server);
        if (server.tls() == Tls.PLAIN && !loopback && !server.allowPlain()) {
            throw new MailException(Problem.ENCRYPTION_MISSING, server.host() + ": plain refused");
        }
        Sockets sockets = new Sockets();
        Watchdog watchdog = new Watchdog(sockets, settings.exchange());
        boolean opened = false;
        try (Watchdog.Watch _ = watchdog.watch()) {
            Wire wire = connect(server, sockets);
            signIn(wire, credential);
            if (settings.compress() && !loopback && wire.hasCapability("COMPRESS=DEFLATE")) {
                compress(wire);
            }
            opened = true;
            return new ImapConnection(wire, sockets, settings, listener);
        } catch (ProtocolException e) {
            throw refused(e, server, watchdog.hasBitten());
        } catch (IOException | RuntimeException e) {
            if (e instanceof MailException known) {
                throw known;
            }
            throw IoFailures.whileOpening(e, name(server), watchdog.hasBitten());
        } finally {
            if (!opened) {
                sockets.cut();
            }
        }
    }

    private Wire connect(MailServer server, Sockets sockets) throws IOException, ProtocolException {
        boolean implicit = server.tls() == Tls.IMPLICIT;
        Wire wire = new Wire(NAME, server.host(), server.port(), properties(sockets), implicit);
        if (wire.isAuthenticated()) {
            // Nobody has proved who they are; with STARTTLS it would also hide a stripped TLS.
            throw new MailException(Problem.SERVER_CONFUSED, name(server) + ": PREAUTH");
        }
        if (server.tls() == Tls.STARTTLS) {
            if (!wire.hasCapability("STARTTLS")) {
                throw new MailException(Problem.ENCRYPTION_MISSING, name(server) + ": no STARTTLS");
            }
            wire.startTLS();
            // What was said before TLS may have been said by somebody else.
            wire.capability();
        }
        return wire;
    }

    private void signIn(Wire wire, Credential credential) throws ProtocolException {
        wire.markCapabilities();
        String username = credential.username();
        String password = credential.password();
        if (wire.hasCapability("AUTH=PLAIN")) {
            wire.authplain(null, username, password);
        } else if (!wire.hasCapability("LOGINDISABLED")) {
            wire.login(username, password);
        } else if (wire.hasCapability("AUTH=LOGIN")) {
            wire.authlogin(username, password);
        } else {
            throw new MailException(Problem.ENCRYPTION_MISSING, "no sign-in by password offered");
        }
        if (!wire.saidCapabilities()) {
            wire.capability();
        }
    }

    private static void compress(Wire wire) throws IOException, ProtocolException {
        try {
            wire.startCompression("COMPRESS DEFLATE");
        } catch (CommandFailedException e) {
            // it goes without: the link may be compressed already (RFC 4978, section 3)
            log.debug("COMPRESS refused");
        }
    }

    private Properties properties(Sockets sockets) {
        Properties properties = new Properties();
        properties.put(PREFIX + ".socketFactory", sockets);
        properties.setProperty(PREFIX + ".socketFactory.fallback", "false");
        properties.setProperty(
                PREFIX + ".connectiontimeout", millis(settings.connect().toMillis()));
        properties.setProperty(PREFIX + ".timeout", millis(settings.read().toMillis()));
        properties.setProperty(PREFIX + ".ssl.checkserveridentity", "true");
        return properties;
    }

    private static String millis(long millis) {
        return Long.toString(millis);
    }

    private static boolean isLoopback(MailServer server) {
        try {
            return InetAddress.getByName(server.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static MailException refused(ProtocolException e, MailServer server, boolean cut) {
        Response response = e.getResponse();
        if (response instanceof RawResponse raw && raw.isStatus()) {
            return Failures.ofSignIn(raw.status());
        }
        Exception cause =
                response == null || response.getException() == null ? e : response.getException();
        return IoFailures.whileOpening(cause, name(server), cut);
    }

    private static String name(MailServer server) {
        return server.host() + ":" + server.port();
    }
}
