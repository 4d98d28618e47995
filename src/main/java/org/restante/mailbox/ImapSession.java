package org.restante.mailbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mailbox.ConnectionPool.Lease;
import org.restante.mailbox.command.Append;
import org.restante.mailbox.command.Catenate;
import org.restante.mailbox.command.Enable;
import org.restante.mailbox.command.Id;
import org.restante.mailbox.command.Namespaces;
import org.restante.mailbox.command.Noop;
import org.restante.mailbox.command.Select;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Selected;

/** The doorway: leases a connection, brings the mailbox up to date, and gives all of it back. */
final class ImapSession implements MailSession {

    private final AccountRuntime runtime;
    private final Credential credential;
    private final Summaries summaries;
    private final PreviewMaker previews;
    private final Finds finds;
    private final Supplier<ImapSession> anew;

    /**
     * @param anew the same on the account's runtime of now, where that of this one has ended
     */
    ImapSession(
            AccountRuntime runtime,
            Supplier<ImapSession> anew,
            Credential credential,
            Summaries summaries,
            PreviewMaker previews,
            Finds finds) {
        this.finds = finds;
        this.anew = anew;
        this.runtime = runtime;
        this.credential = credential;
        this.summaries = summaries;
        this.previews = previews;
    }

    @Override
    public MailAccount account() {
        return runtime.account();
    }

    @Override
    public <T> T in(MailboxName mailbox, MailboxOperation<T> operation) {
        return open(mailbox, operation::run);
    }

    <T> T open(MailboxName mailbox, Function<LeasedMailbox, T> operation) {
        return leased(
                mailbox,
                connection -> {
                    boolean selected = isOpen(connection, mailbox);
                    long writes = runtime.writes(mailbox);
                    Index.Mark mark = runtime.index().mark(mailbox);
                    long modSeq = runtime.index().modSeq(mailbox);
                    Pending<Selected> opened =
                            selected ? synced(connection) : Select.queue(connection, mailbox);
                    know(connection, writes, modSeq, selected);
                    LeasedMailbox open =
                            new LeasedMailbox(
                                    runtime,
                                    connection,
                                    mark,
                                    opened,
                                    selected,
                                    summaries,
                                    previews,
                                    finds);
                    try {
                        T result = operation.apply(open);
                        connection.flush();
                        opened.get();
                        return result;
                    } finally {
                        open.tellWritten();
                    }
                });
    }

    private boolean isOpen(ImapConnection connection, MailboxName mailbox) {
        Selected selected = connection.selected();
        return selected != null
                && connection.hasSelected(mailbox)
                && !runtime.index().isAnotherLife(mailbox, selected.uidValidity());
    }

    @Override
    public Optional<KnownPage> known(MailboxName mailbox, long offset, int count) {
        Optional<KnownPage> known = runtime.index().known(mailbox, offset, count, runtime::tree);
        known.ifPresent(page -> runtime.lookingAt(mailbox));
        return known;
    }

    @Override
    public WatchListener.Watch watch(WatchListener listener) {
        ImapSession now = anew.get();
        return now.runtime.watch().begin(listener, now);
    }

    Credential credential() {
        return credential;
    }

    /** Work on one of the pages' connections that is none of theirs. */
    <T> T lend(Function<ImapConnection, T> work) {
        return leased(null, work);
    }

    /**
     * What another connection has just written, or the watcher has told of, is waited for: Dovecot
     * answers a FETCH or SEARCH in the same flight with NOOP out of what it knew before.
     */
    private static void know(ImapConnection connection, long writes, long modSeq, boolean before) {
        Selected selected = connection.selected();
        if (selected != null && (selected.writes() != writes || !selected.knows(modSeq))) {
            if (before) {
                connection.flush();
            }
            selected.writes(writes);
            selected.lookedFor(modSeq);
        }
    }

    /** A NOOP first, so that what others did is known before our numbers are used. */
    private static Pending<Selected> synced(ImapConnection connection) {
        Pending<@Nullable Void> noop = connection.send(new Noop());
        return () -> {
            noop.get();
            Selected selected = connection.selected();
            if (selected == null) {
                throw new MailException(Problem.MAILBOX_MISSING, "deselected");
            }
            return selected;
        };
    }

