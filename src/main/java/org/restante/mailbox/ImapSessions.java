package org.restante.mailbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.restante.mail.Credential;
import org.restante.mailbox.ConnectionPool.Lease;
import org.restante.mailbox.connection.ConnectionSettings;
import org.restante.mailbox.connection.ImapConnector;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Keeps the runtimes of the accounts that are in use on this node. */
@Service
@EnableScheduling
@EnableConfigurationProperties(MailboxSettings.class)
class ImapSessions implements MailSessions {

    /** After that nobody of the account is here any more. */
    private static final Duration FORGET = Duration.ofHours(1);

    private final Map<MailAccount, AccountRuntime> runtimes = new ConcurrentHashMap<>();
    private final Summaries summaries = new Summaries();
    private final Finds finds = new Finds();
    private final MailboxSettings settings;
    private final ImapConnector connector;
    private final PreviewMaker previews;

    ImapSessions(MailboxSettings settings, PreviewMaker previews, MeterRegistry metrics) {
        this.settings = settings;
        this.previews = previews;
        ConnectionSettings connection =
                new ConnectionSettings(
                        settings.connect(),
                        settings.read(),
                        settings.exchange(),
                        settings.silence(),
                        settings.silence().dividedBy(3),
                        settings.compress());
        this.connector = new ImapConnector(connection, new ImapMetrics(metrics));
        metrics.gauge(
                "restante.imap.connections",
                runtimes,
                all -> all.values().stream().mapToInt(AccountRuntime::connections).sum());
        for (Watcher.Way way : Watcher.Way.values()) {
            metrics.gauge(
                    "restante.imap.watched",
                    Tags.of("way", way.name().toLowerCase(Locale.ROOT)),
                    runtimes,
                    all ->
                            all.values().stream()
                                    .filter(one -> one.watch().isWanted())
                                    .filter(one -> one.watch().way() == way)
                                    .count());
        }
    }

    @Override
    public MailSession signIn(MailAccount account, Credential credential) {
        ImapSession session = session(account, credential);
        ConnectionPool pool = runtime(account).pool();
        Lease lease = pool.leaseFresh(credential);
        pool.release(lease);
        return session;
    }

    @Override
    public MailSession resume(MailAccount account, Credential credential) {
        return session(account, credential);
    }

    private ImapSession session(MailAccount account, Credential credential) {
        return new ImapSession(
                runtime(account),
                () -> session(account, credential),
                credential,
                summaries,
                previews,
                finds);
    }

    private AccountRuntime runtime(MailAccount account) {
        return runtimes.computeIfAbsent(
                account,
                key ->
                        new AccountRuntime(
                                key,
                                new ConnectionPool(
                                        key.server().connections(),
                                        settings.patience(),
                                        credential -> connector.open(key.server(), credential)),
                                new Index(key, summaries),
                                settings.linger()));
    }

    @Override
    public void end(MailAccount account) {
        AccountRuntime runtime = runtimes.remove(account);
        if (runtime != null) {
            runtime.watch().endAll();
            runtime.pool().closeAll();
        }
        summaries.forget(account);
        finds.forget(account);
    }

    @Override
    public int connections(MailAccount account) {
        AccountRuntime runtime = runtimes.get(account);
        return runtime == null ? 0 : runtime.connections();
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void tidy() {
        summaries.sweep();
        for (AccountRuntime runtime : runtimes.values()) {
            runtime.tidy(settings.idle());
            if (runtime.unused().compareTo(FORGET) > 0) {
                end(runtime.account());
            }
        }
    }

    @PreDestroy
    void endAll() {
        List.copyOf(runtimes.keySet()).forEach(this::end);
    }
}
