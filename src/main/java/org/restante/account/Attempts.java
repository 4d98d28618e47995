package org.restante.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts failures by key and makes each further attempt wait longer, up to a cap; bounded in
 * memory.
 *
 * <p>An attempt counts as failed from its start until it is taken back, so that a thousand attempts
 * at once do not slip through before the first of them has failed.
 */
final class Attempts {

    private static final int MOST = 100_000;

    private record Tried(int count, long until) {}

    private final int free;
    private final Duration cap;
    private final Ticker ticker;
    private final Cache<String, Tried> tried;

    /**
     * @param free how many failures cost nothing
     * @param cap the longest wait
     */
    Attempts(int free, Duration cap, Ticker ticker) {
        this.free = free;
        this.cap = cap;
        this.ticker = ticker;
        this.tried =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfterWrite(cap.multipliedBy(4))
                        .ticker(ticker)
                        .build();
    }

    /** Begins an attempt; returns how long to wait before the next, zero where it may go on. */
    Duration begin(String key) {
        long now = ticker.read();
        AtomicLong wait = new AtomicLong();
        tried.asMap()
                .compute(
                        key,
                        (k, before) -> {
                            if (before != null && before.until() - now > 0) {
                                wait.set(before.until() - now);
                                return before;
                            }
                            int count = before == null ? 1 : Math.min(before.count() + 1, 1000);
                            return new Tried(count, now + delay(count).toNanos());
                        });
        return Duration.ofNanos(wait.get());
    }

    /** Takes an attempt back that was no failed guess. */
    void takeBack(String key) {
        tried.asMap().computeIfPresent(key, (k, before) -> oneLess(before));
    }

    /** Forgets the key's failures. */
    void clear(String key) {
        tried.invalidate(key);
    }

    private @Nullable Tried oneLess(Tried before) {
        return before.count() <= 1 ? null : new Tried(before.count() - 1, ticker.read());
    }

    private Duration delay(int count) {
        int over = count - free;
        if (over < 0) {
            return Duration.ZERO;
        }
        Duration delay = Duration.ofSeconds(1L << Math.min(over, 20));
        return delay.compareTo(cap) < 0 ? delay : cap;
    }
}
