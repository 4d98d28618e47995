package org.restante.support;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server that tests and {@code test-run} may do with as they like. Login is the address. */
public interface MailServer extends AutoCloseable {
    AtomicInteger NEXT_USER = new AtomicInteger();

    /** A short name for people: {@code Dovecot 2.3.19.1}, {@code GreenMail}. */
    String name();

    default String host() {
        return "127.0.0.1";
    }

    /** Plain; with STARTTLS where the server knows it. */
    int imapPort();

    /** TLS from the first byte, with {@link Certificate#localhost()}. */
    int imapsPort();

    /** Submission with AUTH, plain; with STARTTLS where the server knows it. */
    int smtpPort();

    /** Between the levels of a mailbox name. */
    char separator();

    /** Adds the user with an empty mailbox, or gives the one that exists a new password. */
    void createUser(String login, String password);

    /** Adds a user with a quota in kibibytes, which is quicker than {@link #setQuota} later. */
    default void createUser(String login, String password, long kibibytes) {
        createUser(login, password);
        setQuota(login, kibibytes);
    }

    /** Adds a user that no other test knows, with the password {@code letter-box-1}. */
    default String newUser() {
        String login = "user" + NEXT_USER.incrementAndGet() + "@posthaste.example";
        createUser(login, "letter-box-1");
        return login;
    }

    /**
     * Limits the user's storage, in kibibytes as in RFC 9208; counts for connections made later.
     */
    void setQuota(String login, long kibibytes);

    /** The users and passwords so far. */
    Map<String, String> users();

    /** A message that the server has taken over for somewhere else; newest last. */
    List<SmtpSink.Envelope> sent();

    /** A new connection, signed in. */
    default RawImap connect(String login) {
        String password = users().get(login);
        if (password == null) {
            throw new IllegalArgumentException("no such user: " + login);
        }
        return RawImap.connect(host(), imapPort()).login(login, password);
    }

    /** Puts one message where it is wanted; the mailbox is created when it does not exist. */
    default void append(
            String login, String mailbox, byte[] message, List<String> flags, ZonedDateTime date) {
        try (RawImap imap = connect(login)) {
            imap.createIfAbsent(mailbox);
            imap.append(mailbox, List.of(new RawImap.Message(message, flags, date)));
        }
    }

    @Override
    void close();
}
