package org.restante.mailbox.connection;

import java.util.ArrayList;
import java.util.List;
import org.restante.mail.Uid;

/** Reads the sequence sets that a server sends (RFC 9051, sequence-set), without trusting them. */
public final class SequenceSets {

    private SequenceSets() {}

    /** First and last of each range, in the order given; what is no number is left out. */
    public static List<long[]> ranges(String set) {
        List<long[]> ranges = new ArrayList<>();
        for (String part : set.split(",", -1)) {
            int colon = part.indexOf(':');
            long first = number(colon < 0 ? part : part.substring(0, colon));
            long last = colon < 0 ? first : number(part.substring(colon + 1));
            if (first > 0 && last > 0) {
                ranges.add(new long[] {first, last});
            }
        }
        return ranges;
    }

    public static long count(String set) {
        return ranges(set).stream().mapToLong(r -> Math.abs(r[1] - r[0]) + 1).sum();
    }

    /** The UIDs in the order given, at most {@code limit} of them. */
    public static List<Uid> uids(String set, int limit) {
        List<Uid> uids = new ArrayList<>();
        for (long[] range : ranges(set)) {
            long step = range[0] <= range[1] ? 1 : -1;
            for (long uid = range[0]; uid != range[1] + step && uids.size() < limit; uid += step) {
                uids.add(new Uid(uid));
            }
        }
        return uids;
    }

    private static long number(String text) {
        if (text.isEmpty()
                || text.length() > 10
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        long number = Long.parseLong(text);
        return Uid.isUid(number) ? number : -1;
    }
}
