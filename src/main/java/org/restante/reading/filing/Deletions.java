package org.restante.reading.filing;

import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.Pending;
import org.restante.reading.list.FolderNames;
import org.restante.reading.list.Views;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/** Counts what would be removed for good. */
@Component
class Deletions {

    private final FolderNames names;
    private final Views views;

    Deletions(FolderNames names, Views views) {
        this.views = views;
        this.names = names;
    }

    Deletion prepare(MailSession session, MailboxName folder, Selection selection, Viewer viewer) {
        return session.in(
                folder,
                box -> {
                    Pending<MailboxTree> tree = box.mailboxes();
                    return new Deletion(
                            names.folder(folder, tree.get(), viewer.locale()),
                            tree.get(),
                            selection.in(box, view -> views.query(view, viewer)),
                            box.uidValidity(),
                            selection.shown());
                });
    }
}
