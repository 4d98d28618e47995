package org.restante.mail;

/**
 * Where and how a mail server is reached.
 *
 * @param allowPlain whether {@link Tls#PLAIN} may be used beyond loopback
 * @param connections how many connections one account may hold at most; where there are two or
 *     more, one of them watches
 */
public record MailServer(String host, int port, Tls tls, boolean allowPlain, int connections) {

    public MailServer {
        if (host.isBlank() || port < 1 || port > 65535 || connections < 1) {
            throw new IllegalArgumentException("not a mail server: " + host + ":" + port);
        }
    }
}
