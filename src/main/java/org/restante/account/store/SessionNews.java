package org.restante.account.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.restante.settings.Announced;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hears by PostgreSQL's LISTEN of ended and changed sessions, and of whatever else nodes keep in
 * memory, on a connection of its own that is made anew whenever it breaks.
 */
final class SessionNews implements SmartLifecycle {

    static final String CHANNEL = "restante_session";

    private static final Duration QUIET = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Logger log = LoggerFactory.getLogger(SessionNews.class);

    private final String url;
    private final Properties login = new Properties();
    private final CachedSessions<?> sessions;
    private final List<Announced> others;
    private volatile boolean running;
    private volatile @Nullable Thread listener;
    private volatile @Nullable Connection connection;

    SessionNews(
            String url,
            @Nullable String username,
            @Nullable String password,
            CachedSessions<?> sessions,
            List<Announced> others) {
        this.url = url;
        this.sessions = sessions;
        this.others = List.copyOf(others);
        if (username != null) {
            login.setProperty("user", username);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
        login.setProperty("ApplicationName", "restante-news");
        login.setProperty("tcpKeepAlive", "true");
        login.setProperty("connectTimeout", "5");
    }

    @Override
    public void start() {
        running = true; // before the thread looks
        listener = Thread.ofVirtual().name("session-news").start(this::listen);
    }

    @Override
    public void stop() {
        running = false;
        Thread thread = listener;
        if (thread != null) {
            thread.interrupt();
        }
        close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void listen() {
        boolean told = false;
        while (isRunning()) {
            try (Connection opened = DriverManager.getConnection(url, login)) {
                connection = opened;
                try (var statement = opened.createStatement()) {
                    statement.execute("LISTEN " + CHANNEL);
                    for (Announced other : others) {
                        statement.execute("LISTEN " + other.channel());
                    }
                }
                sessions.forgetAll(); // whatever ended while nobody listened
                others.forEach(Announced::missed);
                told = false;
                hear(opened);
            } catch (SQLException e) {
                if (isRunning() && !told) {
                    told = true;
                    log.warn("Sessions' ends are not announced at the moment: {}", e.getMessage());
                }
                pause();
            }
        }
    }

    private void hear(Connection opened) throws SQLException {
        PGConnection postgres = opened.unwrap(PGConnection.class);
        while (isRunning()) {
            sessions.heard();
            PGNotification[] news = postgres.getNotifications((int) QUIET.toMillis());
            if (news == null || news.length == 0) {
                // A peer that went away without a word is noticed by asking it.
                if (!opened.isValid((int) QUIET.toSeconds())) {
                    throw new SQLException("the connection went silent");
                }
                continue;
            }
            for (PGNotification one : news) {
                tell(one.getName(), one.getParameter());
            }
        }
    }

    private void tell(String channel, String payload) {
        if (channel.equals(CHANNEL)) {
            sessions.forget(payload);
            return;
        }
        for (Announced other : others) {
            if (other.channel().equals(channel)) {
                other.heard(payload);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close() {
        Connection open = connection;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                log.debug("closing the listening connection", e);
            }
        }
    }
}
