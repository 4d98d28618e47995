package org.restante.compose;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Copy.Revision;
import org.restante.compose.Draft.File;
import org.restante.compose.mime.MessageWriter;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageRef;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.SearchKey;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.Appended;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.mailbox.Order;
import org.restante.mailbox.Piece;
import org.restante.mailbox.Query;
import org.restante.mailbox.SpecialMailboxes;
import org.restante.reading.quote.Quoted;
import org.restante.reading.quote.Quotes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Drafts on the mail server. A new copy is there before the old one goes, and only copies that a
 * newer one has taken the place of ever go: whatever breaks, the newest or the one before is left.
 */
@Service
public class Drafts {

    private static final Logger log = LoggerFactory.getLogger(Drafts.class);
    private static final Set<Flag> MARKS = Set.of(Flag.DRAFT, Flag.SEEN);
    private static final String HEADER = "HEADER";
    private static final int LONGEST_HEADER = 65_536;
    private static final int READINGS = 3;

    private final Cache<MailAccount, MailboxName> mailboxes =
            Caffeine.newBuilder()
                    .maximumSize(20_000)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .build();

    /**
     * A draft that is on the server.
     *
     * @param draft with its files as that copy has them
     * @param copy where it is
     */
    public record Stored(Draft draft, MailboxName mailbox, Copy copy) {}

    /** Which page writes, and what it knows: the copy it was made from, or null for the first. */
    public record Writing(UUID writer, long number, @Nullable Copy base) {}

    /**
     * Appends the draft as it is now, then removes the copies that it takes the place of.
     *
     * @throws DraftConflict where somebody else has written or removed it meanwhile; nothing was
     *     changed
     */
    public Stored save(MailSession session, Draft draft, Writing writing, ZonedDateTime date) {
        MailboxName mailbox = mailbox(session);
        try {
            return save(session, mailbox, draft, writing, date);
        } catch (MailException e) {
            if (e.problem() == Problem.MAILBOX_MISSING) {
                mailboxes.invalidate(session.account());
            }
            throw e;
        }
    }

    private Stored save(
            MailSession session,
            MailboxName mailbox,
            Draft draft,
            Writing writing,
            ZonedDateTime date) {
        Copies before = session.in(mailbox, box -> look(box, draft.id(), writing));
        Copy base = before.mine();
        Revision revision = new Revision(writing.writer(), writing.number(), base);
        Appended appended =
                session.append(mailbox, MARKS, MessageWriter.write(draft, revision.text(), date));
        return session.in(
                mailbox,
                box -> {
                    Uid uid = appended.uid().orElseGet(() -> find(box, draft.id(), revision));
                    Quoted written = written(box, uid);
                    // from here on the new copy is safe on the server
                    UidSet old = UidSet.of(before.superseded());
                    if (!old.isEmpty() && before.uidValidity().equals(box.uidValidity())) {
                        remove(box, old);
                    }
                    return stored(written, draft.id());
                });
    }

    /** Servers that count while others expunge may miss, or refuse, what they have just taken. */
    private static Quoted written(OpenMailbox box, Uid uid) {
        for (int attempt = 1; ; attempt++) {
            try {
                return Quotes.read(box, uid);
            } catch (MailException e) {
                boolean passing =
                        e.problem() == Problem.MESSAGE_MISSING || e.problem() == Problem.REFUSED;
                if (!passing || attempt == READINGS) {
                    throw e;
                }
            }
        }
    }

    /** That an old copy stays for now does no harm: the next writing removes it. */
    private static void remove(OpenMailbox box, UidSet old) {
        try {
            box.expunge(old);
        } catch (MailException e) {
            log.info("An old copy of a draft could not be removed: {}", e.problem());
        }
    }

    /**
     * Sees whether the copy that a page knows is still the newest. As long as it is there nothing
     * has taken its place, and only then are the others looked for.
     *
     * @throws DraftConflict where somebody else has written or removed it
     */
    void check(MailSession session, UUID id, Writing writing) {
        Copy base = writing.base();
        boolean newest =
                session.in(
                        mailbox(session),
                        box -> {
                            boolean there =
                                    base == null
                                            || (base.uidValidity().equals(box.uidValidity())
                                                    && isThere(box, base.uid()));
                            return there || look(box, id, writing).mine() != null;
                        });
        if (!newest && base != null) {
            throw DraftConflict.gone(base);
        }
    }

