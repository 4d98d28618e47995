package org.restante.mail;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One mailbox of the tree with what the server told of it (LIST and STATUS).
 *
 * @param delimiter the hierarchy separator, or null where names are flat
 * @param selectable whether it can be opened
 * @param attributes of LIST in lower case, with backslash
 * @param use what it is for by SPECIAL-USE or, failing that, by a well-known name; null if ordinary
 * @param status its counts, or null where the server did not tell
 */
public record MailboxInfo(
        MailboxName name,
        @Nullable Character delimiter,
        boolean selectable,
        boolean subscribed,
        Set<String> attributes,
        @Nullable SpecialUse use,
        @Nullable MailboxStatus status) {

    public MailboxInfo withUse(@Nullable SpecialUse newUse) {
        return new MailboxInfo(name, delimiter, selectable, subscribed, attributes, newUse, status);
    }

    public MailboxInfo withStatus(@Nullable MailboxStatus newStatus) {
        return new MailboxInfo(name, delimiter, selectable, subscribed, attributes, use, newStatus);
    }
}
