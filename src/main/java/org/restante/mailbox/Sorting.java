package org.restante.mailbox;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.command.Fetch;
import org.restante.mailbox.connection.FetchData;
import org.restante.mailbox.connection.ImapConnection;

/**
 * Sorts what was found where the server does not: by fetching just what the order needs, of the
 * newest messages only, so that its cost is bounded.
 */
final class Sorting {

    private static final int MOST = 2_000;
    private static final int SLICE = 500;

    /** What programs put before the subject that is answered. */
    private static final Pattern REPLY =
            Pattern.compile("(?i)^\\s*((re|fw|fwd|aw|wg|sv|antw)(\\[\\d+])?:\\s*)+");

    private final ImapConnection connection;
    private final boolean ownMail;

    Sorting(ImapConnection connection, boolean ownMail) {
        this.connection = connection;
        this.ownMail = ownMail;
    }

    Hits sort(Hits hits, Order order) {
        long[] newest = Arrays.copyOf(hits.uids(), Math.min(hits.uids().length, MOST));
        boolean bySize = order == Order.LARGEST || order == Order.SMALLEST;
        Map<Long, FetchData> known = fetch(newest, bySize ? "UID RFC822.SIZE" : "UID ENVELOPE");
        Comparator<FetchData> comparator = comparator(order);
        long[] sorted =
                Arrays.stream(newest)
                        .boxed()
                        .filter(known::containsKey)
                        .sorted((a, b) -> comparator.compare(known.get(a), known.get(b)))
                        .mapToLong(Long::longValue)
                        .toArray();
        return hits.with(sorted, newest.length == hits.uids().length);
    }

    private Map<Long, FetchData> fetch(long[] uids, String items) {
        List<Pending<List<FetchData>>> fetches = new ArrayList<>();
        for (int from = 0; from < uids.length; from += SLICE) {
            List<Uid> slice =
                    Arrays.stream(uids, from, Math.min(uids.length, from + SLICE))
                            .mapToObj(Uid::new)
                            .toList();
            for (UidSet chunk : UidSet.of(slice).chunks()) {
                fetches.add(connection.send(Fetch.uids(chunk, items)));
            }
        }
        Map<Long, FetchData> known = new HashMap<>();
        for (Pending<List<FetchData>> fetch : fetches) {
            for (FetchData data : fetch.get()) {
                Uid uid = data.uid();
                if (uid != null) {
                    known.put(uid.value(), data);
                }
            }
        }
        return known;
    }

    private Comparator<FetchData> comparator(Order order) {
        Comparator<FetchData> size =
                Comparator.comparingLong(data -> data.size() == null ? 0 : data.size());
        Collator collator = Collator.getInstance(Locale.ROOT);
        return switch (order) {
            case LARGEST -> size.reversed();
            case SMALLEST -> size;
            case PEOPLE -> Comparator.comparing(this::person, collator);
            default -> Comparator.comparing(Sorting::subject, collator);
        };
    }

    private String person(FetchData data) {
        Envelope envelope = data.envelope() == null ? Envelope.EMPTY : data.envelope();
        List<Address> people = ownMail ? envelope.to() : envelope.from();
        return people.isEmpty() ? "" : people.getFirst().label();
    }

    private static String subject(FetchData data) {
        String subject = data.envelope() == null ? "" : data.envelope().subject();
        return REPLY.matcher(subject).replaceFirst("").strip();
    }
}