    @Override
    public <T> T with(AccountOperation<T> operation) {
        return leased(
                null,
                connection -> {
                    Index.Mark mark = runtime.index().mark(MailboxName.INBOX);
                    LeasedAccount account = new LeasedAccount(runtime, connection, mark);
                    try {
                        T result = operation.run(account);
                        connection.flush();
                        return result;
                    } finally {
                        account.tellWritten();
                    }
                });
    }

    @Override
    public InputStream stream(MailboxName mailbox, Uid uid, String section) {
        return new PartStream(this, mailbox, uid, section, null);
    }

    @Override
    public Appended append(MailboxName mailbox, Set<Flag> flags, List<Piece> pieces) {
        boolean stored = pieces.stream().anyMatch(Piece.Stored.class::isInstance);
        boolean catenate =
                stored && leased(null, connection -> connection.capabilities().has("CATENATE"));
        // Before a connection is held for the message: these look at its parts.
        List<Piece> exact = catenate ? pieces : pieces.stream().map(this::exact).toList();
        return leased(
                null,
                connection -> {
                    try {
                        if (catenate) {
                            return connection.run(new Catenate(mailbox, flags, exact));
                        }
                        long size = exact.stream().mapToLong(Piece::size).sum();
                        InputStream content = new PieceStream(exact, this::open);
                        return connection.run(new Append(mailbox, flags, null, content, size));
                    } finally {
                        runtime.wrote(mailbox, connection);
                        runtime.watch().changed(mailbox, MailboxState.UNKNOWN);
                    }
                });
    }

    /** Not every server counts a part's octets rightly; then they are counted here. */
    private Piece exact(Piece piece) {
        if (!(piece instanceof Piece.Stored stored) || isExact(stored)) {
            return piece;
        }
        try (InputStream content = open(stored)) {
            long size = content.transferTo(OutputStream.nullOutputStream());
            return new Piece.Stored(
                    stored.mailbox(), stored.uidValidity(), stored.uid(), stored.section(), size);
        } catch (IOException e) {
            throw new MailException(Problem.CONNECTION_LOST, "counting a part", e);
        }
    }

    /** Whether there is one octet at the end that it should have, and none behind it. */
    private boolean isExact(Piece.Stored stored) {
        return stored.size() > 0
                && open(
                        stored.mailbox(),
                        open ->
                                open.piece(stored.uid(), stored.section(), stored.size() - 1, 2)
                                        .map(end -> end.length == 1)
                                        .orElse(false));
    }

    /** Of the same life of the mailbox; what comes from another would be another message. */
    private InputStream open(Piece.Stored stored) {
        return new PartStream(
                this, stored.mailbox(), stored.uid(), stored.section(), stored.uidValidity());
    }

    /**
     * Runs the work on a leased connection; where an idle one turns out to have died before it
     * answered anything, once more on a new one. What must not be done twice is not sent before the
     * connection has answered.
     */
    private <T> T leased(@Nullable MailboxName wanted, Function<ImapConnection, T> work) {
        Lease lease = runtime.pool().lease(wanted, credential);
        try {
            return run(lease, work);
        } catch (MailException e) {
            boolean stale =
                    !lease.fresh()
                            && e.problem() == Problem.CONNECTION_LOST
                            && !lease.connection().flown();
            if (!stale) {
                throw e;
            }
        }
        return run(runtime.pool().leaseFresh(credential), work);
    }

    private <T> T run(Lease lease, Function<ImapConnection, T> work) {
        ImapConnection connection = lease.connection();
        try {
            connection.startLease();
            if (connection.isNew()) {
                introduce(connection);
            }
            return work.apply(connection);
        } finally {
            connection.endLease();
            runtime.pool().release(lease);
        }
    }

    /** What is said on a new connection goes along with the first work. */
    private void introduce(ImapConnection connection) {
        Enable.queue(connection);
        if (connection.capabilities().has("UTF8=ACCEPT")) {
            // From here on names are written differently.
            connection.flush();
        }
        if (connection.capabilities().has("ID")) {
            connection.send(new Id());
        }
        if (connection.capabilities().has("NAMESPACE")) {
            connection.send(new Namespaces(), runtime::personal);
        }
    }
}
