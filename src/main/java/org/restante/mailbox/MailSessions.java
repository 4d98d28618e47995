package org.restante.mailbox;

import org.restante.mail.Credential;

/** Opens and ends sessions with mail servers. */
public interface MailSessions {

    /**
     * Signs in to the server; the connection stays for the session's first page.
     *
     * @throws org.restante.mail.MailException where the server refuses or cannot be reached
     */
    MailSession signIn(MailAccount account, Credential credential);

    /** The session of somebody who signed in before, perhaps on another node; does no I/O. */
    MailSession resume(MailAccount account, Credential credential);

    /** Closes all connections of the account; sessions that go on open new ones when needed. */
    void end(MailAccount account);

    /** How many connections of the account are open on this node. */
    int connections(MailAccount account);
}
