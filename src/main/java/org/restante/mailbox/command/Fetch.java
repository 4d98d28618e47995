package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.FetchData;
import org.restante.mailbox.connection.SequenceSets;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;

/**
 * Fetches a bounded range of messages, by UID or by sequence number (RFC 9051, section 6.4.5).
 *
 * <p>A server may tell of one message in several responses and of others unasked: what belongs
 * together is put together, what was not asked for is left out.
 */
public final class Fetch extends Command<List<FetchData>> {

    /** More than we ever ask for at a time, with all that a server tells unasked. */
    private static final int ROWS = 10_000;

    private final @Nullable UidSet uids;
    private final long first;
    private final long last;
    private final String items;
    private final List<FetchData> rows = new ArrayList<>();
    private long highestUid;
    private long highest;

    private Fetch(@Nullable UidSet uids, long first, long last, String items) {
        this.uids = uids;
        this.first = first;
        this.last = last;
        this.items = items;
    }

    public static Fetch uids(UidSet uids, String items) {
        return new Fetch(uids, 0, 0, items);
    }

    public static Fetch sequence(long first, long last, String items) {
        return new Fetch(null, first, last, items);
    }

    @Override
    public String name() {
        return uids == null ? "FETCH" : "UID FETCH";
    }

    @Override
    public void write(CommandLine line) {
        line.text(name()).text(" ");
        if (uids == null) {
            line.text(first == last ? "" + first : first + ":" + last);
        } else {
            line.uids(uids);
        }
        line.text(" (").text(items).text(")");
    }

    @Override
    public void untagged(Untagged response) {
        switch (response.keyword()) {
            case "FETCH" -> take(FetchData.read(response));
            case "EXPUNGE" -> expunged(response.number());
            case "VANISHED" -> {
                if (response.values().size() == 1) {
                    vanished(response.value(0).keyword());
                }
            }
            default -> {
                // another command's
            }
        }
    }

    private void take(FetchData data) {
        Uid uid = data.uid();
        // As nearly all come: in their order, each once.
        boolean next = uid != null && uid.value() > highestUid && data.sequence() > highest;
        highestUid = uid == null ? Long.MAX_VALUE : Math.max(highestUid, uid.value());
        highest = Math.max(highest, data.sequence());
        if (next) {
            add(data);
            return;
        }
        for (int i = 0; i < rows.size(); i++) {
            FetchData row = rows.get(i);
            boolean same =
                    (uid == null || row.uid() == null)
                            ? row.sequence() == data.sequence()
                            : uid.equals(row.uid());
            if (same) {
                rows.set(i, row.and(data));
                return;
            }
        }
        add(data);
    }

    private void add(FetchData data) {
        if (rows.size() < ROWS && wanted(data)) {
            rows.add(data);
        }
    }

    private boolean wanted(FetchData data) {
        return uids == null
                ? data.sequence() >= first && data.sequence() <= last
                : data.uid() == null || uids.contains(data.uid());
    }

    private void expunged(long sequence) {
        rows.removeIf(row -> row.sequence() == sequence);
        rows.replaceAll(row -> row.sequence() > sequence ? row.at(row.sequence() - 1) : row);
    }

    private void vanished(String set) {
        List<long[]> ranges = SequenceSets.ranges(set);
        rows.removeIf(
                row ->
                        row.uid() != null
                                && below(ranges, row.uid(), 0) != below(ranges, row.uid(), 1));
        rows.replaceAll(
                row ->
                        row.uid() == null
                                ? row
                                : row.at(row.sequence() - below(ranges, row.uid(), 0)));
    }

    /** How many UIDs of the ranges are below that one plus {@code more}. */
    private static long below(List<long[]> ranges, Uid uid, int more) {
        long limit = uid.value() + more;
        long below = 0;
        for (long[] range : ranges) {
            long low = Math.min(range[0], range[1]);
            long high = Math.max(range[0], range[1]);
            below += Math.max(0, Math.min(high + 1, limit) - low);
        }
        return below;
    }

    @Override
    protected List<FetchData> result(Status status) {
        return rows.stream()
                .filter(row -> row.uid() != null && (uids == null || uids.contains(row.uid())))
                .sorted(Comparator.comparingLong(FetchData::sequence))
                .toList();
    }

    /** A NO that follows data means that some of the messages are gone: the others count. */
    @Override
    public List<FetchData> completed(Status status) {
        List<FetchData> some = result(status);
        return status.kind() == Status.Kind.NO && !some.isEmpty() ? some : super.completed(status);
    }
}
