package org.restante.folders;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Legible;
import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;
import org.restante.mail.Octets;
import org.restante.mail.Problem;
import org.restante.mail.Quota;
import org.restante.mailbox.AccountCommands;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.Pending;
import org.springframework.stereotype.Service;

/** Keeps the folders of an account in order. */
@Service
class Folders {

    /** Longer names are refused by some servers, and by people's patience. */
    private static final int LONGEST = 100;

    /** So many are measured; an account with more than that has no use for a page of them. */
    private static final int MEASURED = 500;

    private final FolderTree tree;

    Folders(FolderTree tree) {
        this.tree = tree;
    }

    /**
     * All folders, measured.
     *
     * @param total octets of all that could be measured
     */
    record Overview(MailboxTree tree, List<FolderRow> rows, @Nullable Quota quota, long total) {

        /** The fullest first. */
        public List<FolderRow> bySize() {
            return rows.stream()
                    .filter(row -> row.octets() > 0)
                    .sorted((a, b) -> Long.compare(b.octets(), a.octets()))
                    .toList();
        }
    }

    Overview overview(MailSession session, Locale locale) {
        return session.with(
                account -> {
                    Pending<Optional<Quota>> quota = account.quota(MailboxName.INBOX);
                    MailboxTree all = account.mailboxes().get();
                    Map<MailboxName, MailboxStatus> sizes =
                            account.measure(
                                            all.mailboxes().stream()
                                                    .filter(MailboxInfo::selectable)
                                                    .map(MailboxInfo::name)
                                                    .limit(MEASURED)
                                                    .toList())
                                    .get();
                    long total = sizes.values().stream().mapToLong(Folders::octets).sum();
                    List<FolderRow> rows = new ArrayList<>();
                    for (Node node : nodes(all)) {
                        rows.add(row(node, all, sizes, total, locale));
                    }
                    return new Overview(all, rows, quota.get().orElse(null), total);
                });
    }

    private List<Node> nodes(MailboxTree all) {
        List<Node> nodes = new ArrayList<>(tree.special(all, null));
        nodes.addAll(tree.ordinary(all, null));
        return nodes;
    }

    private static FolderRow row(
            Node node,
            MailboxTree all,
            Map<MailboxName, MailboxStatus> sizes,
            long total,
            Locale locale) {
        MailboxName name = MailboxName.ofPath(node.path());
        MailboxStatus status = sizes.get(name);
        long octets = status == null ? 0 : octets(status);
        return new FolderRow(
                node,
                status,
                status == null || status.size() == null ? "" : Octets.text(octets, locale),
                octets,
                node.key() != null,
                isParent(name, all),
                total == 0 ? 0 : (int) Math.round(100.0 * octets / total));
    }

    private static long octets(MailboxStatus status) {
        Long size = status.size();
        return size == null ? 0 : size;
    }

    /** Whether folders can be put into it; a name in no known encoding cannot be written on. */
    private static boolean isParent(MailboxName name, MailboxTree all) {
        return all.find(name)
                .filter(info -> info.delimiter() != null && !name.verbatim())
                .filter(info -> !info.attributes().contains("\\noinferiors"))
                .isPresent();
    }

    /**
     * The folders among which one is made or changed.
     *
     * @param prefix what the names of the account's own folders begin with
     */
    record Places(MailboxTree all, String prefix) {

        /** On such a server all own folders are below the inbox, and none is said to be in it. */
        private boolean belowInbox() {
            return !prefix.isEmpty();
        }

        /** The folder as it is now. */
        FolderForm form(MailboxName folder) {
            MailboxInfo info = find(all, folder);
            MailboxName parent = info.name().parent(info.delimiter());
            boolean top =
                    parent == null
                            || all.find(parent).isEmpty()
                            || (parent.isInbox() && belowInbox());
            return new FolderForm(
                    info.name().leaf(info.delimiter()),
                    top || parent == null ? "" : parent.toPath());
        }
    }

