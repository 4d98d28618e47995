package org.restante.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;

/**
 * What never changes of the messages that were seen lately, in memory only and bounded by weight;
 * flags are always asked for.
 */
final class Summaries {

    private static final long WEIGHT = 64L << 20;

    /**
     * A mailbox whose UIDs mean one thing; there is one object of each, so that whatever is kept of
     * its messages is found at the cost of a number.
     */
    record Box(MailAccount account, MailboxName mailbox, UidValidity validity) {}

    private record Key(Box box, long uid) {

        @Override
        @SuppressWarnings("ReferenceEquality") // one object of each box
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.box == box && key.uid == uid;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(box) * 31 + Long.hashCode(uid);
        }
    }

    private final Set<MailAccount> ended = ConcurrentHashMap.newKeySet();
    private final Interner<Box> boxes = Interner.newWeakInterner();

    private final Cache<Key, MessageSummary> summaries =
            Caffeine.newBuilder()
                    .maximumWeight(WEIGHT)
                    .weigher((Key key, MessageSummary summary) -> weight(summary))
                    .expireAfterAccess(Duration.ofMinutes(30))
                    .build();

    /** Which UIDs stood on a page when it was last listed: a guess, to know what need be asked. */
    private final Cache<Key, List<Uid>> pages =
            Caffeine.newBuilder()
                    .maximumSize(50_000)
                    .expireAfterAccess(Duration.ofMinutes(30))
                    .build();

    /** The sequence numbers that messages had when they were last listed: guesses as well. */
    private final Cache<Key, Long> numbers =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofMinutes(30))
                    .build();

    Box box(MailAccount account, MailboxName mailbox, UidValidity validity) {
        return boxes.intern(new Box(account, mailbox, validity));
    }

    /** A guess at its sequence number, 0 where there is none. */
    long number(Box box, Uid uid) {
        Long number = numbers.getIfPresent(new Key(box, uid.value()));
        return number == null ? 0 : number;
    }

    void numbered(Box box, Uid uid, long number) {
        Key key = new Key(box, uid.value());
        Long before = numbers.getIfPresent(key);
        if (before == null || before != number) {
            numbers.put(key, number);
        }
    }

    @Nullable MessageSummary get(Box box, Uid uid) {
        // Without UIDVALIDITY a UID means nothing the next time.
        return box.validity().value() == 0
                ? null
                : summaries.getIfPresent(new Key(box, uid.value()));
    }

    void put(Box box, MessageSummary summary) {
        summaries.put(new Key(box, summary.uid().value()), summary);
    }

    /** Whether all that stood on that page, when it was last listed, is known. */
    boolean knowsPage(Box box, long offset) {
        List<Uid> uids = pages.getIfPresent(new Key(box, offset));
        if (uids == null) {
            return false;
        }
        for (Uid uid : uids) {
            if (get(box, uid) == null) {
                return false;
            }
        }
        return true;
    }

    void listed(Box box, long offset, List<Uid> uids) {
        Key key = new Key(box, offset);
        if (!uids.equals(pages.getIfPresent(key))) {
            pages.put(key, uids);
        }
    }

    /** With the next {@link #sweep}, as looking for them costs as much for one as for all. */
    void forget(MailAccount account) {
        ended.add(account);
    }

    /** Lets go of what belongs to accounts that have ended. */
    void sweep() {
        Set<MailAccount> gone = Set.copyOf(ended);
        if (gone.isEmpty()) {
            return;
        }
        ended.removeAll(gone);
        summaries.asMap().keySet().removeIf(key -> gone.contains(key.box().account()));
        numbers.asMap().keySet().removeIf(key -> gone.contains(key.box().account()));
        pages.asMap().keySet().removeIf(key -> gone.contains(key.box().account()));
    }

    /** About what it takes in memory, in octets. */
    private static int weight(MessageSummary summary) {
        Envelope envelope = summary.envelope();
        int weight = 400 + 2 * (envelope.subject().length() + summary.preview().length());
        for (List<Address> list :
                List.of(
                        envelope.from(),
                        envelope.sender(),
                        envelope.replyTo(),
                        envelope.to(),
                        envelope.cc(),
                        envelope.bcc())) {
            for (Address address : list) {
                weight += 100 + 2 * (address.name().length() + address.email().length());
            }
        }
        BodyPart structure = summary.structure();
        return weight + (structure == null ? 0 : 600 * structure.all().size());
    }
}
