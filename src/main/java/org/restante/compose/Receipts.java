package org.restante.compose;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.identity.Identities;
import org.restante.compose.identity.Identity;
import org.restante.compose.mime.ReceiptWriter;
import org.restante.compose.mime.ReceiptWriter.Confirmed;
import org.restante.compose.outbox.Entry;
import org.restante.compose.outbox.Outbox;
import org.restante.mail.Address;
import org.restante.mail.Credential;
import org.restante.mail.Flag;
import org.restante.mail.Legible;
import org.restante.mail.MailException;
import org.restante.mail.MessageRef;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.SpecialUse;
import org.restante.mail.UidSet;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.Piece;
import org.restante.reading.mime.MessageHeader;
import org.restante.reading.mime.ReceiptRequest;
import org.restante.settings.Viewer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;

/**
 * Tells the author of a message that it was read, where its reader wants that (RFC 8098), or keeps
 * that they do not (RFC 3503).
 *
 * <p>Once: the confirmation has a name that follows from who asked, who answers and for which
 * message, so that the outbox takes it one time; the mark on the message keeps every program from
 * asking again.
 */
@Service
class Receipts {

    private static final Logger log = LoggerFactory.getLogger(Receipts.class);
    private static final String HEADER = "HEADER";
    private static final int LONGEST_HEADER = 65_536;
    private static final Set<SpecialUse> NEVER_FROM =
            Set.of(SpecialUse.SENT, SpecialUse.DRAFTS, SpecialUse.JUNK, SpecialUse.TRASH);

    private final Drafts drafts;
    private final Outbox outbox;
    private final Identities identities;
    private final MessageSource words;

    Receipts(Drafts drafts, Outbox outbox, Identities identities, MessageSource words) {
        this.drafts = drafts;
        this.outbox = outbox;
        this.identities = identities;
        this.words = words;
    }

    /** How it went. */
    enum Outcome {
        /** It is done, and every program knows it. */
        KEPT,
        /** It is done, but the mail server keeps no such mark. */
        NOT_KEPT,
        /** There is nothing to confirm, or no more. */
        NOTHING
    }

    /** A message whose author waits for a confirmation. */
    private record Asked(MessageSummary summary, MessageHeader header, byte[] octets, String to) {}

    /** Sends the confirmation. */
    Outcome confirm(
            MailSession session,
            Account account,
            Credential credential,
            MessageRef message,
            Viewer viewer) {
        Asked asked = look(session, account, message).orElse(null);
        if (asked == null) {
            return Outcome.NOTHING;
        }
        UUID id = name(account, message, asked);
        Optional<Entry> before = outbox.find(account, id);
        if (before.isEmpty() || before.get().is("FAILED")) {
            Stored stored =
                    drafts.add(
                            session,
                            id,
                            List.of(new Piece.Octets(write(id, account, asked, viewer))));
            Entry entry = outbox.send(account, credential, stored, Instant.now(), false);
            drafts.removeSurplus(session, stored, entry.copy());
        }
        return mark(session, message);
    }

    /** Keeps that there will be none. */
    Outcome decline(MailSession session, Account account, MessageRef message) {
        return look(session, account, message).isEmpty() ? Outcome.NOTHING : mark(session, message);
    }

    private static Optional<Asked> look(MailSession session, Account account, MessageRef message) {
        return session.in(
                message.mailbox(),
                box -> {
                    if (!box.uidValidity().equals(message.uidValidity())) {
                        throw new MailException(Problem.MAILBOX_REPLACED, "UIDVALIDITY changed");
                    }
                    var tree = box.mailboxes();
                    var summary = box.summary(message.uid());
                    var parts = box.parts(message.uid(), List.of(HEADER), LONGEST_HEADER);
                    SpecialUse use = tree.get().find(box.name()).map(one -> one.use()).orElse(null);
                    MessageSummary found =
                            summary.get()
                                    .orElseThrow(
                                            () ->
                                                    new MailException(
                                                            Problem.MESSAGE_MISSING,
                                                            "the message to be confirmed"));
                    byte[] octets = parts.get().getOrDefault(HEADER, new byte[0]);
                    return asked(account, use, found, octets);
                });
    }

    private static Optional<Asked> asked(
            Account account, @Nullable SpecialUse use, MessageSummary summary, byte[] octets) {
        boolean own =
                summary.envelope().from().stream()
                        .anyMatch(from -> from.email().equalsIgnoreCase(account.address()));
        if (own || summary.has(Flag.MDN_SENT) || (use != null && NEVER_FROM.contains(use))) {
            return Optional.empty();
        }
        MessageHeader header = MessageHeader.of(octets);
        return ReceiptRequest.of(header)
                .map(request -> new Asked(summary, header, octets, request.email()));
    }

    private static UUID name(Account account, MessageRef message, Asked asked) {
        String id = asked.summary().envelope().messageId();
        String what =
                id == null
                        ? message.mailbox().toPath()
                                + " "
                                + message.uidValidity()
                                + " "
                                + message.uid()
                        : id;
        String name =
                "receipt\n"
                        + account.address().toLowerCase(Locale.ROOT)
                        + "\n"
                        + asked.to().toLowerCase(Locale.ROOT)
                        + "\n"
                        + what;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] write(UUID id, Account account, Asked asked, Viewer viewer) {
        ZonedDateTime now = Composers.now(viewer);
        Locale locale = viewer.locale();
        DateTimeFormatter times =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
                        .withLocale(locale);
        OffsetDateTime date = asked.summary().envelope().date();
        Instant sent = date == null ? asked.summary().received() : date.toInstant();
        String subject = Legible.text(asked.summary().envelope().subject());
        Object[] values = {
            subject, times.format(sent.atZone(viewer.zone())), account.address(), times.format(now)
        };
        return ReceiptWriter.write(
                id,
                sender(account),
                asked.to(),
                words.getMessage("receipt.subject", values, locale),
                words.getMessage("receipt.text", values, locale),
                new Confirmed(
                        asked.header().only("Message-ID"),
                        asked.header().only("Original-Recipient"),
                        ReceiptWriter.visible(asked.octets())),
                now);
    }

    /** Not every server keeps marks of our own; what was told it is told again then. */
    private static Outcome mark(MailSession session, MessageRef message) {
        try {
            boolean kept =
                    session.in(
                            message.mailbox(),
                            box -> {
                                box.store(UidSet.of(message.uid()), Set.of(Flag.MDN_SENT), true)
                                        .get();
                                return box.summary(message.uid())
                                        .get()
                                        .map(now -> now.has(Flag.MDN_SENT))
                                        .orElse(true);
                            });
            return kept ? Outcome.KEPT : Outcome.NOT_KEPT;
        } catch (MailException e) {
            log.info("A confirmed message could not be marked so: {}", e.problem());
            return Outcome.NOT_KEPT;
        }
    }

    /** The address that the account signs in with, by the name that it goes by there. */
    private Address sender(Account account) {
        String name =
                identities.of(account.address()).stream()
                        .filter(one -> one.address().equalsIgnoreCase(account.address()))
                        .map(Identity::name)
                        .findFirst()
                        .orElse("");
        return new Address(name, account.address());
    }
}
