package org.restante.setup;

import java.net.IDN;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.mail.MailServer;
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
     * @param security {@code IMPLICIT}, {@code STARTTLS} or {@code PLAIN}, the key of its words
     */
    record Server(String host, int port, String security) {

        static Server of(MailServer server) {
            return new Server(readable(server.host()), server.port(), server.tls().name());
        }

        private static String readable(String host) {
            return host.startsWith("xn--") || host.contains(".xn--") ? IDN.toUnicode(host) : host;
        }
    }

    /** Where mail is fetched from; by IMAP where there is no POP. */
    Server incoming(boolean byPop) {
        return byPop && pop != null ? pop : imap;
    }

    static Servers of(MailDomain domain, Account account) {
        MailServer pop = domain.pop3();
        return new Servers(
                Server.of(domain.imap()),
                pop == null ? null : Server.of(pop),
                Server.of(domain.smtp()),
                account.username());
    }
}
