package org.restante.mailbox;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
import org.restante.mail.Quota;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;
import org.restante.mailbox.command.Append;
import org.restante.mailbox.command.ListMailboxes;
import org.restante.mailbox.command.MailboxCounts;
import org.restante.mailbox.command.Mailboxes;
import org.restante.mailbox.command.QuotaRoot;
import org.restante.mailbox.command.Select;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Selected;

/** What can be asked without a mailbox, on a connection that is leased. */
class LeasedAccount implements AccountCommands {

    /** On a server that must be asked for each mailbox, so many are asked for at a time. */
    private static final int COUNTS = 60;

    /** Of these, so many without knowing yet whether they are still there. */
    private static final int EARLY = 40;

    protected final AccountRuntime runtime;
    protected final ImapConnection connection;
    protected final Index.Mark mark;
    private final Set<MailboxName> written = new LinkedHashSet<>();
    private boolean rearranged;

    LeasedAccount(AccountRuntime runtime, ImapConnection connection, Index.Mark mark) {
        this.runtime = runtime;
        this.connection = connection;
        this.mark = mark;
    }

    /** Notes that something was written there, for those who watch. */
    protected void wrote(MailboxName mailbox) {
        written.add(mailbox);
        runtime.wrote(mailbox, connection);
    }

    private void rearranged() {
        rearranged = true;
        runtime.index().foldersChanged();
    }

    /** Tells who watches of all that was written in this lease. */
    void tellWritten() {
        for (MailboxName mailbox : written) {
            Selected selected = connection.selected();
            boolean open = selected != null && selected.name().equals(mailbox);
            runtime.watch()
                    .changed(
                            mailbox,
                            open && selected != null ? state(selected) : MailboxState.UNKNOWN);
        }
        if (rearranged) {
            runtime.watch().foldersChanged();
        }
    }

    static MailboxState state(Selected selected) {
        return selected.doubtful()
                ? MailboxState.UNKNOWN
                : new MailboxState(
                        selected.uidValidity().value(),
                        selected.exists(),
                        -1,
                        -1,
                        selected.highestModSeq());
    }

    @Override
    public Pending<MailboxTree> mailboxes() {
        Map<MailboxName, Pending<Optional<MailboxStatus>>> counts = new LinkedHashMap<>();
        boolean told = ListMailboxes.tellsStatus(connection.capabilities());
        Pending<List<MailboxInfo>> list =
                connection.send(
                        new ListMailboxes(),
                        mailboxes -> {
                            if (!told) {
                                count(runtime.neverCounted(mailboxes), counts);
                            }
                        });
        if (!told) {
            // Those that were there the last time need not wait for the list.
            count(runtime.leastRecentlyCounted(EARLY), counts);
        }
        return () -> tree(list.get(), counts);
    }

    private void count(
            List<MailboxName> names, Map<MailboxName, Pending<Optional<MailboxStatus>>> counts) {
        for (MailboxName name : names) {
            if (counts.size() < COUNTS) {
                counts.computeIfAbsent(name, one -> connection.send(new MailboxCounts(one)));
            }
        }
    }

    private MailboxTree tree(
            List<MailboxInfo> listed, Map<MailboxName, Pending<Optional<MailboxStatus>>> counts) {
        counts.forEach((name, status) -> runtime.counted(name, status.get().orElse(null)));
        List<MailboxInfo> mailboxes = new ArrayList<>();
        for (MailboxInfo mailbox : listed) {
            boolean known = mailbox.status() != null;
            mailboxes.add(known ? mailbox : mailbox.withStatus(runtime.counts(mailbox.name())));
        }
        if (runtime.index().listed(mark, mailboxes)) {
            runtime.watch().behind();
        }
        return runtime.tree(mailboxes);
    }

    @Override
    public Pending<Map<MailboxName, MailboxStatus>> measure(Collection<MailboxName> mailboxes) {
        Map<MailboxName, Pending<Optional<MailboxStatus>>> asked = new LinkedHashMap<>();
        mailboxes.forEach(name -> asked.put(name, connection.send(new MailboxCounts(name, true))));
        return () -> {
            Map<MailboxName, MailboxStatus> told = new LinkedHashMap<>();
            asked.forEach((name, status) -> status.get().ifPresent(one -> told.put(name, one)));
            return told;
        };
    }

    @Override
    public Pending<Optional<Quota>> quota(MailboxName mailbox) {
        if (!connection.capabilities().has("QUOTA")) {
            runtime.index().metered(mark, mailbox, Optional.empty());
            return Optional::empty;
        }
        return connection.send(
                new QuotaRoot(mailbox), quota -> runtime.index().metered(mark, mailbox, quota));
    }

    @Override
    public void create(MailboxName name, @Nullable SpecialUse use) {
        connection.run(Mailboxes.create(name, use));
        rearranged();
        connection.send(Mailboxes.subscribe(name, true));
        connection.flush();
    }

    @Override
    public void delete(MailboxName name) {
        leave(name);
        connection.run(Mailboxes.delete(name));
        rearranged();
        connection.send(Mailboxes.subscribe(name, false));
        connection.flush();
    }

    @Override
    public void rename(MailboxName from, MailboxName to) {
        leave(from);
        List<MailboxInfo> below =
                connection.run(new ListMailboxes()).stream()
                        .filter(mailbox -> isBelow(mailbox, from))
                        .toList();
        connection.run(Mailboxes.rename(from, to));
        rearranged();
        resubscribe(from, to);
        for (MailboxInfo mailbox : below) {
            String rest = mailbox.name().value().substring(from.value().length());
            resubscribe(mailbox.name(), new MailboxName(to.value() + rest, to.verbatim()));
        }
        connection.flush();
    }

    /** A mailbox that goes must be nobody's open one: servers refuse, or end the connection. */
    private void leave(MailboxName name) {
        runtime.leave(name);
        runtime.pool().closeIdle(connection -> isAtOrBelow(connection.selected(), name));
        if (isAtOrBelow(connection.selected(), name)) {
            Select.leave(connection);
        }
    }

    private static boolean isAtOrBelow(@Nullable Selected selected, MailboxName name) {
        return selected != null && selected.name().value().startsWith(name.value());
    }

    /** Subscriptions are for other programs: a server that has none of them loses nothing. */
    private void resubscribe(MailboxName from, MailboxName to) {
        connection.send(Mailboxes.subscribe(from, false));
        connection.send(Mailboxes.subscribe(to, true));
    }

    private static boolean isBelow(MailboxInfo mailbox, MailboxName name) {
        return mailbox.delimiter() != null
                && mailbox.name().value().startsWith(name.value() + mailbox.delimiter());
    }

    @Override
    public void subscribe(MailboxName name, boolean subscribed) {
        connection.run(Mailboxes.subscribe(name, subscribed));
        rearranged();
    }

    @Override
    public Optional<Uid> append(
            MailboxName mailbox,
            Set<Flag> flags,
            @Nullable Instant received,
            InputStream content,
            long size) {
        try {
            return connection.run(new Append(mailbox, flags, received, content, size)).uid();
        } finally {
            wrote(mailbox);
        }
    }

    @Override
    public String personalPrefix() {
        return runtime.personal().prefix();
    }

    @Override
    public @Nullable Character delimiter() {
        connection.flush();
        return runtime.delimiter();
    }
}
