package org.restante.setup;

import java.net.IDN;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.restante.settings.MailDomain;

/**
 * What a mail program asks for.
 *
 * @param pop null where the domain has none
 */
record Servers(Server imap, @Nullable Server pop, Server smtp, String username) {

    /**
     * One server.
     *
     * @param host as every program takes it: ASCII (RFC 5890), an IPv6 address without brackets
     * @param readable the same host as people write it; empty where that is no different
     */
    record Server(String host, String readable, int port, Tls tls) {

        static Server of(MailServer server) {
            String host = ascii(server.host());
            String readable = IDN.toUnicode(host);
            return new Server(
                    host, readable.equals(host) ? "" : readable, server.port(), server.tls());
        }

        private static String ascii(String host) {
            if (host.startsWith("[") && host.endsWith("]")) {
                return host.substring(1, host.length() - 1);
            }
            try {
                return IDN.toASCII(host);
            } catch (IllegalArgumentException e) {
                return host;
            }
        }
    }

    static Servers of(MailDomain domain, Account account) {
        MailServer pop = domain.pop3();
        return new Servers(
                Server.of(domain.imap()),
                pop == null ? null : Server.of(pop),
                Server.of(domain.smtp()),
                account.username());
    }

    /** Where mail is fetched: from the POP server if that is wanted and there is one. */
    public Server incoming(boolean wantsPop) {
        return wantsPop && pop != null ? pop : imap;
    }

    /** Whether a password may cross the network unprotected. */
    public boolean isPlain(boolean wantsPop) {
        return Stream.of(incoming(wantsPop), smtp).anyMatch(server -> server.tls() == Tls.PLAIN);
    }
}
