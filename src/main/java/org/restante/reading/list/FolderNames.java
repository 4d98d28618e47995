package org.restante.reading.list;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;
import org.restante.mail.SpecialUse;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Calls folders by the names that people know them by. */
@Component
public class FolderNames {

    private final MessageSource words;

    FolderNames(MessageSource words) {
        this.words = words;
    }

    /** The folder with its counts; the tree need not hold it. */
    public Folder folder(MailboxName name, MailboxTree tree, Locale locale) {
        return tree.find(name)
                .map(info -> folder(info, tree, locale))
                .orElseGet(() -> new Folder(name, label(name, null, null, locale), null, 0));
    }

    private Folder folder(MailboxInfo info, MailboxTree tree, Locale locale) {
        MailboxStatus status = info.status();
        SpecialUse use =
                tree.mailboxes().stream()
                        .filter(other -> other.use() == info.use())
                        .findFirst()
                        .filter(first -> first.name().equals(info.name()))
                        .map(MailboxInfo::use)
                        .orElse(null);
        return new Folder(
                info.name(),
                label(info.name(), info.delimiter(), use, locale),
                info.use(),
                status == null ? 0 : status.unseen());
    }

    private String label(
            MailboxName name,
            @Nullable Character delimiter,
            @Nullable SpecialUse use,
            Locale locale) {
        return Optional.ofNullable(name.isInbox() ? SpecialUse.INBOX : use)
                .map(known -> "folder." + known.name().toLowerCase(Locale.ROOT))
                .map(key -> words.getMessage(key, null, locale))
                .orElseGet(() -> Plain.text(name.leaf(delimiter)));
    }
}
