package org.restante.settings;

import org.jspecify.annotations.Nullable;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail domain from configuration ({@code restante.mail.*}); refuses at start what could not
 * work, in words that name the property.
 */
@ConfigurationProperties("restante.mail")
record MailProperties(
        @Nullable String domain,
        @DefaultValue("address") MailDomain.Login login,
        @DefaultValue Server imap,
        @DefaultValue Server smtp,
        @DefaultValue Server pop3,
        @DefaultValue("false") boolean allowPlain,
        @DefaultValue("4") int connections) {

    /** One server; the port follows from the protection where it is not given. */
    record Server(
            @Nullable String host, @Nullable Integer port, @DefaultValue("implicit") Tls tls) {

        boolean isSet() {
            return host != null && !host.isBlank();
        }
    }

    MailProperties {
        if (domain != null && domain.isBlank()) {
            domain = null;
        }
        if (domain == null && imap.isSet()) {
            throw refused("domain", "is missing: which addresses belong to " + imap.host() + "?");
        }
        if (domain != null && !imap.isSet()) {
            throw refused("imap.host", "is missing: where is the mail of " + domain + "?");
        }
        if (connections < 1 || connections > 50) {
            throw refused("connections", "must be 1 to 50, is " + connections);
        }
        check("imap", imap, allowPlain);
        check("smtp", smtp, allowPlain);
        check("pop3", pop3, allowPlain);
    }

    /** The configured domain, or null where none is configured. */
    @Nullable MailDomain toDomain() {
        String host = imap.host();
        if (domain == null || host == null) {
            return null;
        }
        String name = Domains.normal(domain);
        if (name == null) {
            throw refused("domain", "is no domain name: " + domain);
        }
        String smtpHost = smtp.isSet() ? smtp.host() : host;
        return new MailDomain(
                name,
                login,
                server(host, imap, 993, 143),
                server(smtpHost == null ? host : smtpHost, smtp, 465, 587),
                pop3.host() == null ? null : server(pop3.host(), pop3, 995, 110));
    }

    private MailServer server(String host, Server server, int implicit, int other) {
        Integer port = server.port();
        int fallback = server.tls() == Tls.IMPLICIT ? implicit : other;
        return new MailServer(
                host.strip(),
                port == null ? fallback : port,
                server.tls(),
                allowPlain,
                connections);
    }

    private static void check(String name, Server server, boolean allowPlain) {
        Integer port = server.port();
        if (port != null && (port < 1 || port > 65535)) {
            throw refused(name + ".port", "must be 1 to 65535, is " + port);
        }
        String host = server.host();
        if (host != null && server.tls() == Tls.PLAIN && !allowPlain && !Domains.isLoopback(host)) {
            throw refused(
                    name + ".tls",
                    "is plain, so passwords would cross the network unprotected to "
                            + host
                            + "; use implicit or starttls, or allow it by"
                            + " restante.mail.allow-plain=true");
        }
    }

    private static IllegalArgumentException refused(String property, String why) {
        return new IllegalArgumentException("restante.mail." + property + " " + why);
    }
}
