package org.restante.mailbox;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.Problem;
import org.restante.mail.SpecialUse;

/** Finds the mailbox for a special use and creates it when it is first needed (RFC 6154). */
public final class SpecialMailboxes {

    /** A server answers so where the name is outside the account's namespace. */
    private static final Set<Problem> ELSEWHERE =
            Set.of(Problem.MAILBOX_NAME_REFUSED, Problem.NOT_PERMITTED, Problem.REFUSED);

    private SpecialMailboxes() {}

    /** The mailbox of that use, made now if the account has none. */
    public static MailboxName require(
            AccountCommands account, MailboxTree tree, SpecialUse use) {
        return tree.find(use)
                .filter(MailboxInfo::selectable)
                .map(MailboxInfo::name)
                .orElseGet(() -> create(account, tree, use));
    }

    private static MailboxName create(
            AccountCommands account, MailboxTree tree, SpecialUse use) {
        List<MailboxName> names = names(account.delimiter(), tree, leaf(use));
        try {
            return create(account, names.getFirst(), use);
        } catch (MailException e) {
            if (names.size() < 2 || !ELSEWHERE.contains(e.problem())) {
                throw e;
            }
            return create(account, names.getLast(), use);
        }
    }

    private static MailboxName create(
            AccountCommands account, MailboxName name, SpecialUse use) {
        try {
            account.create(name, use);
        } catch (MailException e) {
            if (e.problem() != Problem.MAILBOX_EXISTS) {
                throw e;
            }
        }
        return name;
    }

    /** At the top and below INBOX; first where the account keeps its other mailboxes. */
    private static List<MailboxName> names(
            @Nullable Character delimiter,
            MailboxTree tree,
            String leaf) {
        MailboxName top = new MailboxName(leaf);
        if (delimiter == null) {
            return List.of(top);
        }
        String prefix = MailboxName.INBOX.value() + delimiter;
        MailboxName below = new MailboxName(prefix + leaf);
        List<MailboxInfo> others =
                tree.mailboxes().stream().filter(box -> !box.name().isInbox()).toList();
        boolean allBelow =
                !others.isEmpty()
                        && others.stream().allMatch(box -> box.name().value().startsWith(prefix));
        return allBelow ? List.of(below, top) : List.of(top, below);
    }

    private static String leaf(SpecialUse use) {
        return switch (use) {
            case TRASH -> "Trash";
            case ARCHIVE -> "Archive";
            case JUNK -> "Junk";
            case DRAFTS -> "Drafts";
            case SENT -> "Sent";
            case INBOX, FLAGGED, ALL, IMPORTANT ->
                    throw new IllegalArgumentException("never created: " + use);
        };
    }
}
