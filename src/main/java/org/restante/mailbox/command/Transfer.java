package org.restante.mailbox.command;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Status;

/** Copies or moves messages; a MOVE that the server lacks is COPY, STORE and EXPUNGE (RFC 6851). */
public final class Transfer extends Command<@Nullable Void> {

    private final String verb;
    private final UidSet uids;
    private final MailboxName target;
    private final CopyUid copied;

    private Transfer(String verb, UidSet uids, MailboxName target, CopyUid copied) {
        this.verb = verb;
        this.uids = uids;
        this.target = target;
        this.copied = copied;
    }

    public static Moved copy(ImapConnection connection, UidSet uids, MailboxName target) {
        CopyUid copied = new CopyUid();
        for (UidSet chunk : uids.chunks()) {
            connection.run(new Transfer("UID COPY", chunk, target, copied));
        }
        return moved(target, copied);
    }

    public static Moved move(ImapConnection connection, UidSet uids, MailboxName target) {
        boolean move = connection.capabilities().has("MOVE");
        CopyUid copied = new CopyUid();
        for (UidSet chunk : uids.chunks()) {
            if (move) {
                connection.run(new Transfer("UID MOVE", chunk, target, copied));
            } else {
                connection.run(new Transfer("UID COPY", chunk, target, copied));
                connection.run(new Store(chunk, Set.of(Flag.DELETED), true));
                Expunge.run(connection, chunk);
            }
        }
        return moved(target, copied);
    }

    private static Moved moved(MailboxName target, CopyUid copied) {
        return new Moved(target, copied.uidValidity(), copied.target());
    }

    @Override
    public String name() {
        return verb;
    }

    @Override
    public void write(CommandLine line) {
        line.text(verb).text(" ").uids(uids).text(" ").mailbox(target);
    }

    @Override
    public void untagged(Status status) {
        copied.take(status, uids);
    }

    @Override
    protected @Nullable Void result(Status status) {
        copied.take(status, uids);
        return null;
    }

    /** A message that was moved is not here to be moved again; a copy would be made twice. */
    @Override
    public boolean repeatable() {
        return verb.equals("UID MOVE");
    }
}
