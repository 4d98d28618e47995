package org.restante.mailbox.connection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.Problem;

/** Tells from what the network did what the user is told. */
final class IoFailures {

    private IoFailures() {}

    static MailException inExchange(Exception e, boolean cut) {
        Problem problem;
        if (cut || find(e, SocketTimeoutException.class) != null) {
            problem = Problem.SERVER_SILENT;
        } else if (e instanceof IOException) {
            problem = Problem.CONNECTION_LOST;
        } else {
            problem = Problem.SERVER_CONFUSED;
        }
        return new MailException(problem, e.getClass().getSimpleName(), e);
    }

    static MailException whileOpening(Exception e, String server, boolean cut) {
        return new MailException(opening(e, cut), server + ": " + describe(e), e);
    }

    private static String describe(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }

    private static Problem opening(Exception e, boolean cut) {
        if (find(e, UnknownHostException.class) != null
                || find(e, ConnectException.class) != null
                || find(e, NoRouteToHostException.class) != null
                || find(e, SocketConnectException.class) != null) {
            return Problem.SERVER_UNREACHABLE;
        }
        if (cut || find(e, SocketTimeoutException.class) != null) {
            return Problem.SERVER_SILENT;
        }
        if (find(e, CertificateException.class) != null
                || find(e, SSLPeerUnverifiedException.class) != null) {
            return Problem.CERTIFICATE_WRONG;
        }
        if (find(e, SSLHandshakeException.class) != null || find(e, SSLException.class) != null) {
            return Problem.ENCRYPTION_MISSING;
        }
        if (find(e, IOException.class) != null) {
            return Problem.SERVER_UNREACHABLE;
        }
        return Problem.SERVER_CONFUSED;
    }

    private static <T> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
