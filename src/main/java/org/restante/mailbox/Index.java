package org.restante.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;
import org.restante.mail.MessageSummary;
import org.restante.mail.Quota;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.mailbox.OpenMailbox.MessagePage;

/**
 * What was read of an account's mailboxes, good for as long as its watcher tells of no change (ADR
 * 9). Nothing is ever changed in it by hand: what may be old is forgotten and read again, so that
 * no order of events on several connections can make it wrong.
 */
final class Index {

    /** Pages of one account that are kept; those least recently shown go. */
    private static final int PAGES = 40;

    /** Mailboxes that nobody watches, such as shared ones, are counted so often at least. */
    private static final Duration UNWATCHED = Duration.ofSeconds(30);

    /** An administrator may change a limit without a change in any mailbox. */
    private static final Duration QUOTA = Duration.ofMinutes(5);

    private final Summaries summaries;
    private final MailAccount account;
    private final Map<MailboxName, MailboxState> states = new HashMap<>();
    private final Map<MailboxName, Long> versions = new HashMap<>();
    private final Set<MailboxName> doubtful = new HashSet<>();
    private final Map<MailboxName, Metered> metered = new HashMap<>();
    private final Map<PageKey, Page> pages =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<PageKey, Page> eldest) {
                    return size() > PAGES;
                }
            };

    private boolean watched;
    private long version;
    private long contents;
    private long folders;
    private @Nullable Listed listed;

    Index(MailAccount account, Summaries summaries) {
        this.account = account;
        this.summaries = summaries;
    }

    /** What was known when a work began; what it reads counts if that is still so at its end. */
    record Mark(MailboxName mailbox, long version, long contents, long folders, long all) {}

    private record PageKey(MailboxName mailbox, long offset, int count) {}

    private record Page(
            UidValidity validity,
            long total,
            long[] uids,
            List<Set<Flag>> flags,
            String state,
            long modSeq) {}

    private record Listed(long folders, List<MailboxInfo> mailboxes, long at) {}

    private record Metered(long contents, Optional<Quota> quota, long at) {}

    synchronized Mark mark(MailboxName mailbox) {
        return new Mark(mailbox, version(mailbox), contents, folders, version);
    }

    private long version(MailboxName mailbox) {
        return versions.getOrDefault(mailbox, 0L);
    }

    /** The highest mod-sequence that the watcher has told, -1 for none. */
    synchronized long modSeq(MailboxName mailbox) {
        return states.getOrDefault(mailbox, MailboxState.UNKNOWN).modSeq();
    }

    /** Whether the watcher has told of another life of the mailbox, deleted and made again. */
    synchronized boolean isAnotherLife(MailboxName mailbox, UidValidity validity) {
        long told = states.getOrDefault(mailbox, MailboxState.UNKNOWN).uidValidity();
        return told > 0 && validity.value() > 0 && told != validity.value();
    }

    synchronized Map<MailboxName, MailboxState> states() {
        return Map.copyOf(states);
    }

    // --- what happens ---

    /** From here on the watcher tells of each change in these mailboxes; returns what is new. */
    synchronized Map<MailboxName, MailboxState> watched(Map<MailboxName, MailboxState> all) {
        unwatched();
        watched = true;
        return compared(all);
    }

    /** From here on nothing is certain. */
    synchronized void unwatched() {
        watched = false;
        pages.clear();
        listed = null;
        metered.clear();
        version++;
        folders++;
        contents++;
    }

    /** All that is there, on a server that is only asked; returns what is new. */
    synchronized Map<MailboxName, MailboxState> compared(Map<MailboxName, MailboxState> all) {
        states.keySet().retainAll(all.keySet());
        Map<MailboxName, MailboxState> changed = new HashMap<>();
        all.forEach((name, state) -> told(name, state).ifPresent(now -> changed.put(name, now)));
        return changed;
    }

    /** These, and what is known already of those that are newer. */
    synchronized Map<MailboxName, MailboxState> newest(Map<MailboxName, MailboxState> all) {
        Map<MailboxName, MailboxState> newest = new HashMap<>(all);
        newest.replaceAll(
                (name, state) -> {
                    MailboxState known = states.getOrDefault(name, MailboxState.UNKNOWN);
                    return known.isLaterThan(state) ? known : state;
                });
        return newest;
    }

    /** The mailbox is now so; what it is where that is news. */
    synchronized Optional<MailboxState> told(MailboxName mailbox, MailboxState state) {
        MailboxState before = states.get(mailbox);
        MailboxState now = (before == null ? MailboxState.UNKNOWN : before).and(state);
        states.put(mailbox, now);
        if (now.equals(before)) {
            return Optional.empty();
        }
        doubtful.remove(mailbox);
        version++;
        if (before == null || !now.holdsAsBefore(before)) {
            contents++;
        }
        forgetOlder(mailbox, now);
        return Optional.of(now);
    }

    /** Pages that were read after the change stay: one's own changes are told of as well. */
    private void forgetOlder(MailboxName mailbox, MailboxState now) {
        boolean covered =
                pages.entrySet().stream()
                        .filter(page -> page.getKey().mailbox().equals(mailbox))
                        .allMatch(page -> covers(page.getValue(), now));
        if (!covered) {
            forget(mailbox);
        }
    }

    private void forget(MailboxName mailbox) {
        versions.merge(mailbox, 1L, Long::sum);
        pages.keySet().removeIf(page -> page.mailbox().equals(mailbox));
    }

    private static boolean covers(Page page, MailboxState now) {
        return page.total() == now.messages()
                && page.modSeq() >= now.modSeq()
                && now.modSeq() > 0
                && page.validity().value() == now.uidValidity();
    }

    /** Something in it has changed, or may have. */
    synchronized void changed(MailboxName mailbox) {
        version++;
        contents++;
        forget(mailbox);
        doubtful.add(mailbox);
    }

    synchronized void foldersChanged() {
        folders++;
        contents++;
        version++;
    }

    // --- what is read ---

    /** Keeps a page that was read; true where it shows more than was told. */
    synchronized boolean read(Mark mark, int count, MessagePage page, MailboxState state) {
        MailboxState told = states.getOrDefault(mark.mailbox(), MailboxState.UNKNOWN);
        boolean behind =
                state.modSeq() < told.modSeq()
                        || (state.modSeq() == told.modSeq() && page.total() != told.messages());
        if (!watched || behind || state.modSeq() <= 0 || told.modSeq() <= 0) {
            return false;
        }
        if (mark.version() == version(mark.mailbox())) {
            pages.put(key(mark.mailbox(), page.offset(), count), page(page, state));
        }
        return state.modSeq() > told.modSeq();
    }

    private static Page page(MessagePage page, MailboxState state) {
        long[] uids = page.rows().stream().mapToLong(row -> row.uid().value()).toArray();
        // mostly the same few sets
        Map<Set<Flag>, Set<Flag>> same = new HashMap<>();
        List<Set<Flag>> flags =
                page.rows().stream()
                        .map(MessageSummary::flags)
                        .map(one -> same.computeIfAbsent(one, first -> first))
                        .toList();
        return new Page(
                page.uidValidity(), page.total(), uids, flags, state.stamp(), state.modSeq());
    }

    /** Keeps the list that was read; true where it says something else than was told. */
    synchronized boolean listed(Mark mark, List<MailboxInfo> mailboxes) {
        if (!watched || mark.folders() != folders) {
            return false;
        }
        listed = new Listed(folders, List.copyOf(mailboxes), System.nanoTime());
        if (mark.all() != version) {
            return false;
        }
        for (MailboxInfo mailbox : mailboxes) {
            MailboxStatus status = mailbox.status();
            MailboxState state = states.get(mailbox.name());
            // Either may be behind: what is certain is what both say.
            boolean same =
                    status != null
                            && state != null
                            && status.messages() == state.messages()
                            && status.unseen() == state.unseen();
            if (same) {
                doubtful.remove(mailbox.name());
            } else if (state != null && mailbox.selectable()) {
                doubtful.add(mailbox.name());
            }
        }
        return !doubtful.isEmpty();
    }

    synchronized void metered(Mark mark, MailboxName mailbox, Optional<Quota> quota) {
        if (watched && mark.contents() == contents) {
            metered.put(mailbox, new Metered(contents, quota, System.nanoTime()));
        }
    }

    // --- what is known ---

    /** The page, where nothing of it can have changed; the tree is made by {@code trees}. */
    synchronized Optional<KnownPage> known(
            MailboxName mailbox, long offset, int count, TreeMaker trees) {
        Page page = watched ? pages.get(key(mailbox, Math.max(0, offset), count)) : null;
        Metered quota = metered.get(mailbox);
        List<MailboxInfo> mailboxes = mailboxes();
        if (page == null
                || mailboxes == null
                || quota == null
                || quota.contents() != contents
                || isOlder(quota.at(), QUOTA)) {
            return Optional.empty();
        }
        return shown(page, mailbox, Math.max(0, offset))
                .map(
                        rows ->
                                new KnownPage(
                                        trees.tree(mailboxes), quota.quota(), rows, page.state()));
    }

    /** Makes the tree of what was listed. */
    @FunctionalInterface
    interface TreeMaker {
        MailboxTree tree(List<MailboxInfo> mailboxes);
    }

    private static PageKey key(MailboxName mailbox, long offset, int count) {
        return new PageKey(mailbox, offset, count);
    }

    private Optional<MessagePage> shown(Page page, MailboxName mailbox, long offset) {
        Summaries.Box box = summaries.box(account, mailbox, page.validity());
        List<MessageSummary> rows = new ArrayList<>();
        for (int i = 0; i < page.uids().length; i++) {
            MessageSummary row = summaries.get(box, new Uid(page.uids()[i]));
            if (row == null) {
                return Optional.empty();
            }
            Set<Flag> flags = page.flags().get(i);
            rows.add(row.flags().equals(flags) ? row : row.withFlags(flags));
        }
        return Optional.of(new MessagePage(page.validity(), offset, page.total(), rows));
    }

    /** All mailboxes with their counts of now, null where those are not known. */
    private @Nullable List<MailboxInfo> mailboxes() {
        Listed known = listed;
        if (!watched || known == null || known.folders() != folders || !doubtful.isEmpty()) {
            return null;
        }
        List<MailboxInfo> mailboxes = new ArrayList<>();
        boolean old = isOlder(known.at(), UNWATCHED);
        for (MailboxInfo mailbox : known.mailboxes()) {
            MailboxState state = states.get(mailbox.name());
            if (state == null && mailbox.selectable() && old) {
                return null;
            }
            mailboxes.add(state == null ? mailbox : counted(mailbox, state));
        }
        return mailboxes;
    }

    private static MailboxInfo counted(MailboxInfo mailbox, MailboxState state) {
        MailboxStatus status = mailbox.status();
        MailboxStatus now =
                new MailboxStatus(
                        Math.max(0, state.messages()),
                        Math.max(0, state.unseen()),
                        new UidValidity(Math.max(0, state.uidValidity())),
                        status == null ? null : status.size());
        return now.equals(status) ? mailbox : mailbox.withStatus(now);
    }

    private static boolean isOlder(long at, Duration age) {
        return System.nanoTime() - at > age.toNanos();
    }
}
