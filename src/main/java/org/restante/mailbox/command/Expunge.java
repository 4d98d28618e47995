package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.SearchKey;
import org.restante.mail.UidSet;
import org.restante.mailbox.Pending;
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
        UidSet marked = connection.run(Search.by(new SearchKey.Has(Flag.DELETED)));
        UidSet others = UidSet.of(marked.stream().filter(uid -> !uids.contains(uid)).toList());
        // Only when all of them are safe may EXPUNGE be sent, and it may not wait in the flight.
        mark(connection, others, false).forEach(Pending::get);
        Pending<@Nullable Void> expunged = connection.send(new Expunge());
        mark(connection, others, true);
        expunged.get();
    }

    private static List<Pending<@Nullable Void>> mark(
            ImapConnection connection, UidSet uids, boolean add) {
        List<Pending<@Nullable Void>> marks = new ArrayList<>();
        for (UidSet chunk : uids.chunks()) {
            marks.add(connection.send(new Store(chunk, Set.of(Flag.DELETED), add)));
        }
        return marks;
    }
}