    Places places(MailSession session) {
        return session.with(
                account -> new Places(account.mailboxes().get(), account.personalPrefix()));
    }

    /** Where a folder can be put: anywhere that can have folders, but not into itself. */
    List<Node> parents(Places places, @Nullable MailboxName moving) {
        MailboxTree all = places.all();
        return nodes(all).stream()
                .filter(node -> isParent(MailboxName.ofPath(node.path()), all))
                .filter(node -> !places.belowInbox() || !node.path().equals("INBOX"))
                .filter(node -> moving == null || !isAtOrBelow(node, moving, all))
                .toList();
    }

    private static boolean isAtOrBelow(Node node, MailboxName top, MailboxTree all) {
        MailboxName name = MailboxName.ofPath(node.path());
        return name.equals(top) || all.find(name).filter(info -> isBelow(info, top)).isPresent();
    }

    /** Makes a folder and returns its name. */
    MailboxName create(MailSession session, FolderForm form) {
        return session.with(
                account -> {
                    MailboxName name = name(account, account.mailboxes().get(), form, null);
                    change(() -> account.create(name, null));
                    return name;
                });
    }

    /** Calls a folder otherwise or puts it elsewhere, with all that is below it. */
    MailboxName change(MailSession session, MailboxName from, FolderForm form) {
        return session.with(
                account -> {
                    MailboxTree all = account.mailboxes().get();
                    ordinary(all, from);
                    MailboxName to = name(account, all, form, from);
                    if (!to.equals(from)) {
                        change(() -> account.rename(from, to));
                    }
                    return to;
                });
    }

    /** The folder where it is there and nobody's mail program relies on it. */
    private static MailboxInfo ordinary(MailboxTree all, MailboxName name) {
        MailboxInfo info = find(all, name);
        if (FolderTree.isSpecial(info, all)) {
            throw new MailException(Problem.NOT_PERMITTED, "a special folder");
        }
        return info;
    }

    private static MailboxInfo find(MailboxTree all, MailboxName name) {
        return all.find(name).orElseThrow(() -> new MailException(Problem.MAILBOX_MISSING, "gone"));
    }

    private static void change(Runnable act) {
        try {
            act.run();
        } catch (MailException e) {
            throw switch (e.problem()) {
                case MAILBOX_EXISTS -> new NameRefused(NameFault.EXISTS);
                case MAILBOX_NAME_REFUSED, REFUSED -> new NameRefused(NameFault.REFUSED);
                case NOT_PERMITTED -> new NameRefused(NameFault.NOT_PERMITTED);
                default -> e;
            };
        }
    }

    private static MailboxName name(
            AccountCommands account,
            MailboxTree all,
            FolderForm form,
            @Nullable MailboxName changing) {
        String leaf = form.wanted();
        Character delimiter = account.delimiter();
        check(leaf, delimiter);
        String value = place(account, all, form, delimiter, changing) + leaf;
        if (value.equalsIgnoreCase("INBOX")) {
            throw new NameRefused(NameFault.INBOX);
        }
        MailboxName name = new MailboxName(value);
        if (!name.equals(changing) && all.find(name).isPresent()) {
            throw new NameRefused(NameFault.EXISTS);
        }
        return name;
    }

    private static void check(String leaf, @Nullable Character delimiter) {
        if (leaf.codePoints().allMatch(FolderTree::isInvisible)) {
            throw new NameRefused(NameFault.EMPTY);
        }
        if (leaf.codePointCount(0, leaf.length()) > LONGEST) {
            throw new NameRefused(NameFault.LONG);
        }
        if (leaf.codePoints().anyMatch(Folders::isUnspeakable)) {
            throw new NameRefused(NameFault.CONTROL);
        }
        if (delimiter != null && leaf.indexOf(delimiter) >= 0) {
            throw new NameRefused(NameFault.DELIMITER, delimiter);
        }
    }

