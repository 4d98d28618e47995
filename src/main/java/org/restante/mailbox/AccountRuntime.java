package org.restante.mailbox;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;
import org.restante.mail.SpecialUse;
import org.restante.mailbox.command.Namespaces;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Selected;

/** What one account's browsers share: its connections and what is known of its mailboxes. */
final class AccountRuntime {

    private record Counted(@Nullable MailboxStatus status, long at) {}

    private record Listed(String prefix, List<MailboxInfo> mailboxes, MailboxTree tree) {}

    private final MailAccount account;
    private final ConnectionPool pool;
    private final Index index;
    private final AccountWatch watch;
    private final Map<MailboxName, Long> writes = new ConcurrentHashMap<>();
    private final Map<MailboxName, Counted> counts = new ConcurrentHashMap<>();
    private volatile Namespaces.Personal personal = new Namespaces.Personal("", null);
    private volatile @Nullable Character listedDelimiter;
    private volatile @Nullable Listed listed;
    private volatile Set<MailboxName> own = Set.of();
    private volatile MailboxName looking = MailboxName.INBOX;
    private volatile long lookedAt;
    private volatile long lastUsed = System.nanoTime();

    AccountRuntime(MailAccount account, ConnectionPool pool, Index index, Duration linger) {
        this.account = account;
        this.pool = pool;
        this.index = index;
        this.watch = new AccountWatch(this, linger);
    }

    MailAccount account() {
        return account;
    }

    ConnectionPool pool() {
        lastUsed = System.nanoTime();
        return pool;
    }

    Index index() {
        return index;
    }

    /** Who is told of changes, and the watcher that tells. */
    AccountWatch watch() {
        return watch;
    }

    /** The mailbox whose list was opened last. */
    MailboxName looking() {
        return looking;
    }

    void lookingAt(MailboxName mailbox) {
        boolean another = !mailbox.equals(looking);
        looking = mailbox;
        lookedAt = System.nanoTime();
        watch.look(another);
    }

    /** Whether somebody has looked at a page within that time. */
    boolean lookedWithin(Duration time) {
        long looked = lookedAt;
        return looked != 0 && System.nanoTime() - looked < time.toNanos();
    }

    /** The mailbox goes, or is not there: nobody can have it open. */
    void leave(MailboxName mailbox) {
        if (!mailbox.isInbox() && looking.value().startsWith(mailbox.value())) {
            lookingAt(MailboxName.INBOX);
        }
    }

    /** Closes what was idle for longer; does not count as use. */
    void tidy(Duration idle) {
        pool.closeIdle(idle);
    }

    /** How often something was written to the mailbox, over any connection. */
    long writes(MailboxName mailbox) {
        return writes.getOrDefault(mailbox, 0L);
    }

    /** The connection that has written knows what it wrote; the others do not yet. */
    void wrote(MailboxName mailbox, ImapConnection by) {
        index.changed(mailbox);
        long now = writes.merge(mailbox, 1L, Long::sum);
        Selected selected = by.selected();
        if (selected != null && selected.name().equals(mailbox) && selected.writes() == now - 1) {
            selected.writes(now);
        }
    }

    int connections() {
        return pool.open();
    }

    Duration unused() {
        return watch.isWanted() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - lastUsed);
    }

    Namespaces.Personal personal() {
        return personal;
    }

    void personal(Namespaces.Personal told) {
        personal = told;
    }

    /** The tree of what was listed; the very same object where that is as it was. */
    MailboxTree tree(List<MailboxInfo> mailboxes) {
        Listed before = listed;
        String prefix = personal.prefix();
        if (before != null
                && before.prefix().equals(prefix)
                && before.mailboxes().equals(mailboxes)) {
            return before.tree();
        }
        MailboxTree tree = Trees.of(mailboxes, prefix);
        listed(tree);
        listed = new Listed(prefix, List.copyOf(mailboxes), tree);
        return tree;
    }

    private void listed(MailboxTree tree) {
        tree.mailboxes().stream()
                .map(MailboxInfo::delimiter)
                .filter(delimiter -> delimiter != null)
                .findFirst()
                .ifPresent(delimiter -> listedDelimiter = delimiter);
        counts.keySet().removeIf(name -> tree.find(name).isEmpty());
        own =
                tree.mailboxes().stream()
                        .filter(
                                info ->
                                        info.use() == SpecialUse.SENT
                                                || info.use() == SpecialUse.DRAFTS)
                        .map(MailboxInfo::name)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether what lies there was written by the account's owner, as far as is known. */
    boolean holdsOwnMail(MailboxName name) {
        return own.contains(name);
    }

    @Nullable Character delimiter() {
        Character told = personal.delimiter();
        return told == null ? listedDelimiter : told;
    }

    /** Of the mailboxes that were there the last time. */
    List<MailboxName> leastRecentlyCounted(int limit) {
        return counts.entrySet().stream()
                .sorted(Comparator.comparingLong(counted -> counted.getValue().at()))
                .map(Map.Entry::getKey)
                .limit(limit)
                .toList();
    }

    List<MailboxName> neverCounted(List<MailboxInfo> mailboxes) {
        return mailboxes.stream()
                .filter(MailboxInfo::selectable)
                .map(MailboxInfo::name)
                .filter(name -> !counts.containsKey(name))
                .toList();
    }

    void counted(MailboxName name, @Nullable MailboxStatus status) {
        counts.put(name, new Counted(status, System.nanoTime()));
    }

    @Nullable MailboxStatus counts(MailboxName name) {
        Counted counted = counts.get(name);
        return counted == null ? null : counted.status();
    }
}
