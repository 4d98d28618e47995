package org.restante.settings;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;

/** A mail domain as the table {@code mail_domain} has it. */
@Entity
@Table(name = "mail_domain")
@SuppressWarnings("NullAway.Init") // the columns are NOT NULL; Hibernate sets the fields
class MailDomainRow {

    @Id private String domain;

    private int position;

    private boolean enabled;

    @Enumerated(EnumType.STRING)
    @Column(columnDefinition = "varchar(16)")
    private MailDomain.Login login;

    private boolean allowPlain;
    private int connections;
    private String imapHost;
    private int imapPort;

    @Enumerated(EnumType.STRING)
    private Tls imapTls;

    private String smtpHost;
    private int smtpPort;

    @Enumerated(EnumType.STRING)
    private Tls smtpTls;

    private @Nullable String pop3Host;
    private @Nullable Integer pop3Port;

    @Enumerated(EnumType.STRING)
    private @Nullable Tls pop3Tls;

    protected MailDomainRow() {}

    MailDomainRow(ServedDomain served) {
        MailDomain servers = served.servers();
        domain = servers.domain();
        position = served.position();
        enabled = served.enabled();
        login = servers.login();
        allowPlain = servers.imap().allowPlain();
        connections = servers.imap().connections();
        imapHost = servers.imap().host();
        imapPort = servers.imap().port();
        imapTls = servers.imap().tls();
        smtpHost = servers.smtp().host();
        smtpPort = servers.smtp().port();
        smtpTls = servers.smtp().tls();
        MailServer pop3 = servers.pop3();
        pop3Host = pop3 == null ? null : pop3.host();
        pop3Port = pop3 == null ? null : pop3.port();
        pop3Tls = pop3 == null ? null : pop3.tls();
    }

    boolean isEnabled() {
        return enabled;
    }

    String domain() {
        return domain;
    }

    ServedDomain toServed() {
        return new ServedDomain(toDomain(), position, enabled, true);
    }

    MailDomain toDomain() {
        return new MailDomain(
                domain,
                login,
                server(imapHost, imapPort, imapTls),
                server(smtpHost, smtpPort, smtpTls),
                pop3Host == null || pop3Port == null || pop3Tls == null
                        ? null
                        : server(pop3Host, pop3Port, pop3Tls));
    }

    private MailServer server(String host, int port, Tls tls) {
        return new MailServer(host, port, tls, allowPlain, connections);
    }
}
