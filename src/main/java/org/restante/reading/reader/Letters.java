package org.restante.reading.reader;

import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.MessageSummary;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.Query;
import org.restante.reading.list.Folder;
import org.restante.reading.list.FolderNames;
import org.restante.reading.list.MailList;
import org.restante.reading.list.MailLists;
import org.restante.reading.list.View;
import org.restante.reading.list.Views;
import org.restante.reading.message.Messages;
import org.restante.reading.message.OpenedMessage;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/**
 * Opens one message for the reading pane and marks it read. Tree, list and message share their
 * round trips: what the message is goes together with the first two, its text comes with the
 * second.
 */
@Component
class Letters {

    private final Messages messages;
    private final MailLists lists;
    private final FolderNames names;
    private final Views views;

    Letters(Messages messages, MailLists lists, FolderNames names, Views views) {
        this.views = views;
        this.messages = messages;
        this.lists = lists;
        this.names = names;
    }

    /** The message alone, with the tree whose counts it may have changed. */
    Opened open(MailSession session, Wanted wanted, Viewer viewer) {
        return session.in(
                wanted.folder(),
                box -> {
                    var tree = box.mailboxes();
                    var before = box.summary(wanted.uid());
                    // The counts are taken first and corrected afterwards.
                    var ahead = messages.askAhead(session, box, place(wanted, viewer), true);
                    boolean unread = before.get().filter(Letters::isUnread).isPresent();
                    Letter letter = letter(session, box, wanted, tree.get(), unread, ahead, viewer);
                    return new Opened(letter, counted(tree.get(), letter), null);
                });
    }

    /** The message with the page of the list that the reader came from. */
    Opened openBesideList(MailSession session, Wanted wanted, Viewer viewer) {
        return session.in(
                wanted.folder(),
                box -> {
                    var before = box.summary(wanted.uid());
                    // Not the mark, which would come before the rows and the counts are taken.
                    var ahead = messages.askAhead(session, box, place(wanted, viewer), false);
                    MailList list = lists.read(box, wanted.view(), viewer);
                    boolean unread = before.get().filter(Letters::isUnread).isPresent();
                    Letter letter =
                            letter(session, box, wanted, list.tree(), unread, ahead, viewer);
                    MailboxTree tree = counted(list.tree(), letter);
                    return new Opened(letter, tree, letter.justRead() ? list.oneRead(tree) : list);
                });
    }

    private Messages.InList place(Wanted wanted, Viewer viewer) {
        View view = wanted.view();
        return new Messages.InList(
                wanted.uid(),
                view.isPlain() ? Query.ALL : views.query(view, viewer),
                (long) (view.page() - 1) * viewer.preferences().rows());
    }

    private static boolean isUnread(MessageSummary summary) {
        return !summary.has(Flag.SEEN);
    }

    private Letter letter(
            MailSession session,
            OpenMailbox box,
            Wanted wanted,
            MailboxTree tree,
            boolean unread,
            Messages.Ahead ahead,
            Viewer viewer) {
        OpenedMessage message = messages.read(session, box, place(wanted, viewer), ahead);
        Folder folder = names.folder(box.name(), tree, viewer.locale());
        boolean read = unread && message.summary().has(Flag.SEEN);
        return new LetterMaker(message, read ? folder.oneRead() : folder, lists.dates(viewer))
                .letter(wanted, read, viewer.preferences().rows());
    }

    /** The counts were taken together with the message, a moment before it was marked. */
    private static MailboxTree counted(MailboxTree tree, Letter letter) {
        return letter.justRead() ? Counts.oneLessUnread(tree, letter.folder().name()) : tree;
    }

    /**
     * What an address asks for.
     *
     * @param view of the list beside it
     * @param images whether pictures from elsewhere are wanted
     */
    record Wanted(MailboxName folder, Uid uid, View view, boolean images) {}

    /** A message, the tree beside it, and the list where the whole page is wanted. */
    record Opened(Letter letter, MailboxTree tree, @Nullable MailList list) {}
}
