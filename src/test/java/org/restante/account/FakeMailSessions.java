package org.restante.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.MailSessions;

/** A mail server of a few accounts that fails as a test wants it to. */
public final class FakeMailSessions implements MailSessions {

    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    public final List<MailAccount> ended = new ArrayList<>();
    public volatile Problem problem;
    public volatile int signIns;

    public void add(String username, String password) {
        passwords.put(username, password);
    }

    @Override
    public MailSession signIn(MailAccount account, Credential credential) {
        signIns++;
        if (problem != null) {
            throw new MailException(problem, "as the test wants it");
        }
        if (!credential.password().equals(passwords.get(credential.username()))) {
            throw new MailException(Problem.WRONG_PASSWORD, "NO [AUTHENTICATIONFAILED]");
        }
        return new FakeMailSession(account, credential);
    }

    @Override
    public MailSession resume(MailAccount account, Credential credential) {
        return new FakeMailSession(account, credential);
    }

    @Override
    public void end(MailAccount account) {
        ended.add(account);
    }

    @Override
    public int connections(MailAccount account) {
        return 2;
    }

    /** Knows who it is for and nothing else. */
    public record FakeMailSession(MailAccount account, Credential credential)
            implements MailSession {

        @Override
        public <T> T in(org.restante.mail.MailboxName mailbox, MailboxOperation<T> operation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public org.restante.mailbox.Appended append(
                org.restante.mail.MailboxName mailbox,
                java.util.Set<org.restante.mail.Flag> flags,
                java.util.List<org.restante.mailbox.Piece> pieces) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T with(AccountOperation<T> operation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public java.io.InputStream stream(
                org.restante.mail.MailboxName mailbox, org.restante.mail.Uid uid, String section) {
            throw new UnsupportedOperationException();
        }
    }
}
