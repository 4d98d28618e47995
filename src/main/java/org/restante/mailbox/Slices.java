package org.restante.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.restante.mail.Files;
import org.restante.mail.SearchKey;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.command.Fetch;
import org.restante.mailbox.command.Search;
import org.restante.mailbox.connection.FetchData;
import org.restante.mailbox.connection.ImapConnection;

/**
 * Looks through a mailbox a slice of sequence numbers at a time, from the newest on: the server
 * searches texts, and whether there are files is told here by each message's structure.
 *
 * <p>Measured on Dovecot with 100,000 messages: 5,000 bodies take 350 ms, 2,000 structures 10 ms.
 */
final class Slices {

    private static final long FIRST = 500;
    private static final long LARGEST = 20_000;

    /** A structure takes some hundred octets on the wire: more of them are not worth a wait. */
    private static final long MOST_STRUCTURES = 2_000;

    private static final Duration QUICK = Duration.ofMillis(200);
    private static final Duration SLOW = Duration.ofMillis(500);
    private static final String STRUCTURE = "UID BODYSTRUCTURE";

    private final ImapConnection connection;
    private final SearchKey onServer;
    private final boolean withFiles;
    private final boolean withoutFiles;

    Slices(ImapConnection connection, SearchKey key) {
        this.connection = connection;
        List<SearchKey> members = key.members();
        this.onServer = SearchKey.and(members.stream().filter(one -> !one.asksForFiles()).toList());
        this.withFiles = members.contains(new SearchKey.WithFile());
        this.withoutFiles = members.contains(new SearchKey.Not(new SearchKey.WithFile()));
    }

    /** What is known after one more slice. */
    Finds.Found step(Finds.Found known) {
        long most = withFiles || withoutFiles ? MOST_STRUCTURES : LARGEST;
        long slice = known.slice() == 0 ? FIRST : known.slice();
        long last = known.next();
        long first = Math.max(1, last - Math.min(slice, most) + 1);
        long start = System.nanoTime();
        Pending<List<FetchData>> lowest = connection.send(Fetch.sequence(first, first, "UID"));
        long[] found = look(first, last);
        long reached =
                lowest.get().stream()
                        .mapToLong(data -> data.uid() == null ? 0 : data.uid().value())
                        .findFirst()
                        .orElse(1);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Hits before = known.hits();
        long[] uids = Arrays.copyOf(before.uids(), before.uids().length + found.length);
        System.arraycopy(found, 0, uids, before.uids().length, found.length);
        return new Finds.Found(
                known.state(),
                new Hits(
                        uids.length,
                        0,
                        uids,
                        before.of() - first + 1,
                        before.of(),
                        first == 1 ? 0 : reached,
                        true,
                        true),
                first - 1,
                next(last - first + 1, took));
    }

    private static long next(long slice, Duration took) {
        if (took.compareTo(QUICK) < 0) {
            return Math.min(LARGEST, slice * 3);
        }
        return took.compareTo(SLOW) > 0 ? Math.max(FIRST / 5, slice / 2) : slice;
    }

    /** The UIDs, the highest first. */
    private long[] look(long first, long last) {
        boolean asks = withFiles || withoutFiles;
        if (!asks) {
            return connection.run(Search.by(onServer, first, last)).descending();
        }
        if (onServer instanceof SearchKey.All) {
            return chosen(connection.run(Fetch.sequence(first, last, STRUCTURE)));
        }
        UidSet candidates = connection.run(Search.by(onServer, first, last));
        List<Pending<List<FetchData>>> fetches = new ArrayList<>();
        for (UidSet chunk : candidates.chunks()) {
            fetches.add(connection.send(Fetch.uids(chunk, STRUCTURE)));
        }
        List<FetchData> rows = new ArrayList<>();
        Set<Uid> seen = new HashSet<>();
        for (Pending<List<FetchData>> fetch : fetches) {
            fetch.get().stream()
                    .filter(row -> row.uid() != null && seen.add(row.uid()))
                    .forEach(rows::add);
        }
        return chosen(rows);
    }

    private long[] chosen(List<FetchData> rows) {
        List<Uid> chosen = new ArrayList<>();
        for (FetchData row : rows) {
            boolean files = Files.any(row.structure());
            Uid uid = row.uid();
            if (uid != null && files == withFiles && withFiles != withoutFiles) {
                chosen.add(uid);
            }
        }
        return UidSet.of(chosen).descending();
    }
}
