package org.restante.account;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSessions;
import org.restante.settings.MailDomain;
import org.restante.settings.MailDomains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Signs in against the mail server of the address's domain, not more often than is decent. */
@Component
class SignIn {

    static final int LONGEST_ADDRESS = 320;
    static final int LONGEST_PASSWORD = 1024;
    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private final MailDomains domains;
    private final MailSessions mail;
    private final SignInLimits limits;

    SignIn(MailDomains domains, MailSessions mail, SignInLimits limits) {
        this.domains = domains;
        this.mail = mail;
        this.limits = limits;
    }

    /** What came of it. */
    sealed interface Outcome {

        record Accepted(Account account, String password) implements Outcome {}

        record Refused(Refusal why, Duration delay) implements Outcome {

            Refused(Refusal why) {
                this(why, Duration.ZERO);
            }
        }
    }

    Outcome attempt(String typed, String password, String client) {
        String address = typed.strip();
        if (address.isEmpty() || address.startsWith("@") || password.isEmpty()) {
            return new Outcome.Refused(Refusal.INCOMPLETE);
        }
        if (address.length() > LONGEST_ADDRESS
                || password.length() > LONGEST_PASSWORD
                || address.chars().anyMatch(Character::isISOControl)) {
            return new Outcome.Refused(Refusal.WRONG_PASSWORD);
        }
        return domain(address)
                .map(domain -> attempt(address, domain, password, client))
                .orElseGet(() -> new Outcome.Refused(Refusal.UNKNOWN_DOMAIN));
    }

    private Optional<MailDomain> domain(String address) {
        int at = address.lastIndexOf('@');
        return at < 0
                ? domains.all().stream().findFirst()
                : domains.find(address.substring(at + 1));
    }

    private Outcome attempt(String typed, MailDomain domain, String password, String client) {
        int at = typed.lastIndexOf('@');
        String localPart = at < 0 ? typed : typed.substring(0, at);
        String address = localPart + "@" + domain.domain();
        String counted = address.toLowerCase(Locale.ROOT);

        Duration wait = limits.begin(counted, client);
        if (!wait.isZero()) {
            return new Outcome.Refused(Refusal.WAIT, wait);
        }
        Account account = new Account(address, domain.domain(), domain.username(localPart));
        try {
            mail.signIn(
                    new MailAccount(domain.imap(), account.username()),
                    new Credential(account.username(), password));
        } catch (MailException e) {
            return refused(e, counted, domain, client);
        } catch (RuntimeException e) {
            limits.undecided(counted, client);
            throw e;
        }
        limits.succeeded(counted, client);
        return new Outcome.Accepted(account, password);
    }

    private Outcome refused(MailException e, String counted, MailDomain domain, String client) {
        // Not the address: people type their password into that field.
        log.info("Sign-in refused: {} for {} from {}", e.problem(), domain.domain(), client);
        if (e.problem() != Problem.WRONG_PASSWORD && e.problem() != Problem.ACCOUNT_DISABLED) {
            limits.undecided(counted, client);
        }
        return new Outcome.Refused(Refusal.of(e.problem()));
    }
}