    /**
     * The copies that there are.
     *
     * @param mine the newest that this page wrote or was made from, null where there is none
     * @param superseded those that go once there is a new one
     */
    private record Copies(
            UidValidity uidValidity, @Nullable Copy mine, Collection<Uid> superseded) {}

    private static Copies look(OpenMailbox box, UUID id, Writing writing) {
        Map<Uid, Revision> copies = revisions(box, id);
        Copy base = writing.base();
        boolean sameLife = base != null && base.uidValidity().equals(box.uidValidity());
        List<Uid> superseded = new ArrayList<>();
        Uid mine = null;
        Uid other = null;
        for (Map.Entry<Uid, Revision> one : copies.entrySet()) {
            Uid uid = one.getKey();
            boolean own =
                    one.getValue().writer().equals(writing.writer())
                            || (sameLife && base != null && uid.equals(base.uid()));
            if (own) {
                superseded.add(uid);
                mine = mine == null || mine.compareTo(uid) < 0 ? uid : mine;
            } else if (isSuperseded(uid, one.getValue(), copies, box)) {
                superseded.add(uid);
            } else {
                other = other == null || other.compareTo(uid) < 0 ? uid : other;
            }
        }
        if (base != null && sameLife && !copies.containsKey(base.uid())) {
            if (isThere(box, base.uid())) {
                // another program's draft, which has no name of ours yet
                superseded.add(base.uid());
                mine = mine == null ? base.uid() : mine;
            }
        }
        if (other != null) {
            throw DraftConflict.changed(new Copy(box.uidValidity(), other));
        }
        if (base != null && mine == null) {
            throw DraftConflict.gone(base);
        }
        return new Copies(
                box.uidValidity(),
                mine == null ? null : new Copy(box.uidValidity(), mine),
                superseded);
    }

    private static boolean isSuperseded(
            Uid uid, Revision revision, Map<Uid, Revision> copies, OpenMailbox box) {
        Copy copy = new Copy(box.uidValidity(), uid);
        return copies.entrySet().stream()
                .filter(one -> !one.getKey().equals(uid))
                .map(Map.Entry::getValue)
                .anyMatch(
                        one ->
                                copy.equals(one.base())
                                        || (one.writer().equals(revision.writer())
                                                && one.number() > revision.number()));
    }

    private static Map<Uid, Revision> revisions(OpenMailbox box, UUID id) {
        Map<Uid, Revision> copies = new HashMap<>();
        for (Uid uid : copies(box, id).stream().toList()) {
            byte[] header =
                    box.parts(uid, List.of(HEADER), LONGEST_HEADER)
                            .get()
                            .getOrDefault(HEADER, new byte[0]);
            Map<String, String> fields = Quotes.fields(header);
            boolean same = id.toString().equalsIgnoreCase(field(fields, MessageWriter.DRAFT));
            Revision unknown = new Revision(new UUID(0, uid.value()), 0, null);
            if (same) {
                copies.put(uid, Revision.of(field(fields, MessageWriter.REVISION)).orElse(unknown));
            }
        }
        return copies;
    }

    private static UidSet copies(OpenMailbox box, UUID id) {
        return box.found(
                new Query(
                        new SearchKey.Header(MessageWriter.DRAFT, id.toString()), Order.NEWEST, 0));
    }

    private static String field(Map<String, String> fields, String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    private static boolean isThere(OpenMailbox box, Uid uid) {
        return box.summary(uid).get().isPresent();
    }

    /** On a server that does not tell where it put the message. */
    private static Uid find(OpenMailbox box, UUID id, Revision revision) {
        return revisions(box, id).entrySet().stream()
                .filter(one -> one.getValue().writer().equals(revision.writer()))
                .filter(one -> one.getValue().number() == revision.number())
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder())
                .orElseThrow(
                        () -> new MailException(Problem.MESSAGE_MISSING, "the draft just saved"));
    }

    /**
     * Opens a copy to write on; a draft of another program gets a name with its first writing.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where it is gone
     */
    public Stored open(MailSession session, Uid uid) {
        return session.in(
                mailbox(session),
                box -> {
                    Quoted quoted = Quotes.read(box, uid);
                    String named = quoted.field(MessageWriter.DRAFT).orElse(null);
                    UUID id = Copy.isId(named) ? UUID.fromString(named) : UUID.randomUUID();
                    return stored(quoted, id);
                });
    }

