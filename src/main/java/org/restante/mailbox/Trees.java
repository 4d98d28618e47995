package org.restante.mailbox;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.SpecialUse;

/** Puts the mailboxes that a server lists into the order in which people look for them. */
final class Trees {

    /** Names under which other programs keep special mailboxes, in the order of preference. */
    private static final Map<SpecialUse, List<String>> WELL_KNOWN = wellKnown();

    /** Deeper than people nest; a name of nothing but separators must not become a thousand. */
    private static final int DEPTH = 50;

    private static final List<SpecialUse> RANKS = List.of(SpecialUse.values());

    private Trees() {}

    private static Map<SpecialUse, List<String>> wellKnown() {
        Map<SpecialUse, List<String>> names = new EnumMap<>(SpecialUse.class);
        names.put(SpecialUse.DRAFTS, List.of("drafts", "draft", "entwürfe", "brouillons"));
        names.put(
                SpecialUse.SENT,
                List.of(
                        "sent",
                        "sent items",
                        "sent messages",
                        "sent mail",
                        "gesendet",
                        "gesendete objekte",
                        "gesendete elemente",
                        "envoyés"));
        names.put(SpecialUse.ARCHIVE, List.of("archive", "archives", "archiv"));
        names.put(
                SpecialUse.JUNK,
                List.of("junk", "spam", "junk e-mail", "junk email", "bulk mail", "spamverdacht"));
        names.put(
                SpecialUse.TRASH,
                List.of(
                        "trash",
                        "deleted items",
                        "deleted messages",
                        "deleted",
                        "bin",
                        "papierkorb",
                        "gelöschte elemente",
                        "gelöschte objekte",
                        "corbeille"));
        return names;
    }

    static MailboxTree of(List<MailboxInfo> listed, String personalPrefix) {
        Map<MailboxName, MailboxInfo> mailboxes = new LinkedHashMap<>();
        listed.forEach(mailbox -> mailboxes.put(mailbox.name(), mailbox));
        mailboxes.computeIfAbsent(MailboxName.INBOX, name -> parent(name, null, true));
        addMissingParents(mailboxes);
        keepOneOfEachUse(mailboxes);
        guessUses(mailboxes, personalPrefix);
        List<MailboxInfo> sorted = new ArrayList<>(mailboxes.values());
        sorted.sort(order(mailboxes));
        return new MailboxTree(List.copyOf(sorted));
    }

    private static void addMissingParents(Map<MailboxName, MailboxInfo> mailboxes) {
        for (MailboxInfo mailbox : List.copyOf(mailboxes.values())) {
            MailboxName parent = mailbox.name().parent(mailbox.delimiter());
            if (levels(mailbox) > DEPTH) {
                continue;
            }
            while (parent != null && !mailboxes.containsKey(parent)) {
                mailboxes.put(parent, parent(parent, mailbox.delimiter(), false));
                parent = parent.parent(mailbox.delimiter());
            }
        }
    }

    private static long levels(MailboxInfo mailbox) {
        Character delimiter = mailbox.delimiter();
        return delimiter == null
                ? 0
                : mailbox.name().value().chars().filter(c -> c == delimiter).count();
    }

    private static MailboxInfo parent(
            MailboxName name, @Nullable Character delimiter, boolean inbox) {
        SpecialUse use = inbox ? SpecialUse.INBOX : null;
        return new MailboxInfo(name, delimiter, inbox, false, Set.of(), use, null);
    }

    /** Where a server gives the same use twice, the first one has it. */
    private static void keepOneOfEachUse(Map<MailboxName, MailboxInfo> mailboxes) {
        Map<SpecialUse, MailboxName> first = new EnumMap<>(SpecialUse.class);
        mailboxes.replaceAll(
                (name, mailbox) -> {
                    SpecialUse use = mailbox.use();
                    boolean taken = use != null && first.putIfAbsent(use, name) != null;
                    return taken ? mailbox.withUse(null) : mailbox;
                });
    }

    private static void guessUses(Map<MailboxName, MailboxInfo> mailboxes, String prefix) {
        WELL_KNOWN.forEach(
                (use, names) -> {
                    if (mailboxes.values().stream().anyMatch(mailbox -> mailbox.use() == use)) {
                        return;
                    }
                    names.stream()
                            .flatMap(known -> ofName(mailboxes, known, prefix).stream())
                            .findFirst()
                            .ifPresent(
                                    name ->
                                            mailboxes.computeIfPresent(
                                                    name, (n, m) -> m.withUse(use)));
                });
    }

    private static List<MailboxName> ofName(
            Map<MailboxName, MailboxInfo> mailboxes, String known, String prefix) {
        return mailboxes.values().stream()
                .filter(mailbox -> mailbox.selectable() && mailbox.use() == null)
                .map(MailboxInfo::name)
                .filter(name -> withoutPrefix(name, prefix).toLowerCase(Locale.ROOT).equals(known))
                .toList();
    }

    private static String withoutPrefix(MailboxName name, String prefix) {
        String value = name.value();
        boolean prefixed =
                !prefix.isEmpty() && value.regionMatches(true, 0, prefix, 0, prefix.length());
        return prefixed ? value.substring(prefix.length()) : value;
    }

    private static Comparator<MailboxInfo> order(Map<MailboxName, MailboxInfo> mailboxes) {
        Collator collator = Collator.getInstance(Locale.ROOT);
        return (one, other) -> {
            List<MailboxInfo> a = path(one, mailboxes);
            List<MailboxInfo> b = path(other, mailboxes);
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                int difference = compare(a.get(i), b.get(i), collator);
                if (difference != 0) {
                    return difference;
                }
            }
            return Integer.compare(a.size(), b.size());
        };
    }

    /** A special mailbox stands first wherever the server keeps it, its children follow it. */
    private static List<MailboxInfo> path(
            MailboxInfo mailbox, Map<MailboxName, MailboxInfo> mailboxes) {
        List<MailboxInfo> path = new ArrayList<>(List.of(mailbox));
        MailboxInfo at = mailbox;
        while (at.use() == null && path.size() <= DEPTH) {
            MailboxName parent = at.name().parent(at.delimiter());
            MailboxInfo above = parent == null ? null : mailboxes.get(parent);
            if (above == null || above.name().isInbox()) {
                break;
            }
            path.addFirst(above);
            at = above;
        }
        return path;
    }

    private static int compare(MailboxInfo a, MailboxInfo b, Collator collator) {
        int special = Integer.compare(rank(a), rank(b));
        if (special != 0) {
            return special;
        }
        int byName = collator.compare(a.name().value(), b.name().value());
        return byName != 0 ? byName : a.name().compareTo(b.name());
    }

    private static int rank(MailboxInfo mailbox) {
        int rank = mailbox.use() == null ? -1 : RANKS.indexOf(mailbox.use());
        return rank < 0 ? RANKS.size() : rank;
    }
}
