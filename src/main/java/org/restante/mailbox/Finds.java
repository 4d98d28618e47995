package org.restante.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.SearchKey;
import org.restante.mail.UidValidity;

/**
 * What was found lately, in memory only and bounded by weight, so that the next page need not be
 * searched for again. Numbers of messages, nothing of what is in them.
 */
final class Finds {

    private static final long WEIGHT = 32L << 20;

    /**
     * What was asked for.
     *
     * @param block which part of what was found, where the server gives parts
     */
    record Key(
            MailAccount account,
            MailboxName mailbox,
            UidValidity validity,
            SearchKey key,
            Order order,
            long block) {}

    /**
     * What was found while the mailbox was so.
     *
     * @param state of the mailbox then
     * @param next the highest sequence number that was not looked at yet
     * @param slice how many messages were looked at in the last step
     */
    record Found(long state, Hits hits, long next, long slice) {}

    private final Cache<Key, Found> finds =
            Caffeine.newBuilder()
                    .maximumWeight(WEIGHT)
                    .weigher((Key key, Found found) -> 500 + 8 * found.hits().uids().length)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    /** What was found, if the mailbox is still as it was then. */
    @Nullable Found get(Key key, long state) {
        Found found = state == 0 ? null : finds.getIfPresent(key);
        return found == null || found.state() != state ? null : found;
    }

    void put(Key key, Found found) {
        if (found.state() != 0) {
            finds.put(key, found);
        }
    }

    void forget(MailAccount account) {
        finds.asMap().keySet().removeIf(key -> key.account().equals(account));
    }
}
