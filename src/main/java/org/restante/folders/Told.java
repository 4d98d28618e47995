package org.restante.folders;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Legible;
import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;

/**
 * What was done to a folder, as the page after it says. It comes from an address that anybody can
 * write, so it is said only where the mailbox bears it out.
 *
 * @param key of the sentence in the message bundles
 * @param undo how to take a change back, or null
 */
record Told(String key, String label, @Nullable Undo undo) {

    /**
     * The form that takes a change back.
     *
     * @param path of the folder as it is now
     * @param name as it was called
     * @param parent where it was
     */
    record Undo(String path, String name, String parent) {}

    static @Nullable Told of(
            @Nullable String done,
            @Nullable String folder,
            @Nullable String from,
            MailboxTree tree) {
        MailboxName name = name(folder);
        if (done == null || name == null) {
            return null;
        }
        Optional<MailboxInfo> there = tree.find(name);
        return switch (done) {
            case "created" -> there.map(info -> told(done, info, null)).orElse(null);
            case "changed" ->
                    there.map(info -> told(done, info, undo(info, from, tree))).orElse(null);
            case "deleted" -> there.isPresent() ? null : missed("deleted", name, tree);
            default -> null;
        };
    }

    private static Told told(String done, MailboxInfo info, @Nullable Undo undo) {
        String label = Legible.text(info.name().leaf(info.delimiter()));
        return new Told("folder.told." + done, label, undo);
    }

    /** Somebody wanted to do something to a folder that is not there any more. */
    static Told gone(MailboxName name, MailboxTree tree) {
        return missed("gone", name, tree);
    }

    /** Whether nothing was done, which is to be heard at once. */
    public boolean isAlert() {
        return key.equals("folder.told.gone");
    }

    private static Told missed(String done, MailboxName name, MailboxTree tree) {
        Character delimiter =
                tree.mailboxes().isEmpty() ? null : tree.mailboxes().getFirst().delimiter();
        return new Told("folder.told." + done, Legible.text(name.leaf(delimiter)), null);
    }

    private static @Nullable Undo undo(MailboxInfo now, @Nullable String from, MailboxTree tree) {
        MailboxName before = name(from);
        if (before == null || tree.find(before).isPresent()) {
            return null;
        }
        MailboxName parent = before.parent(now.delimiter());
        boolean top = parent == null || tree.find(parent).isEmpty();
        return new Undo(
                now.name().toPath(),
                before.leaf(now.delimiter()),
                top || parent == null ? "" : parent.toPath());
    }

    private static @Nullable MailboxName name(@Nullable String path) {
        try {
            return path == null ? null : MailboxName.ofPath(path);
        } catch (MailException e) {
            return null;
        }
    }
}
