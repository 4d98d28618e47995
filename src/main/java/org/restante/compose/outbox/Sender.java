package org.restante.compose.outbox;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.restante.compose.Draft;
import org.restante.compose.Draft.Manner;
import org.restante.compose.Recipient;
import org.restante.compose.mime.MessageWriter;
import org.restante.compose.submission.Submission;
import org.restante.compose.submission.SubmissionFailure;
import org.restante.compose.submission.SubmissionFailure.Kind;
import org.restante.compose.submission.Submissions;
import org.restante.mail.Address;
import org.restante.mail.Credential;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.MailSessions;
import org.restante.settings.MailDomain;
import org.restante.settings.MailDomains;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends what is due. The row in the database says how far it has come before it goes further, so
 * that whoever takes over knows whether the server may have the message already.
 */
@Component
class Sender {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final Duration OVERDUE = Duration.ofMinutes(2);
    private static final Duration REMEMBERED = Duration.ofDays(7);

    /** How long it is tried to put the copy among the sent messages. */
    private static final Duration FILING = Duration.ofDays(1);

    private final Entries entries;
    private final MasterKey key;
    private final MailDomains domains;
    private final MailSessions sessions;
    private final Submissions submissions;
    private final SentCopies copies;
    private final OutboxProperties properties;
    private final SchedulerClient jobs;
    private final Clock clock = Clock.systemUTC();

    Sender(
            Entries entries,
            MasterKey key,
            MailDomains domains,
            MailSessions sessions,
            Submissions submissions,
            SentCopies copies,
            OutboxProperties properties,
            SchedulerClient jobs) {
        this.entries = entries;
        this.key = key;
        this.domains = domains;
        this.sessions = sessions;
        this.submissions = submissions;
        this.copies = copies;
        this.properties = properties;
        this.jobs = jobs;
    }

    /** Goes as far as it can with one message; tells when to come back, if at all. */
    Optional<Instant> run(UUID id) {
        Entry entry = entries.claim(id).or(() -> entries.find(id)).orElse(null);
        if (entry == null) {
            return Optional.empty();
        }
        return switch (entry.state()) {
            case SENDING -> send(entry);
            case ENDING -> {
                // whoever was sending it is gone
                entries.uncertain(entry);
                yield Optional.empty();
            }
            case SENT -> entry.filed() ? Optional.empty() : file(entry);
            case HELD -> Optional.of(entry.due());
            case FAILED, UNCERTAIN -> Optional.empty();
        };
    }

    /** Takes up again what a crash left behind between the row and its job. */
    void sweep() {
        for (UUID id : entries.overdue(clock.instant().minus(OVERDUE))) {
            jobs.scheduleIfNotExists(
                    new TaskInstance<>(Jobs.SUBMISSION, id.toString()), clock.instant());
        }
        entries.forget(clock.instant().minus(REMEMBERED));
    }

    private Optional<Instant> send(Entry entry) {
        Access access = access(entry).orElse(null);
        if (access == null) {
            entries.failed(entry, "RESTARTED", 0);
            return Optional.empty();
        }
        try {
            submit(entry, access);
        } catch (SubmissionFailure e) {
            log.info("Not sent: {}", e.getMessage());
            return failed(entry, e);
        } catch (MailException e) {
            log.info("The message to be sent cannot be read: {}", e.getMessage());
            if (e.problem() == Problem.MESSAGE_MISSING || e.problem() == Problem.WRONG_PASSWORD) {
                entries.failed(entry, e.problem().name(), 0);
                return Optional.empty();
            }
            return again(entry, "OTHER", 0);
        } catch (Superseded e) {
            // somebody else has claimed it, and answers for it
            return Optional.empty();
        }
        entries.sent(entry);
        return file(entry);
    }

    /** What is needed to speak to the servers of the sender. */
    private record Access(MailDomain domain, Credential credential, MailSession session) {}

    private Optional<Access> access(Entry entry) {
        String sealed = entry.credential();
        if (sealed == null) {
            return Optional.empty();
        }
        return key.open(sealed, entry.id(), entry.owner())
                .flatMap(
                        password ->
                                domains.find(entry.domain())
                                        .map(domain -> access(entry, domain, password)));
    }

    private Access access(Entry entry, MailDomain domain, String password) {
        Credential credential = new Credential(entry.username(), password);
        MailAccount account = new MailAccount(domain.imap(), entry.username());
        return new Access(domain, credential, sessions.resume(account, credential));
    }

