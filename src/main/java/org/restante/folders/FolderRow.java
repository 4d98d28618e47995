package org.restante.folders;

import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxStatus;

/**
 * A folder as the pages about folders show it.
 *
 * @param status with its size where the server tells, or null
 * @param size for people, empty where not known
 * @param special whether it is one that mail programs rely on, which is never renamed or removed
 * @param share of all sizes in percent
 */
record FolderRow(
        Node node,
        @Nullable MailboxStatus status,
        String size,
        long octets,
        boolean special,
        boolean parent,
        int share) {

    public String path() {
        return node.path();
    }

    public boolean isBin() {
        return "folder.trash".equals(node.key());
    }

    /** Whether it can be emptied at once. */
    public boolean isEmptied() {
        return isBin() || "folder.junk".equals(node.key());
    }

    public long messages() {
        return status == null ? 0 : status.messages();
    }

    public long unread() {
        return status == null ? 0 : status.unseen();
    }

    public @Nullable Object uidValidity() {
        return status == null ? null : status.uidValidity();
    }
}
