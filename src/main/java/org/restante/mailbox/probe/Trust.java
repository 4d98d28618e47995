package org.restante.mailbox.probe;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Lets every certificate pass so that it can be looked at, and remembers whether the JVM would have
 * refused it. After a refused one nothing is sent: the probe ends there.
 */
final class Trust extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager real;
    private List<X509Certificate> chain = List.of();
    private boolean trusted;
    private boolean verified;

    Trust(@Nullable KeyStore anchors) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(anchors);
        this.real = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /** What the server showed, its own certificate first. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** Whether an authority that the JVM trusts vouches for it. */
    boolean trusted() {
        return trusted;
    }

    /** Whether it is valid for the host as well: only then may a password be sent. */
    boolean verified() {
        return verified;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket) {
        chain = List.of(shown);
        trusted = passes(() -> real.checkServerTrusted(shown, type));
        verified =
                trusted && passes(() -> real.checkServerTrusted(shown, type, (SSLSocket) socket));
    }

    private static boolean passes(Check check) {
        try {
            check.run();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** One of the JVM's own checks. */
    @FunctionalInterface
    private interface Check {
        void run() throws CertificateException;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("sockets only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String type)
            throws CertificateException {
        throw new CertificateException("sockets only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("servers only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] shown, String type)
            throws CertificateException {
        throw new CertificateException("servers only");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return real.getAcceptedIssuers();
    }
}