    /**
     * Opens just this copy.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where it is gone
     */
    public Stored open(MailSession session, MailboxName mailbox, Copy copy) {
        return session.in(
                mailbox,
                box -> {
                    if (!box.uidValidity().equals(copy.uidValidity())) {
                        throw new MailException(Problem.MESSAGE_MISSING, "UIDVALIDITY changed");
                    }
                    Quoted quoted = written(box, copy.uid());
                    String named = quoted.field(MessageWriter.DRAFT).orElse(null);
                    return stored(
                            quoted, Copy.isId(named) ? UUID.fromString(named) : UUID.randomUUID());
                });
    }

    /**
     * The files of a message that is on the server, the message itself among them as a file of no
     * section.
     *
     * @param html of the text, whose pictures stay pictures
     */
    public List<File> files(MailSession session, MessageRef source, String html) {
        return session.in(
                source.mailbox(),
                box -> {
                    if (!box.uidValidity().equals(source.uidValidity())) {
                        throw new MailException(Problem.MESSAGE_MISSING, "UIDVALIDITY changed");
                    }
                    MessageSummary summary =
                            box.summary(source.uid())
                                    .get()
                                    .orElseThrow(
                                            () ->
                                                    new MailException(
                                                            Problem.MESSAGE_MISSING,
                                                            "the message with the files"));
                    return DraftReader.files(
                            box.name(), box.uidValidity(), summary, MessageHtml.pictures(html));
                });
    }

    /** The newest copy of that draft, empty where there is none. */
    public Optional<Stored> find(MailSession session, UUID id) {
        return session.in(
                mailbox(session),
                box -> copies(box, id).last().map(uid -> stored(Quotes.read(box, uid), id)));
    }

    /**
     * Throws the draft away, into the bin; tells where it is there.
     *
     * @throws DraftConflict where somebody else has written it meanwhile
     */
    public Moved discard(MailSession session, UUID id, Writing writing) {
        return session.in(
                mailbox(session),
                box -> {
                    MailboxName bin =
                            SpecialMailboxes.require(box, box.mailboxes().get(), SpecialUse.TRASH);
                    UidSet all = UidSet.of(written(box, id, writing));
                    return all.isEmpty() ? new Moved(bin, null, Map.of()) : box.move(all, bin);
                });
    }

    /** The copies of this page; none where the draft is gone, which is what was wanted. */
    private static Collection<Uid> written(OpenMailbox box, UUID id, Writing writing) {
        try {
            return look(box, id, writing).superseded();
        } catch (DraftConflict e) {
            if (e.isGone()) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Adds what is not written in a composer: nobody goes on writing it, and it takes no other
     * copy's place.
     *
     * @param pieces the message, with the id in the field {@link MessageWriter#DRAFT}
     */
    Stored add(MailSession session, UUID id, List<Piece> pieces) {
        MailboxName mailbox = mailbox(session);
        Appended appended = session.append(mailbox, MARKS, pieces);
        Copy copy =
                appended.uidValidity().isPresent() && appended.uid().isPresent()
                        ? new Copy(
                                appended.uidValidity().orElseThrow(), appended.uid().orElseThrow())
                        : null;
        return copy != null
                ? open(session, mailbox, copy)
                : find(session, id)
                        .orElseThrow(
                                () ->
                                        new MailException(
                                                Problem.MESSAGE_MISSING, "the message just added"));
    }

    /** Removes what was added, where another copy of it is the one that is sent. */
    void removeSurplus(MailSession session, Stored added, Copy sent) {
        if (!added.copy().equals(sent)) {
            remove(session, added.mailbox(), added.copy());
        }
    }

    /** Removes one copy; that it stays for now does no harm, as it waits for nothing. */
    void remove(MailSession session, MailboxName mailbox, Copy copy) {
        try {
            session.in(
                    mailbox,
                    box -> {
                        if (box.uidValidity().equals(copy.uidValidity())) {
                            box.expunge(UidSet.of(copy.uid()));
                        }
                        return Map.of();
                    });
        } catch (MailException e) {
            log.info("A copy of a draft could not be removed: {}", e.problem());
        }
    }

    /** Where the account's drafts are. */
    public MailboxName mailbox(MailSession session) {
        MailboxName known = mailboxes.getIfPresent(session.account());
        if (known != null) {
            return known;
        }
        MailboxName found =
                session.with(
                        account ->
                                SpecialMailboxes.require(
                                        account, account.mailboxes().get(), SpecialUse.DRAFTS));
        mailboxes.put(session.account(), found);
        return found;
    }

    private static Stored stored(Quoted quoted, UUID id) {
        return new Stored(DraftReader.read(quoted, id), quoted.mailbox(), Copy.of(quoted));
    }
}
