package org.restante.compose;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.identity.Identities;
import org.restante.compose.identity.Identity;
import org.restante.compose.mime.Block;
import org.restante.compose.mime.MachineAddresses;
import org.restante.compose.mime.MessageWriter;
import org.restante.compose.outbox.Entry;
import org.restante.mail.Address;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.Piece;
import org.restante.reading.quote.Quotes;
import org.springframework.stereotype.Service;

/**
 * Sends messages on as they are (RFC 5322, section 3.6.6). Such a message waits among the drafts as
 * a whole, below a block of fields: so the first one may go, and all that drafts can be, it can be.
 */
@Service
class Redirects {

    private static final String HEADER = "HEADER";
    private static final int LONGEST_HEADER = 1 << 20;

    private final Drafts drafts;
    private final Identities identities;

    Redirects(Drafts drafts, Identities identities) {
        this.drafts = drafts;
        this.identities = identities;
    }

    /**
     * A message that is to be sent on.
     *
     * @param own whether its header may hold what nobody else has seen: hidden recipients
     * @param block how many octets at its beginning are ours, where it was to be sent on before
     * @param draft the name that it had then, or null
     * @param to whom it was to go to then
     * @param origin as in the field of a draft
     */
    record Source(
            MailboxName mailbox,
            UidValidity uidValidity,
            MessageSummary summary,
            boolean own,
            int block,
            @Nullable UUID draft,
            List<String> to,
            String origin) {}

    /**
     * Looks at a message.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where it is gone, or is a draft, which
     *     nobody has sent yet
     */
    Source look(MailSession session, Account account, MailboxName mailbox, Uid uid) {
        return session.in(
                mailbox,
                box -> {
                    var tree = box.mailboxes();
                    MessageSummary summary =
                            box.summary(uid)
                                    .get()
                                    .orElseThrow(
                                            () ->
                                                    new MailException(
                                                            Problem.MESSAGE_MISSING, "UID " + uid));
                    byte[] header =
                            box.parts(uid, List.of(HEADER), LONGEST_HEADER)
                                    .get()
                                    .getOrDefault(HEADER, new byte[0]);
                    SpecialUse use = tree.get().find(mailbox).map(one -> one.use()).orElse(null);
                    return source(box, account, summary, header, use);
                });
    }

    private static Source source(
            OpenMailbox box,
            Account account,
            MessageSummary summary,
            byte[] header,
            @Nullable SpecialUse use) {
        Map<String, String> fields = Quotes.fields(header);
        int block = use == SpecialUse.DRAFTS ? Block.length(header) : 0;
        if (use == SpecialUse.DRAFTS && block == 0) {
            throw new MailException(Problem.MESSAGE_MISSING, "a draft");
        }
        if (block == 0) {
            Origin origin =
                    new Origin(Origin.Kind.FORWARD, box.name(), box.uidValidity(), summary.uid());
            boolean own = use == SpecialUse.SENT || isOwn(summary, fields, account);
            return new Source(
                    box.name(), box.uidValidity(), summary, own, 0, null, List.of(), origin.text());
        }
        String id = field(fields, MessageWriter.DRAFT);
        List<String> all = MachineAddresses.read(field(fields, Block.RECIPIENTS));
        return new Source(
                box.name(),
                box.uidValidity(),
                summary,
                !Block.isUnchanged(":" + field(fields, Block.REDIRECT)),
                block,
                Copy.isId(id) ? UUID.fromString(id) : null,
                all.isEmpty() ? all : all.subList(1, all.size()),
                field(fields, MessageWriter.ORIGIN));
    }

    /** What never passed a mail server has no line that says so, wherever it was moved since. */
    private static boolean isOwn(
            MessageSummary summary, Map<String, String> fields, Account account) {
        return !fields.containsKey("received")
                || summary.envelope().from().stream()
                        .anyMatch(from -> from.email().equalsIgnoreCase(account.address()));
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Puts it among the drafts, as it will go out; what it takes the place of goes. */
    Stored keep(
            MailSession session,
            Account account,
            Source source,
            UUID id,
            List<Address> to,
            ZonedDateTime date) {
        Address from = sender(account);
        Piece block =
                new Piece.Octets(Block.write(id, from, to, source.own(), source.origin(), date));
        Stored stored = add(session, id, block, source);
        if (source.block() > 0) {
            Copy before = new Copy(source.uidValidity(), source.summary().uid());
            drafts.remove(session, source.mailbox(), before);
        }
        return stored;
    }

    /** Where the same form came twice at the same moment, one copy is sent. */
    void tidy(MailSession session, Stored kept, Entry entry) {
        drafts.removeSurplus(session, kept, entry.copy());
    }

    private Stored add(MailSession session, UUID id, Piece block, Source source) {
        Uid uid = source.summary().uid();
        long size = source.summary().size();
        if (source.block() == 0) {
            Piece whole = new Piece.Stored(source.mailbox(), source.uidValidity(), uid, "", size);
            return drafts.add(session, id, List.of(block, whole));
        }
        try (InputStream before = session.stream(source.mailbox(), uid, "")) {
            before.skipNBytes(source.block());
            Piece rest = new Piece.Content(before, size - source.block());
            return drafts.add(session, id, List.of(block, rest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
