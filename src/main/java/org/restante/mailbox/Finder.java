package org.restante.mailbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.restante.mail.MailException;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.SearchKey;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox.FoundPage;
import org.restante.mailbox.OpenMailbox.MessagePage;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.mailbox.command.Search;
import org.restante.mailbox.command.Sort;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Selected;

/**
 * Finds messages and lists them in an order: from memory where nothing has changed since, else by
 * one command, or in slices where that would take long.
 */
final class Finder {

    /** As many of a sorted list are asked for at once; all sizes of a page divide it. */
    private static final int BLOCK = 500;

    /** A request may be searching for so long before it shows what it has. */
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    /** So much more where what was found before has been forgotten. */
    private static final Duration AGAIN = Duration.ofSeconds(4);

    /** An act on all that was found may have to find it once more, which must end, too. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(20);

    private static final int LOOKS = 4;

    private final LeasedMailbox mailbox;
    private final ImapConnection connection;
    private final AccountRuntime runtime;
    private final Finds finds;

    Finder(LeasedMailbox mailbox, ImapConnection connection, AccountRuntime runtime, Finds finds) {
        this.mailbox = mailbox;
        this.connection = connection;
        this.runtime = runtime;
        this.finds = finds;
    }

    FoundPage find(Query query, long offset, int count) {
        for (int look = 1; ; look++) {
            Selected box = mailbox.box();
            long before = state(box, query);
            Hits hits = hits(query, offset, offset + count + 1);
            long start = start(hits, offset, count);
            if (!hits.covers(start)) {
                hits = hits(query, start, start + count + 1);
            }
            List<MessageSummary> rows = mailbox.rows(page(hits, start, count));
            // What was known is shown only if the mailbox turns out to be still the same.
            boolean asked = before == 0 || state(box, query) == before || look == LOOKS;
            if (asked || finds.get(key(box, query, start), state(box, query)) != null) {
                connection.flush();
                return found(box, hits, start, rows);
            }
        }
    }

    /** What must not change while something is searched for. */
    private record Stamp(long members, long flags) {}

    private Stamp stamp(Selected box, Query query) {
        long tracked = state(box, query);
        return new Stamp(box.members(), tracked == 0 ? box.told() : tracked);
    }

    /**
     * Searches once more where the mailbox turns out to have changed: Dovecot, for one, may take in
     * what others did only after all commands of a flight, the NOOP before them included.
     */
    private <T> T steady(Selected box, Query query, Supplier<T> search) {
        for (int look = 1; ; look++) {
            Stamp before = stamp(box, query);
            T found = search.get();
            if (stamp(box, query).equals(before) || look == LOOKS) {
                return found;
            }
        }
    }

    private static long start(Hits hits, long offset, int count) {
        return hits.total() == 0
                ? 0
                : Math.min(Math.max(0, offset), (hits.total() - 1) / count * count);
    }

    private static List<Uid> page(Hits hits, long start, int count) {
        List<Uid> uids = new ArrayList<>();
        for (long i = start - hits.from(); i < start - hits.from() + count; i++) {
            Uid uid = hits.at(i);
            if (uid != null) {
                uids.add(uid);
            }
        }
        return uids;
    }

    private static FoundPage found(Selected box, Hits hits, long start, List<MessageSummary> rows) {
        return new FoundPage(
                new MessagePage(box.uidValidity(), start, hits.total(), rows),
                hits.searched(),
                hits.of(),
                hits.reached(),
                hits.sorted(),
                hits.understood());
    }

    /** All of it, for acts; never less than a page of it has shown. */
    UidSet all(Query query) {
        Hits hits =
                query.isSlow()
                        ? slices(query, Long.MAX_VALUE, Math.max(1, query.until()), true)
                        : quick(query.key());
        if (!hits.understood()) {
            throw new MailException(Problem.REFUSED, "BADCHARSET");
        }
        List<Uid> uids = new ArrayList<>();
        for (long uid : hits.uids()) {
            if (uid >= query.until()) {
                uids.add(new Uid(uid));
            }
        }
        return UidSet.of(uids);
    }

