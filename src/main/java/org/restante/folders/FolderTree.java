package org.restante.folders;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Legible;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;
import org.restante.mail.Quota;
import org.restante.mail.SpecialUse;
import org.springframework.stereotype.Component;

/** Draws the mailboxes of an account as the tree beside every page of mail. */
@Component("folderTree")
class FolderTree {

    /** The special folders, in the order in which people look for them. */
    public List<Node> special(MailboxTree tree, @Nullable MailboxName current) {
        return tree.mailboxes().stream()
                .filter(mailbox -> isSpecial(mailbox, tree))
                .map(mailbox -> special(mailbox, current))
                .toList();
    }

    /** All others, nested, without parents that only hold special ones. */
    public List<Node> ordinary(MailboxTree tree, @Nullable MailboxName current) {
        List<MailboxInfo> ordinary =
                tree.mailboxes().stream().filter(mailbox -> !isSpecial(mailbox, tree)).toList();
        return ordinary.stream()
                .filter(mailbox -> mailbox.selectable() || isParent(mailbox, ordinary))
                .map(mailbox -> ordinary(mailbox, depth(mailbox, ordinary), current))
                .toList();
    }

    /** Those that messages can be moved to. */
    public List<Node> targets(MailboxTree tree, MailboxName current) {
        List<Node> nodes = new ArrayList<>(special(tree, current));
        nodes.addAll(ordinary(tree, current));
        return nodes.stream().filter(node -> node.open() && !node.current()).toList();
    }

    /** All of the tree but its counts. */
    public List<MailboxInfo> shape(MailboxTree tree) {
        return tree.mailboxes().stream().map(mailbox -> mailbox.withStatus(null)).toList();
    }

    /** How full the account is, or null where nobody knows. */
    public @Nullable Meter meter(@Nullable Quota quota, Locale locale) {
        return quota == null ? null : Meter.of(quota, locale);
    }

    /** Whether mail programs rely on it, so that it keeps its name and its place. */
    static boolean isSpecial(MailboxInfo mailbox, MailboxTree tree) {
        if (mailbox.name().isInbox()) {
            return true;
        }
        SpecialUse use = mailbox.use();
        return use != null
                && mailbox.selectable()
                && tree.find(use).filter(mailbox::equals).isPresent();
    }

    private Node special(MailboxInfo mailbox, @Nullable MailboxName current) {
        SpecialUse use = Optional.ofNullable(mailbox.use()).orElse(SpecialUse.INBOX);
        return new Node(
                mailbox.name().toPath(),
                mailbox.selectable(),
                mailbox.name().value(),
                "folder." + use.name().toLowerCase(Locale.ROOT),
                icon(use),
                0,
                count(use, mailbox.status()),
                use == SpecialUse.DRAFTS,
                mailbox.name().equals(current));
    }

    private static Node ordinary(MailboxInfo mailbox, int depth, @Nullable MailboxName current) {
        MailboxStatus status = mailbox.status();
        return new Node(
                mailbox.name().toPath(),
                mailbox.selectable(),
                label(mailbox),
                null,
                "folder",
                depth,
                status == null ? 0 : status.unseen(),
                false,
                mailbox.name().equals(current));
    }

    /** A link must have something to read, whatever another program called the folder. */
    private static String label(MailboxInfo mailbox) {
        String leaf = Legible.text(mailbox.name().leaf(mailbox.delimiter()));
        return leaf.codePoints().allMatch(FolderTree::isInvisible) ? mailbox.name().toPath() : leaf;
    }

    static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }

    /** Drafts are counted all; in one's own and in thrown away mail nothing waits to be read. */
    private static long count(SpecialUse use, @Nullable MailboxStatus status) {
        if (status == null) {
            return 0;
        }
        return switch (use) {
            case DRAFTS -> status.messages();
            case SENT, TRASH, ALL, ARCHIVE -> 0;
            case INBOX, FLAGGED, JUNK, IMPORTANT -> status.unseen();
        };
    }

    /** The picture of a mailbox of that use. */
    public String icon(@Nullable SpecialUse use) {
        return switch (use) {
            case null -> "folder";
            case INBOX -> "inbox";
            case FLAGGED -> "flag";
            case DRAFTS -> "file-pen-line";
            case SENT -> "send";
            case ARCHIVE -> "archive";
            case JUNK -> "shield-alert";
            case TRASH -> "trash-2";
            case ALL -> "mails";
            case IMPORTANT -> "star";
        };
    }

    private static boolean isParent(MailboxInfo mailbox, List<MailboxInfo> others) {
        return others.stream()
                .anyMatch(other -> other.selectable() && isBelow(other, mailbox.name()));
    }

    private static boolean isBelow(MailboxInfo mailbox, MailboxName ancestor) {
        return mailbox.delimiter() != null
                && mailbox.name().value().startsWith(ancestor.value() + mailbox.delimiter());
    }

    private static int depth(MailboxInfo mailbox, List<MailboxInfo> others) {
        return (int) others.stream().filter(other -> isBelow(mailbox, other.name())).count();
    }
}
