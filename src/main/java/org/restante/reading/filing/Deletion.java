package org.restante.reading.filing;

import org.restante.mail.MailboxTree;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.reading.list.Folder;
import org.restante.reading.list.View;

/**
 * The question before messages are removed for good.
 *
 * @param uids exactly the messages that were counted; what arrives meanwhile is not among them
 */
record Deletion(Folder folder, MailboxTree tree, UidSet uids, UidValidity uidValidity, View view) {

    public long count() {
        return uids.size();
    }

    /** Where the reader goes back to. */
    public String back() {
        return folder.url() + view.query();
    }
}
