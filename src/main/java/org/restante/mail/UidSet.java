package org.restante.mail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A set of UIDs kept as ascending ranges, written as in {@code 1:3,7} (RFC 9051, sequence-set). */
public final class UidSet {

    /** Many servers refuse a command line above 8 kB; half of it leaves room for the rest. */
    private static final int LINE = 4000;

    public static final UidSet EMPTY = new UidSet(new long[0]);

    /** First and last of each range by turns, ascending, disjoint and not adjacent. */
    private final long[] ranges;

    private UidSet(long[] ranges) {
        this.ranges = ranges;
    }

    public static UidSet of(Collection<Uid> uids) {
        return ofSorted(uids.stream().mapToLong(Uid::value).sorted().distinct());
    }

    public static UidSet of(Uid... uids) {
        return of(Arrays.asList(uids));
    }

    public static UidSet range(Uid first, Uid last) {
        return first.compareTo(last) <= 0
                ? new UidSet(new long[] {first.value(), last.value()})
                : range(last, first);
    }

    private static UidSet ofSorted(LongStream sorted) {
        List<long[]> ranges = new ArrayList<>();
        sorted.forEach(
                uid -> {
                    long[] last = ranges.isEmpty() ? null : ranges.getLast();
                    if (last != null && last[1] + 1 == uid) {
                        last[1] = uid;
                    } else {
                        ranges.add(new long[] {uid, uid});
                    }
                });
        return new UidSet(ranges.stream().flatMapToLong(Arrays::stream).toArray());
    }

    public boolean isEmpty() {
        return ranges.length == 0;
    }

    /** How many UIDs the set spans. */
    public long size() {
        long size = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            size += ranges[i + 1] - ranges[i] + 1;
        }
        return size;
    }

    public boolean contains(Uid uid) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (uid.value() >= ranges[i] && uid.value() <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** The highest one, empty where there is none. */
    public Optional<Uid> last() {
        return isEmpty() ? Optional.empty() : Optional.of(new Uid(ranges[ranges.length - 1]));
    }

    /** Those from that UID on. */
    public UidSet from(long first) {
        return of(stream().filter(uid -> uid.value() >= first).toList());
    }

    /** As numbers, the highest one first. */
    public long[] descending() {
        long[] all = new long[Math.toIntExact(size())];
        int at = 0;
        for (int i = ranges.length - 2; i >= 0; i -= 2) {
            for (long uid = ranges[i + 1]; uid >= ranges[i]; uid--) {
                all[at++] = uid;
            }
        }
        return all;
    }

    public Stream<Uid> stream() {
        return Stream.iterate(0, i -> i < ranges.length, i -> i + 2)
                .flatMapToLong(i -> LongStream.rangeClosed(ranges[i], ranges[i + 1]))
                .mapToObj(Uid::new);
    }

    /** The set in pieces, each of which is short enough for one command line. */
    public List<UidSet> chunks() {
        List<UidSet> chunks = new ArrayList<>();
        int start = 0;
        int length = 0;
        for (int i = 0; i < ranges.length; i += 2) {
            int add = rangeText(i).length() + 1;
            if (length + add > LINE) {
                chunks.add(new UidSet(Arrays.copyOfRange(ranges, start, i)));
                start = i;
                length = 0;
            }
            length += add;
        }
        if (start < ranges.length) {
            chunks.add(new UidSet(Arrays.copyOfRange(ranges, start, ranges.length)));
        }
        return chunks;
    }

    private String rangeText(int i) {
        return ranges[i] == ranges[i + 1]
                ? Long.toString(ranges[i])
                : ranges[i] + ":" + ranges[i + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet set && Arrays.equals(set.ranges, ranges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ranges);
    }

    /** The sequence-set as it goes over the wire. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < ranges.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(rangeText(i));
        }
        return text.toString();
    }
}
