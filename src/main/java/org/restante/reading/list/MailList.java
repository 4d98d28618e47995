package org.restante.reading.list;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxTree;
import org.restante.mail.Quota;
import org.restante.mail.UidValidity;

/** One page of a folder with the tree beside it. */
public record MailList(
        Folder folder,
        MailboxTree tree,
        @Nullable Quota quota,
        UidValidity uidValidity,
        Pager pager,
        List<Day> days) {

    /** The same after one message more was read, as the new tree counts. */
    public MailList oneRead(MailboxTree newTree) {
        return new MailList(folder.oneRead(), newTree, quota, uidValidity, pager, days);
    }

    public boolean isEmpty() {
        return days.isEmpty();
    }

    /** The address of this very page. */
    public String url() {
        return folder.url() + query();
    }

    /** What an address needs to come back to this page. */
    public String query() {
        return pager.page() == 1 ? "" : "?page=" + pager.page();
    }
}
