package org.restante.reading.filing;

import java.util.ArrayList;
import java.util.List;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;

/** Reads sets of UIDs that a page of ours wrote. */
final class UidSets {

    /** More than any folder that people keep; a hostile {@code 1:4294967295} stops here. */
    private static final long LIMIT = 2_000_000;

    private UidSets() {}

    /**
     * Reads {@code 1:3,7}.
     *
     * @throws MailException {@link Problem#MESSAGE_MISSING} where the text is no such set
     */
    static UidSet parse(String text) {
        List<Uid> uids = new ArrayList<>();
        for (String range : text.split(",", -1)) {
            int colon = range.indexOf(':');
            long first = number(colon < 0 ? range : range.substring(0, colon));
            long last = colon < 0 ? first : number(range.substring(colon + 1));
            if (last < first || uids.size() + (last - first) >= LIMIT) {
                throw unreadable();
            }
            for (long uid = first; uid <= last; uid++) {
                uids.add(new Uid(uid));
            }
        }
        return UidSet.of(uids);
    }

    private static long number(String text) {
        if (!text.matches("[0-9]{1,10}") || !Uid.isUid(Long.parseLong(text))) {
            throw unreadable();
        }
        return Long.parseLong(text);
    }

    private static MailException unreadable() {
        return new MailException(Problem.MESSAGE_MISSING, "no set of UIDs");
    }
}
