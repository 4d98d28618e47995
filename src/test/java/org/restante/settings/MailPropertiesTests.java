package org.restante.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.restante.mail.MailServer;
import org.restante.mail.Tls;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class MailPropertiesTests {

    @Test
    void portsFollowFromTheProtection() {
        MailDomain domain =
                bind(Map.of(
                                "restante.mail.domain", "Bücher.example",
                                "restante.mail.imap.host", "imap.example",
                                "restante.mail.smtp.tls", "starttls",
                                "restante.mail.pop3.host", "pop.example",
                                "restante.mail.login", "local-part"))
                        .toDomain();

        assertThat(domain.domain()).isEqualTo("xn--bcher-kva.example");
        assertThat(domain.imap())
                .isEqualTo(new MailServer("imap.example", 993, Tls.IMPLICIT, false, 4));
        assertThat(domain.smtp())
                .isEqualTo(new MailServer("imap.example", 587, Tls.STARTTLS, false, 4));
        assertThat(domain.pop3().port()).isEqualTo(995);
        assertThat(domain.username("ines")).isEqualTo("ines");
    }

    @Test
    void nothingConfiguredIsNoDomain() {
        assertThat(bind(Map.of("restante.mail.domain", " ")).toDomain()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "imap.host, imap.example, '', '', restante.mail.domain is missing",
        "domain, a.example, '', '', restante.mail.imap.host is missing",
        "domain, a.example, imap.port, 70000, restante.mail.imap",
        "domain, a.example, connections, 0, restante.mail.connections",
    })
    void whatCannotWorkIsRefusedByName(
            String name, String value, String other, String otherValue, String words) {
        var properties = new java.util.HashMap<String, String>();
        properties.put("restante.mail." + name, value);
        if (!other.isEmpty()) {
            properties.put("restante.mail.imap.host", "imap.example");
            properties.put("restante.mail." + other, otherValue);
        }
        assertThat(failure(properties)).contains(words);
    }

    @Test
    void plainIsForLoopbackOnlyUnlessAllowed() {
        var properties =
                new java.util.HashMap<>(
                        Map.of(
                                "restante.mail.domain", "a.example",
                                "restante.mail.imap.host", "imap.example",
                                "restante.mail.imap.tls", "plain"));
        assertThat(failure(properties)).contains("restante.mail.imap.tls is plain");

        properties.put("restante.mail.allow-plain", "true");
        assertThat(bind(properties).toDomain().imap().allowPlain()).isTrue();

        properties.remove("restante.mail.allow-plain");
        properties.put("restante.mail.imap.host", "127.0.0.1");
        assertThat(bind(properties).toDomain().imap().port()).isEqualTo(143);
    }

    private static MailProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("restante.mail", MailProperties.class);
    }

    private static String failure(Map<String, String> properties) {
        try {
            bind(properties);
        } catch (RuntimeException e) {
            StringBuilder all = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                all.append(cause.getMessage()).append('\n');
            }
            return all.toString();
        }
        throw new AssertionError("was accepted: " + properties);
    }
}
