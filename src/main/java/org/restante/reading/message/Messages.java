package org.restante.reading.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageRef;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.mailbox.Pending;
import org.restante.mailbox.Query;
import org.restante.reading.mime.MessageParts;
import org.restante.reading.mime.TextPart;
import org.restante.reading.safety.SafeDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Opens messages to be read. */
@Service
public class Messages {

    private static final Logger log = LoggerFactory.getLogger(Messages.class);

    private final BodyCache bodies;

    Messages(BodyCache bodies) {
        this.bodies = bodies;
    }

    /**
     * Opens a message and marks it as read, in two round trips at most: what the message is, then
     * its texts, its neighbours and the mark together.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where it is gone
     */
    public OpenedMessage open(MailSession session, MailboxName mailbox, Uid uid) {
        return session.in(mailbox, opened -> read(session, opened, uid));
    }

    /**
     * The body of a message, from the page that was just opened if possible. Marks nothing.
     *
     * @param uidValidity of the page, or null where it is not known
     */
    MessageBody body(
            MailSession session, MailboxName mailbox, Uid uid, @Nullable UidValidity uidValidity) {
        if (uidValidity != null) {
            var known = bodies.get(session.account(), new MessageRef(mailbox, uidValidity, uid));
            if (known.isPresent()) {
                return known.get();
            }
        }
        return session.in(mailbox, opened -> fetch(session, opened, uid));
    }

    /**
     * A message in the list from which it is opened.
     *
     * @param near a place close to which it stands, counted from 0
     */
    public record InList(Uid uid, Query query, long near) {}

    /** What was asked for before it was known what the message is now; null where it was not. */
    public record Ahead(
            @Nullable Pending<Optional<Neighbours>> neighbours,
            @Nullable Pending<Map<String, byte[]>> octets,
            @Nullable Pending<@Nullable Void> marked) {

        static final Ahead NOTHING = new Ahead(null, null, null);
    }

    /**
     * Asks for a message that was seen in a list, whose parts are known, so that opening it costs
     * no round trip more than what else is asked for now.
     *
     * @param mark whether the mark as read may go along
     */
    public Ahead askAhead(MailSession session, OpenMailbox opened, InList place, boolean mark) {
        Uid uid = place.uid();
        MessageSummary known = opened.known(uid).orElse(null);
        if (known == null) {
            return Ahead.NOTHING;
        }
        MessageRef message = new MessageRef(opened.name(), opened.uidValidity(), uid);
        boolean cached = bodies.get(session.account(), message).isPresent();
        return new Ahead(
                opened.neighbours(uid, place.query(), place.near()),
                cached ? null : octets(opened, uid, parts(known)),
                mark && !known.has(Flag.SEEN) && !opened.readOnly() ? seen(opened, uid) : null);
    }

    private static Pending<@Nullable Void> seen(OpenMailbox opened, Uid uid) {
        return opened.store(UidSet.of(uid), Set.of(Flag.SEEN), true);
    }

    /** The same inside work that goes on in the mailbox anyway. */
    public OpenedMessage read(MailSession session, OpenMailbox opened, Uid uid) {
        return read(session, opened, new InList(uid, Query.ALL, 0), Ahead.NOTHING);
    }

    /** The same after {@link #askAhead}. */
    public OpenedMessage read(MailSession session, OpenMailbox opened, InList place, Ahead ahead) {
        Uid uid = place.uid();
        MessageSummary summary = summary(opened, uid);
        MessageParts parts = parts(summary);
        MessageRef message = new MessageRef(opened.name(), opened.uidValidity(), uid);
        boolean mark = !summary.has(Flag.SEEN) && !opened.readOnly();

        // All of these are asked for before the first answer is needed: one round trip.
        var neighbours =
                ahead.neighbours() == null
                        ? opened.neighbours(uid, place.query(), place.near())
                        : ahead.neighbours();
        MessageBody known = bodies.get(session.account(), message).orElse(null);
        Pending<Map<String, byte[]>> octets =
                known != null || ahead.octets() != null
                        ? ahead.octets()
                        : octets(opened, uid, parts);
        Pending<@Nullable Void> marked =
                mark && ahead.marked() == null ? seen(opened, uid) : ahead.marked();

        MessageBody body =
                known == null && octets != null ? new MessageBody(parts, octets.get()) : known;
        if (body == null) {
            throw new IllegalStateException("Neither fetched nor known");
        }
        SafeDocument document = rendered(body, message);
        bodies.put(session.account(), message, body.with(document));
        Neighbours around = neighbours.get().orElse(null);
        boolean seen = marked != null && succeeded(marked);
        return new OpenedMessage(
                opened.name(),
                opened.uidValidity(),
                opened.readOnly(),
                seen ? withSeen(summary) : summary,
                summary.envelope().from().stream().map(Sender::of).toList(),
                parts,
                body.header(),
                around,
                body.firstCut(),
                document.blockedImages());
    }

    /** Rendered once, for the page that counts remote images and for the frame that shows it. */
    private static SafeDocument rendered(MessageBody body, MessageRef message) {
        SafeDocument known = body.document();
        return known != null
                ? known
                : BodyDocuments.render(
                        body,
                        section -> Paths.picture(message.mailbox(), message.uid(), section),
                        null);
    }

    private MessageBody fetch(MailSession session, OpenMailbox opened, Uid uid) {
        MessageParts parts = parts(summary(opened, uid));
        MessageBody body = new MessageBody(parts, octets(opened, uid, parts).get());
        bodies.put(
                session.account(), new MessageRef(opened.name(), opened.uidValidity(), uid), body);
        return body;
    }

    static MessageSummary summary(OpenMailbox opened, Uid uid) {
        return opened.summary(uid)
                .get()
                .orElseThrow(() -> new MailException(Problem.MESSAGE_MISSING, "UID " + uid));
    }

    private static MessageParts parts(MessageSummary summary) {
        return MessageParts.of(summary.structure(), summary.envelope().subject());
    }

    private static Pending<Map<String, byte[]>> octets(
            OpenMailbox opened, Uid uid, MessageParts parts) {
        List<String> sections = new ArrayList<>(List.of(MessageBody.HEADER));
        parts.texts().stream().map(TextPart::section).forEach(sections::add);
        return opened.parts(uid, sections, MessageBody.LIMIT);
    }

    /** That a message cannot be marked must not keep anybody from reading it. */
    private static boolean succeeded(Pending<@Nullable Void> marked) {
        try {
            marked.get();
            return true;
        } catch (MailException e) {
            log.info("A message could not be marked as read: {}", e.problem());
            return false;
        }
    }

    private static MessageSummary withSeen(MessageSummary summary) {
        Set<Flag> flags = new HashSet<>(summary.flags());
        flags.add(Flag.SEEN);
        return summary.withFlags(Set.copyOf(flags));
    }
}