    /** What is asked for here is asked for alone: two searches under way would be confused. */
    Pending<Optional<Neighbours>> neighbours(Uid uid, Query query, long near) {
        return () -> {
            connection.flush();
            boolean ordered = query.order().isOfArrival() || query.isSlow();
            // A message that was marked by being opened still has its place in the list.
            Query wider = ordered || !query.key().tellsFlags() ? query : withIt(query, uid);
            Hits hits = hits(wider, near, near + 1);
            int at = hits.indexOf(uid);
            if (at < 0 && !ordered) {
                return Optional.empty();
            }
            return at >= 0 ? among(hits, at) : between(hits, uid, query.order());
        };
    }

    private static Query withIt(Query query, Uid uid) {
        SearchKey it = new SearchKey.Among(UidSet.of(uid));
        return new Query(new SearchKey.Or(it, query.key()), query.order(), query.until());
    }

    private static Optional<Neighbours> among(Hits hits, int at) {
        return Optional.of(
                new Neighbours(
                        hits.at(at - 1), hits.at(at + 1), hits.from() + at + 1, hits.total()));
    }

    /** Where it would stand: it was found, and is not any more. */
    private static Optional<Neighbours> between(Hits hits, Uid uid, Order order) {
        if (!order.isOfArrival()) {
            return Optional.empty();
        }
        int at = 0;
        while (at < hits.uids().length
                && (order == Order.NEWEST) == (hits.uids()[at] > uid.value())) {
            at++;
        }
        return Optional.of(new Neighbours(hits.at(at - 1), hits.at(at), at + 1L, hits.total() + 1));
    }

    private Hits hits(Query query, long offset, long needed) {
        if (query.isSlow()) {
            return ordered(slices(query, needed, 0, false), query.order());
        }
        if (query.order().isOfArrival()) {
            Hits hits = quick(query.key());
            return query.order() == Order.NEWEST ? hits : hits.reversed();
        }
        return sorted(query, offset);
    }

    /** All that is found, the newest first. */
    private Hits quick(SearchKey key) {
        Query query = new Query(key, Order.NEWEST, 0);
        Selected box = mailbox.box();
        Finds.Found known = finds.get(key(box, query, 0), state(box, query));
        if (known != null) {
            return known.hits();
        }
        try {
            UidSet found = steady(box, query, () -> connection.run(Search.by(key)));
            return remember(
                    box, query, 0, Hits.all(found.descending(), mailbox.settled(box).exists()));
        } catch (MailException e) {
            return misunderstood(e, box);
        }
    }

    /**
     * A server need not know UTF-8 (RFC 9051, section 6.4.4), and some stumble over texts that they
     * take for addresses. The reader is told so on the page, with all else as it was.
     */
    private Hits misunderstood(MailException e, Selected box) {
        boolean refused = e.problem() == Problem.REFUSED || e.problem() == Problem.SERVER_CONFUSED;
        if (refused && !connection.broken()) {
            return Hits.misunderstood(box.exists());
        }
        throw e;
    }

    private Hits sorted(Query query, long offset) {
        Selected box = mailbox.box();
        boolean partial = Sort.isPartial(connection.capabilities());
        long from = partial ? Math.max(0, offset) / BLOCK * BLOCK : 0;
        Finds.Found known = finds.get(key(box, query, from), state(box, query));
        if (known != null) {
            return known.hits();
        }
        if (!connection.capabilities().has("SORT")) {
            return remember(box, query, 0, ordered(quick(query.key()), query.order()));
        }
        try {
            String order = words(query.order(), box);
            Sort.Sorted sorted =
                    steady(
                            box,
                            query,
                            () -> Sort.queue(connection, order, query.key(), from, BLOCK).get());
            long[] uids = sorted.uids().stream().mapToLong(Uid::value).toArray();
            long of = box.exists();
            return remember(
                    box,
                    query,
                    from,
                    new Hits(sorted.total(), sorted.from(), uids, of, of, 0, true, true));
        } catch (MailException e) {
            return misunderstood(e, box);
        }
    }

    /** The names that people see are better than the addresses behind them (RFC 5957). */
    private String words(Order order, Selected box) {
        String display = connection.capabilities().has("SORT=DISPLAY") ? "DISPLAY" : "";
        return switch (order) {
            case PEOPLE -> display + (runtime.holdsOwnMail(box.name()) ? "TO" : "FROM");
            case SUBJECT -> "SUBJECT";
            case LARGEST -> "REVERSE SIZE";
            case SMALLEST -> "SIZE";
            case NEWEST, OLDEST -> throw new IllegalArgumentException("no sort key: " + order);
        };
    }