    private void submit(Entry entry, Access access) {
        copies.submit(
                access.session(),
                entry,
                (draft, summary, stored) -> {
                    try (OutgoingStream message = new OutgoingStream(stored, summary.size())) {
                        Runnable beforeEnd =
                                () -> {
                                    if (!entries.ending(entry)) {
                                        throw new Superseded();
                                    }
                                };
                        Submission submission = submission(draft, summary, message);
                        submit(access, draft, submission, message::begun, beforeEnd);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /**
     * A confirmation shall come from nobody, so that none is ever sent back for it (RFC 8098,
     * section 2.1). Many servers let their users submit from their own address only: then it comes
     * from there, if they refused before anything of the message was sent.
     */
    private void submit(
            Access access,
            Draft draft,
            Submission submission,
            BooleanSupplier begun,
            Runnable beforeEnd) {
        MailServer server = access.domain().smtp();
        if (draft.manner() == Manner.RECEIPT) {
            try {
                submissions.submit(server, access.credential(), submission.fromNobody(), beforeEnd);
                return;
            } catch (SubmissionFailure e) {
                boolean refused =
                        e.kind() == Kind.SENDER_REFUSED
                                || e.kind() == Kind.RECIPIENT_REFUSED
                                || e.kind() == Kind.REFUSED;
                if (!refused || begun.getAsBoolean()) {
                    throw e;
                }
                log.info("No message from nobody: {}", e.getMessage());
            }
        }
        submissions.submit(server, access.credential(), submission, beforeEnd);
    }

    private static Submission submission(Draft draft, MessageSummary summary, InputStream message) {
        Set<String> recipients = new LinkedHashSet<>();
        for (Recipient recipient : draft.recipients()) {
            Address address = recipient.address();
            if (address != null) {
                recipients.add(MessageWriter.envelope(address.email()));
            }
        }
        return new Submission(
                MessageWriter.envelope(draft.from().email()),
                List.copyOf(recipients),
                summary.size(),
                draft.wishes().deliveryReport(),
                isEightBit(summary) || isRedirected(draft),
                isRedirected(draft),
                message);
    }

    private static boolean isRedirected(Draft draft) {
        return draft.manner() == Manner.REDIRECTED;
    }

    private static boolean isEightBit(MessageSummary summary) {
        return Stream.ofNullable(summary.structure())
                .flatMap(structure -> structure.all().stream())
                .anyMatch(part -> part.encoding().equals("8bit"));
    }

    private Optional<Instant> failed(Entry entry, SubmissionFailure e) {
        if (e.kind() == Kind.UNCERTAIN) {
            entries.uncertain(entry);
            return Optional.empty();
        }
        if (e.kind().passes()) {
            return again(entry, e.kind().name(), e.code());
        }
        entries.failed(entry, e.kind().name(), e.code());
        return Optional.empty();
    }

    /** It is known that the server has not taken it: trying again sends nothing twice. */
    private Optional<Instant> again(Entry entry, String failure, int code) {
        List<Duration> retries = properties.retries();
        if (entry.attempt() > retries.size()) {
            entries.failed(entry, failure, code);
            return Optional.empty();
        }
        Instant next = clock.instant().plus(retries.get(entry.attempt() - 1));
        entries.again(entry, failure, code, next);
        return Optional.of(next);
    }

    private Optional<Instant> file(Entry entry) {
        Access access = access(entry).orElse(null);
        if (access == null) {
            entries.notFiled(entry.id(), "RESTARTED", true);
            return Optional.empty();
        }
        try {
            copies.file(access.session(), entry);
            entries.filed(entry.id());
            return Optional.empty();
        } catch (MailException e) {
            log.info("A copy could not be put among the sent messages: {}", e.getMessage());
            boolean last = clock.instant().isAfter(entry.due().plus(FILING));
            entries.notFiled(entry.id(), e.problem().name(), last);
            return last ? Optional.empty() : Optional.of(clock.instant().plus(delay(entry)));
        }
    }

    private Duration delay(Entry entry) {
        List<Duration> retries = properties.retries();
        return retries.get(Math.min(retries.size(), Math.max(1, entry.attempt())) - 1);
    }

    /** Somebody else sends this message now. */
    private static final class Superseded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
