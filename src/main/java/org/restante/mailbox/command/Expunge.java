package org.restante.mailbox.command;

import java.util.Set;
import org.restante.mail.Flag;
import org.restante.mail.UidSet;
import org.restante.mailbox.connection.ImapConnection;

/**
 * Removes messages that are marked deleted, and no others (RFC 4315).
 *
 * <p>A server without UIDPLUS knows only EXPUNGE for all that are marked: marks that others have
 * set are then taken away for as long as it takes.
 */
public final class Expunge extends Simple {

    private Expunge(UidSet uids) {
        super("UID EXPUNGE", true, line -> line.text(" ").uids(uids));
    }

    private Expunge() {
        super("EXPUNGE", true, line -> {});
    }

    public static void run(ImapConnection connection, UidSet uids) {
        if (connection.capabilities().has("UIDPLUS")) {
            connection.run(new Expunge(uids));
            return;
        }
        UidSet marked = connection.run(Search.all("DELETED"));
        UidSet others = UidSet.of(marked.stream().filter(uid -> !uids.contains(uid)).toList());
        others.chunks().forEach(chunk -> connection.send(mark(chunk, false)));
        connection.send(new Expunge());
        others.chunks().forEach(chunk -> connection.send(mark(chunk, true)));
        connection.flush();
    }

    private static Store mark(UidSet uids, boolean add) {
        return new Store(uids, Set.of(Flag.DELETED), add);
    }
}
