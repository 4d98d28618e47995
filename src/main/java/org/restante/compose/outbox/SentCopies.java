package org.restante.compose.outbox;

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Draft;
import org.restante.compose.Draft.Manner;
import org.restante.compose.Drafts;
import org.restante.compose.Origin;
import org.restante.compose.mime.MessageWriter;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.SearchKey;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.Order;
import org.restante.mailbox.Query;
import org.restante.mailbox.SpecialMailboxes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The draft that is sent becomes the copy among the sent messages: it is moved there, so that there
 * is never one too many and never none.
 */
@Component
class SentCopies {

    private static final Logger log = LoggerFactory.getLogger(SentCopies.class);

    private final Drafts drafts;

    SentCopies(Drafts drafts) {
        this.drafts = drafts;
    }

    /** What is done with the draft's octets. */
    @FunctionalInterface
    interface Use {
        void with(Draft draft, MessageSummary summary, InputStream stored);
    }

    /**
     * Opens the copy of the draft that the entry names.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where it is gone
     */
    void submit(MailSession session, Entry entry, Use use) {
        Uid uid = entry.copy().uid();
        Drafts.Stored stored = drafts.open(session, entry.mailbox(), entry.copy());
        MessageSummary summary =
                session.in(
                        entry.mailbox(),
                        box ->
                                box.summary(uid)
                                        .get()
                                        .orElseThrow(
                                                () ->
                                                        new MailException(
                                                                Problem.MESSAGE_MISSING,
                                                                "the draft to be sent")));
        use.with(stored.draft(), summary, session.stream(entry.mailbox(), uid, ""));
    }

    /** Puts the copy among the sent messages, if it is not there yet, and marks the origin. */
    void file(MailSession session, Entry entry) {
        MailboxName sent =
                session.with(
                        account ->
                                SpecialMailboxes.require(
                                        account, account.mailboxes().get(), SpecialUse.SENT));
        Uid uid = entry.copy().uid();
        Draft draft;
        try {
            draft = drafts.open(session, entry.mailbox(), entry.copy()).draft();
        } catch (MailException e) {
            if (e.problem() == Problem.MESSAGE_MISSING) {
                return; // it was moved before the answer was lost
            }
            throw e;
        }
        boolean there =
                session.in(
                        sent,
                        box ->
                                !box.found(query(field(draft), MessageWriter.messageId(draft)))
                                        .isEmpty());
        session.in(
                entry.mailbox(),
                box -> {
                    UidSet copy = UidSet.of(uid);
                    if (there) {
                        box.expunge(copy); // the server has saved it by itself
                    } else {
                        box.store(copy, Set.of(Flag.SEEN), true);
                        box.store(copy, Set.of(Flag.DRAFT), false).get();
                        box.move(copy, sent);
                    }
                    return Map.of();
                });
        markOrigin(session, draft.origin());
    }

    /** What is sent on keeps the Message-ID that it has. */
    private static String field(Draft draft) {
        return draft.manner() == Manner.REDIRECTED ? "Resent-Message-ID" : "Message-ID";
    }

    private static Query query(String field, String text) {
        return new Query(new SearchKey.Header(field, text), Order.NEWEST, 0);
    }

    /** That an answered message is not marked so costs nobody the answer. */
    private static void markOrigin(MailSession session, @Nullable Origin origin) {
        if (origin == null) {
            return;
        }
        Flag flag = origin.kind() == Origin.Kind.REPLY ? Flag.ANSWERED : Flag.FORWARDED;
        try {
            session.in(
                    origin.mailbox(),
                    box -> {
                        if (box.uidValidity().equals(origin.uidValidity()) && !box.readOnly()) {
                            box.store(UidSet.of(origin.uid()), Set.of(flag), true).get();
                        }
                        return Map.of();
                    });
        } catch (MailException e) {
            log.info("An answered message could not be marked so: {}", e.problem());
        }
    }
}
