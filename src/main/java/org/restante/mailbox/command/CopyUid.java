package org.restante.mailbox.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.connection.SequenceSets;
import org.restante.mailbox.connection.Status;

/** Collects the COPYUID codes of COPY and MOVE (RFC 4315, RFC 6851). */
final class CopyUid {

    private static final int LIMIT = 100_000;

    private final Map<Uid, Uid> target = new LinkedHashMap<>();
    private @Nullable UidValidity uidValidity;

    /** Takes in what is told of the messages that were asked for. */
    void take(Status status, UidSet uids) {
        if (!status.has("COPYUID")) {
            return;
        }
        String from = status.argument(1).string();
        String to = status.argument(2).string();
        if (from == null || to == null) {
            return;
        }
        List<Uid> sources = SequenceSets.uids(from, LIMIT);
        List<Uid> targets = SequenceSets.uids(to, LIMIT);
        if (sources.size() == targets.size()) {
            uidValidity = new UidValidity(Math.max(0, status.argument(0).number()));
            for (int i = 0; i < sources.size(); i++) {
                if (uids.contains(sources.get(i))) {
                    target.put(sources.get(i), targets.get(i));
                }
            }
        }
    }

    Map<Uid, Uid> target() {
        return target;
    }

    @Nullable UidValidity uidValidity() {
        return uidValidity;
    }
}