    /** Joiners stay, which some scripts are written with; what turns a name around does not. */
    private static boolean isUnspeakable(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.SURROGATE
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static String place(
            AccountCommands account,
            MailboxTree all,
            FolderForm form,
            @Nullable Character delimiter,
            @Nullable MailboxName changing) {
        if (form.inside().isEmpty()) {
            return account.personalPrefix();
        }
        if (delimiter == null) {
            throw new NameRefused(NameFault.FLAT);
        }
        MailboxName parent = parent(form);
        MailboxInfo info =
                all.find(parent).orElseThrow(() -> new NameRefused(NameFault.PARENT_GONE));
        if (changing != null && (parent.equals(changing) || isBelow(info, changing))) {
            throw new NameRefused(NameFault.INSIDE_ITSELF);
        }
        if (!isParent(parent, all)) {
            throw new NameRefused(NameFault.FLAT);
        }
        return parent.value() + delimiter;
    }

    private static MailboxName parent(FolderForm form) {
        try {
            return MailboxName.ofPath(form.inside());
        } catch (MailException e) {
            throw new NameRefused(NameFault.PARENT_GONE);
        }
    }

    private static boolean isBelow(MailboxInfo mailbox, MailboxName ancestor) {
        return mailbox.delimiter() != null
                && mailbox.name().value().startsWith(ancestor.value() + mailbox.delimiter());
    }

    /** What would be lost with the folder. */
    Contents contents(MailSession session, MailboxName name, Locale locale) {
        return session.with(account -> contents(account, name, locale));
    }

    private static Contents contents(AccountCommands account, MailboxName name, Locale locale) {
        MailboxTree all = account.mailboxes().get();
        MailboxInfo folder = ordinary(all, name);
        List<MailboxInfo> below = below(all, name);
        if (below.stream().anyMatch(info -> FolderTree.isSpecial(info, all))) {
            throw new MailException(Problem.NOT_PERMITTED, "a special folder is below it");
        }
        List<MailboxInfo> both = new ArrayList<>(below);
        both.add(folder);
        Collection<MailboxStatus> measured =
                account.measure(
                                both.stream()
                                        .filter(MailboxInfo::selectable)
                                        .map(MailboxInfo::name)
                                        .toList())
                        .get()
                        .values();
        long octets = measured.stream().mapToLong(Folders::octets).sum();
        return new Contents(
                name.toPath(),
                Legible.text(name.leaf(folder.delimiter())),
                measured.stream().mapToLong(MailboxStatus::messages).sum(),
                octets == 0 ? "" : Octets.text(octets, locale),
                below.stream()
                        .map(info -> Legible.text(info.name().leaf(info.delimiter())))
                        .toList());
    }

    private static List<MailboxInfo> below(MailboxTree all, MailboxName name) {
        return all.mailboxes().stream().filter(info -> isBelow(info, name)).toList();
    }

    /**
     * Removes the folder, those below it first; only where it holds no more than was agreed to.
     *
     * @return what it holds where that is more, and nothing was done; else empty
     */
    Optional<Contents> delete(MailSession session, MailboxName name, long agreed, Locale locale) {
        return session.with(
                account -> {
                    Contents now = contents(account, name, locale);
                    if (now.messages() > agreed) {
                        return Optional.of(now);
                    }
                    List<MailboxInfo> below =
                            new ArrayList<>(below(account.mailboxes().get(), name));
                    below.sort(Collections.reverseOrder(Folders::byDepth));
                    below.forEach(info -> remove(account, info.name()));
                    remove(account, name);
                    return Optional.empty();
                });
    }

    private static int byDepth(MailboxInfo a, MailboxInfo b) {
        return Integer.compare(a.name().value().length(), b.name().value().length());
    }

    /** A mere parent goes by itself on some servers when its last child is gone. */
    private static void remove(AccountCommands account, MailboxName name) {
        try {
            account.delete(name);
        } catch (MailException e) {
            if (e.problem() != Problem.MAILBOX_MISSING) {
                throw e;
            }
        }
    }
}
