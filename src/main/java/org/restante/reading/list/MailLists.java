package org.restante.reading.list;

import java.time.InstantSource;
import java.util.Optional;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.Quota;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.OpenMailbox.MessagePage;
import org.restante.mailbox.Pending;
import org.restante.settings.Viewer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Opens pages of a folder's list; tree, quota and rows travel together. */
@Component
public class MailLists {

    private final MessageSource words;
    private final FolderNames names;
    private final InstantSource clock;

    @Autowired
    MailLists(MessageSource words, FolderNames names) {
        this(words, names, InstantSource.system());
    }

    MailLists(MessageSource words, FolderNames names, InstantSource clock) {
        this.words = words;
        this.names = names;
        this.clock = clock;
    }

    /** The page, or the nearest one that the list has. */
    public MailList open(MailSession session, MailboxName name, int page, Viewer viewer) {
        return session.in(name, box -> read(box, page, viewer));
    }

    /** The same inside work that goes on in the mailbox anyway. */
    public MailList read(OpenMailbox box, int page, Viewer viewer) {
        Pending<MailboxTree> tree = box.mailboxes();
        Pending<Optional<Quota>> quota = box.quota(box.name());
        MessagePage messages = box.page(Pager.offset(page), Pager.ROWS);
        Folder folder = names.folder(box.name(), tree.get(), viewer.locale());
        return new MailList(
                folder,
                tree.get(),
                quota.get().orElse(null),
                messages.uidValidity(),
                Pager.of(messages.offset(), messages.rows().size(), messages.total()),
                new Rows(folder, dates(viewer)).days(messages.rows()));
    }

    /** How the viewer reads dates now. */
    public Dates dates(Viewer viewer) {
        return new Dates(words, viewer, clock.instant());
    }
}
