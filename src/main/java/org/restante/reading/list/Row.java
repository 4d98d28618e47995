package org.restante.reading.list;

import org.restante.mail.Uid;

/**
 * One message of a list.
 *
 * @param who the sender, or the recipients in a folder of one's own mail; empty where unknown
 * @param address the sender's real address
 * @param tone which of the avatar's colours, 0 to 4
 * @param blocked whether the reader has blocked the sender
 * @param file whether it carries a file that somebody attached
 * @param size for people
 */
public record Row(
        Uid uid,
        String who,
        String address,
        String initials,
        int tone,
        String subject,
        String preview,
        When when,
        String size,
        boolean unread,
        boolean flagged,
        boolean answered,
        boolean forwarded,
        boolean file,
        boolean blocked) {

    Row at(When newWhen) {
        return new Row(
                uid, who, address, initials, tone, subject, preview, newWhen, size, unread, flagged,
                answered, forwarded, file, blocked);
    }

    Row ofBlocked() {
        return new Row(
                uid, who, address, initials, tone, subject, preview, when, size, unread, flagged,
                answered, forwarded, file, true);
    }

    /** Whether any mark stands beside the sender. */
    public boolean marked() {
        return flagged || answered || forwarded || file || blocked;
    }
}
