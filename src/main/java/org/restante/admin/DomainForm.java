package org.restante.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.restante.settings.Domains;
import org.restante.settings.MailDomain;
import org.restante.settings.ServedDomain;

/** A mail domain as it was typed; all of it may be wrong. */
record DomainForm(
        String domain,
        String login,
        String connections,
        String position,
        boolean allowPlain,
        Server imap,
        Server smtp,
        Server pop3) {

    private static final int MOST_CONNECTIONS = 50;
    private static final int LAST_PORT = 65_535;
    private static final int LAST_POSITION = 9_999;

    /** One server as it was typed. */
    record Server(String host, String port, String tls) {

        Server {
            host = host.strip();
            port = port.strip();
        }

        static Server of(@Nullable MailServer server, int port) {
            return server == null
                    ? new Server("", "" + port, Tls.IMPLICIT.name())
                    : new Server(server.host(), "" + server.port(), server.tls().name());
        }

        private void check(String name, boolean allowPlain, Map<String, String> mistakes) {
            if (host.isEmpty() || Domains.host(host) == null) {
                mistakes.put(
                        name + "Host", host.isEmpty() ? "admin.host.missing" : "admin.host.wrong");
            }
            if (number(port, 1, LAST_PORT) == null) {
                mistakes.put(name + "Port", "admin.port.wrong");
            }
            if (asTls() == null) {
                mistakes.put(name + "Tls", "admin.tls.wrong");
            } else if (isPlain() && !allowPlain && !Domains.isLoopback(host)) {
                mistakes.put(name + "Tls", "admin.tls.plain");
            }
        }

        private boolean isPlain() {
            return Tls.PLAIN.name().equals(tls);
        }

        private @Nullable Tls asTls() {
            return List.of(Tls.values()).stream()
                    .filter(one -> one.name().equals(tls))
                    .findFirst()
                    .orElse(null);
        }

        private MailServer to(boolean allowPlain, int connections) {
            return new MailServer(
                    Objects.requireNonNull(Domains.host(host)),
                    Integer.parseInt(port),
                    Tls.valueOf(tls),
                    allowPlain,
                    connections);
        }
    }

    static DomainForm empty(int position) {
        return new DomainForm(
                "",
                MailDomain.Login.ADDRESS.name(),
                "3",
                "" + position,
                false,
                Server.of(null, 993),
                Server.of(null, 465),
                Server.of(null, 995));
    }

    static DomainForm of(ServedDomain served) {
        MailDomain servers = served.servers();
        return new DomainForm(
                served.domain(),
                servers.login().name(),
                "" + servers.imap().connections(),
                "" + served.position(),
                servers.imap().allowPlain(),
                Server.of(servers.imap(), 993),
                Server.of(servers.smtp(), 465),
                Server.of(servers.pop3(), 995));
    }

    DomainForm named(String name) {
        return new DomainForm(name, login, connections, position, allowPlain, imap, smtp, pop3);
    }

    /** By field, the key of the sentence that says what is wrong; empty where all is well. */
    Map<String, String> mistakes() {
        Map<String, String> mistakes = new LinkedHashMap<>();
        if (name().isEmpty()) {
            mistakes.put(
                    "domain", domain.isBlank() ? "admin.domain.missing" : "admin.domain.wrong");
        }
        mistakes.putAll(serverMistakes());
        if (isNoLogin()) {
            mistakes.put("login", "admin.login.wrong");
        }
        if (number(connections, 1, MOST_CONNECTIONS) == null) {
            mistakes.put("connections", "admin.connections.wrong");
        }
        if (number(position, 0, LAST_POSITION) == null) {
            mistakes.put("position", "admin.position.wrong");
        }
        return mistakes;
    }

    private Map<String, String> serverMistakes() {
        Map<String, String> mistakes = new LinkedHashMap<>();
        imap.check("imap", allowPlain, mistakes);
        smtp.check("smtp", allowPlain, mistakes);
        if (!pop3.host().isEmpty()) {
            pop3.check("pop3", allowPlain, mistakes);
        }
        return mistakes;
    }

    private boolean isNoLogin() {
        return List.of(MailDomain.Login.values()).stream()
                .noneMatch(one -> one.name().equals(login));
    }

    /** The domain in the form in which it is compared, or nothing where it is none. */
    String name() {
        String host = Domains.host(domain.startsWith("@") ? domain.substring(1) : domain);
        boolean address = host == null || host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return host == null || address ? "" : host;
    }

    /** What it says, where there are no mistakes. */
    ServedDomain toServed(boolean enabled) {
        int most = Integer.parseInt(connections.strip());
        MailDomain servers =
                new MailDomain(
                        name(),
                        MailDomain.Login.valueOf(login),
                        imap.to(allowPlain, most),
                        smtp.to(allowPlain, most),
                        pop3.host().isEmpty() ? null : pop3.to(allowPlain, most));
        return new ServedDomain(servers, Integer.parseInt(position.strip()), enabled, true);
    }

    private static @Nullable Integer number(String text, int least, int most) {
        if (!text.strip().matches("[0-9]{1,5}")) {
            return null;
        }
        int number = Integer.parseInt(text.strip());
        return number < least || number > most ? null : number;
    }
}
