package org.restante.mailbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import org.restante.mailbox.connection.ExchangeListener;

/** Counts round trips and times commands. */
final class ImapMetrics implements ExchangeListener {

    private final MeterRegistry metrics;
    private final Counter exchanges;

    ImapMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.exchanges = metrics.counter("restante.imap.exchanges");
    }

    @Override
    public void exchanged() {
        exchanges.increment();
    }

    @Override
    public void completed(String command, boolean ok, long nanos) {
        metrics.timer("restante.imap.command", "command", command, "ok", Boolean.toString(ok))
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void unreadable(String keyword) {
        metrics.counter("restante.imap.unreadable").increment();
    }
}
