package org.restante.reading.filing;

import java.util.Set;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.SpecialUse;
import org.restante.mail.UidSet;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.SpecialMailboxes;
import org.restante.reading.list.Done;
import org.restante.reading.list.Views;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/** Everything that can be done to messages in a folder, to one or to many alike. */
@Component
class Filing {

    private final Views views;

    Filing(Views views) {
        this.views = views;
    }

    Outcome mark(
            MailSession session,
            MailboxName folder,
            Selection selection,
            Flag flag,
            boolean add,
            Done done,
            Viewer viewer) {
        return session.in(
                folder,
                box -> {
                    UidSet uids = chosen(box, selection, viewer);
                    if (uids.isEmpty()) {
                        return Outcome.NOTHING;
                    }
                    return Outcome.marked(done, uids, box.mark(uids, flag, add), box.uidValidity());
                });
    }

    Outcome move(
            MailSession session,
            MailboxName folder,
            Selection selection,
            MailboxName target,
            Done done,
            Viewer viewer) {
        return session.in(folder, box -> move(box, chosen(box, selection, viewer), target, done));
    }

    /** Moves messages to the mailbox for that use, which is made if it is not there yet. */
    Outcome file(
            MailSession session,
            MailboxName folder,
            Selection selection,
            SpecialUse use,
            Done done,
            Viewer viewer) {
        return session.in(
                folder, box -> move(box, chosen(box, selection, viewer), special(box, use), done));
    }

    /** Tells the server what junk is, so that it can learn, and puts it there. */
    Outcome junk(MailSession session, MailboxName folder, Selection selection, Viewer viewer) {
        return session.in(
                folder,
                box -> {
                    UidSet uids = chosen(box, selection, viewer);
                    learn(box, uids, true);
                    return move(box, uids, special(box, SpecialUse.JUNK), Done.JUNKED);
                });
    }

    Outcome notJunk(
            MailSession session,
            MailboxName folder,
            Selection selection,
            MailboxName target,
            Done done,
            Viewer viewer) {
        return session.in(
                folder,
                box -> {
                    UidSet uids = chosen(box, selection, viewer);
                    learn(box, uids, false);
                    return move(box, uids, target, done);
                });
    }

    /** Removes messages for good; nothing brings them back. */
    Outcome delete(MailSession session, MailboxName folder, Selection selection, Viewer viewer) {
        return session.in(
                folder,
                box -> {
                    UidSet uids = chosen(box, selection, viewer);
                    if (uids.isEmpty()) {
                        return Outcome.NOTHING;
                    }
                    box.expunge(uids);
                    return Outcome.deleted(uids);
                });
    }

    private UidSet chosen(OpenMailbox box, Selection selection, Viewer viewer) {
        return selection.in(box, view -> views.query(view, viewer));
    }

    private static void learn(OpenMailbox box, UidSet uids, boolean junk) {
        if (!uids.isEmpty()) {
            box.store(uids, Set.of(junk ? Flag.JUNK : Flag.NOT_JUNK), true);
            box.store(uids, Set.of(junk ? Flag.NOT_JUNK : Flag.JUNK), false).get();
        }
    }

    private static MailboxName special(OpenMailbox box, SpecialUse use) {
        MailboxTree tree = box.mailboxes().get();
        return SpecialMailboxes.require(box, tree, use);
    }

    private static Outcome move(OpenMailbox box, UidSet uids, MailboxName target, Done done) {
        if (uids.isEmpty() || target.equals(box.name())) {
            return Outcome.NOTHING;
        }
        return Outcome.moved(done, uids, box.move(uids, target));
    }
}
