package org.restante.account;

import java.util.Optional;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSessions;
import org.restante.settings.Announced;
import org.restante.settings.MailDomain;
import org.restante.settings.MailDomains;
import org.springframework.stereotype.Component;

/** This node's connections to the mail server of an address; they go when a session of it ends. */
@Component
class Connections implements Announced {

    private final MailSessions mail;
    private final MailDomains domains;

    Connections(MailSessions mail, MailDomains domains) {
        this.mail = mail;
        this.domains = domains;
    }

    int count(String address) {
        return account(address).map(mail::connections).orElse(0);
    }

    void close(String address) {
        account(address).ifPresent(mail::end);
    }

    @Override
    public String channel() {
        return "restante_session_ended";
    }

    /** Some node, or the clean-up of what expired, ended a session of this address. */
    @Override
    public void heard(String address) {
        // Saying goodbye to a slow server must not hold the other news up.
        Thread.ofVirtual().name("connections-end").start(() -> close(address));
    }

    /** What nobody uses any more closes by itself after a few minutes. */
    @Override
    public void missed() {}

    private Optional<MailAccount> account(String address) {
        int at = address.lastIndexOf('@');
        return domains.find(address.substring(at + 1)).map(domain -> account(domain, address, at));
    }

    private static MailAccount account(MailDomain domain, String address, int at) {
        String localPart = address.substring(0, Math.max(at, 0));
        return new MailAccount(domain.imap(), domain.username(localPart));
    }
}
