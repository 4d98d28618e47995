package org.restante.settings;

import org.jspecify.annotations.Nullable;
import org.restante.mail.MailServer;

/**
 * A domain whose users may sign in, with its servers.
 *
 * @param domain in lower case
 * @param login what of the address the servers take as the user's name
 */
public record MailDomain(
        String domain, Login login, MailServer imap, MailServer smtp, @Nullable MailServer pop3) {

    /** What of an address is the user's name on the server. */
    public enum Login {
        ADDRESS,
        LOCAL_PART
    }

    /** The user's name on the servers of this domain. */
    public String username(String localPart) {
        return login == Login.ADDRESS ? localPart + "@" + domain : localPart;
    }
}
