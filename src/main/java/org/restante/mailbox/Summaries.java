package org.restante.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
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

    private record Key(MailAccount account, MailboxName mailbox, UidValidity validity, Uid uid) {}

    private record PageKey(
            MailAccount account, MailboxName mailbox, UidValidity validity, long offset) {}

    private final Cache<Key, MessageSummary> summaries =
            Caffeine.newBuilder()
                    .maximumWeight(WEIGHT)
                    .weigher((Key key, MessageSummary summary) -> weight(summary))
                    .expireAfterAccess(Duration.ofMinutes(30))
                    .build();

    /** Which UIDs stood on a page when it was last listed: a guess, to know what need be asked. */
    private final Cache<PageKey, List<Uid>> pages =
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

    /** A guess at its sequence number, 0 where there is none. */
    long number(MailAccount account, MailboxName mailbox, UidValidity validity, Uid uid) {
        Long number = numbers.getIfPresent(new Key(account, mailbox, validity, uid));
        return number == null ? 0 : number;
    }

    void numbered(
            MailAccount account, MailboxName mailbox, UidValidity validity, Uid uid, long number) {
        numbers.put(new Key(account, mailbox, validity, uid), number);
    }

    @Nullable MessageSummary get(
            MailAccount account, MailboxName mailbox, UidValidity validity, Uid uid) {
        // Without UIDVALIDITY a UID means nothing the next time.
        return validity.value() == 0
                ? null
                : summaries.getIfPresent(new Key(account, mailbox, validity, uid));
    }

    void put(
            MailAccount account,
            MailboxName mailbox,
            UidValidity validity,
            MessageSummary summary) {
        summaries.put(new Key(account, mailbox, validity, summary.uid()), summary);
    }

    /** Whether all that stood on that page, when it was last listed, is known. */
    boolean knowsPage(MailAccount account, MailboxName mailbox, UidValidity validity, long offset) {
        List<Uid> uids = pages.getIfPresent(new PageKey(account, mailbox, validity, offset));
        return uids != null
                && uids.stream().allMatch(uid -> get(account, mailbox, validity, uid) != null);
    }

    void listed(
            MailAccount account,
            MailboxName mailbox,
            UidValidity validity,
            long offset,
            List<Uid> uids) {
        pages.put(new PageKey(account, mailbox, validity, offset), uids);
    }

    void forget(MailAccount account) {
        summaries.asMap().keySet().removeIf(key -> key.account().equals(account));
        numbers.asMap().keySet().removeIf(key -> key.account().equals(account));
        pages.asMap().keySet().removeIf(key -> key.account().equals(account));
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