    /** The order of what was found, made here. */
    private Hits ordered(Hits hits, Order order) {
        return switch (order) {
            case NEWEST -> hits;
            case OLDEST -> hits.reversed();
            default ->
                    new Sorting(connection, runtime.holdsOwnMail(mailbox.box().name()))
                            .sort(hits, order);
        };
    }

    /**
     * Searches from the newest message on, slice by slice.
     *
     * @param needed as soon as so many are found it is enough
     * @param down to which UID it must go in any case
     * @param patient whether it must not stop before that
     */
    private Hits slices(Query query, long needed, long down, boolean patient) {
        Query newest = new Query(query.key(), Order.NEWEST, 0);
        Slices slices = new Slices(connection, query.key());
        long deadline = System.nanoTime() + (patient ? LAST_PATIENCE : PATIENCE).toNanos();
        for (int look = 1; ; look++) {
            Selected box = mailbox.box();
            Finds.Found known = finds.get(key(box, newest, 0), state(box, newest));
            if (known == null) {
                if (box.exists() == 0 || look > 1) {
                    connection.flush();
                }
                box = mailbox.settled(box);
                long exists = box.exists();
                Hits none = new Hits(0, 0, new long[0], 0, exists, 0, true, true);
                known = new Finds.Found(state(box, newest), none, exists, 0);
            }
            Stamp before = stamp(box, newest);
            long further = query.until();
            while (goesOn(known, needed, down, further, deadline, patient)) {
                Finds.Found next = step(slices, known, box);
                if (!stamp(box, newest).equals(before) && look < LOOKS) {
                    break;
                }
                known = next;
                if (!known.hits().understood()) {
                    return known.hits();
                }
            }
            if (stamp(box, newest).equals(before) || look == LOOKS) {
                Finds.Found now =
                        new Finds.Found(
                                state(box, newest), known.hits(), known.next(), known.slice());
                finds.put(key(box, newest, 0), now);
                if (patient && now.next() > 0 && now.hits().reached() > down) {
                    throw new MailException(Problem.SERVER_BUSY, "the search takes too long");
                }
                return now.hits();
            }
        }
    }

    /** Whoever asks to go further than some message gets one slice more at least. */
    private static boolean goesOn(
            Finds.Found known,
            long needed,
            long down,
            long further,
            long deadline,
            boolean patient) {
        if (known.next() < 1) {
            return false;
        }
        long reached = known.hits().reached();
        if (reached == 0) {
            return true;
        }
        boolean again = further != 0 && reached >= further;
        long late = System.nanoTime() - deadline;
        if (late > (again ? AGAIN.toNanos() : 0)) {
            return false;
        }
        return patient ? reached > down : again || known.hits().total() < needed;
    }

    private Finds.Found step(Slices slices, Finds.Found known, Selected box) {
        try {
            return slices.step(known);
        } catch (MailException e) {
            Hits misunderstood = misunderstood(e, box);
            return new Finds.Found(0, misunderstood, 0, 0);
        }
    }

    private Hits remember(Selected box, Query query, long block, Hits hits) {
        finds.put(key(box, query, block), new Finds.Found(state(box, query), hits, 0, 0));
        return hits;
    }

    private Finds.Key key(Selected box, Query query, long offset) {
        boolean partial = Sort.isPartial(connection.capabilities());
        boolean parts = partial && !query.order().isOfArrival() && !query.isSlow();
        boolean found = query.order().isOfArrival() || query.isSlow();
        return new Finds.Key(
                runtime.account(),
                box.name(),
                box.uidValidity(),
                query.key(),
                found ? Order.NEWEST : query.order(),
                parts ? Math.max(0, offset) / BLOCK * BLOCK : 0);
    }

    /** Some servers give mod-sequences to those as well whom they do not tell of changes. */
    private long state(Selected box, Query query) {
        if (!query.key().tellsFlags()) {
            return box.members();
        }
        return connection.capabilities().has("CONDSTORE") ? box.state() : 0;
    }
}
