package org.restante.mailbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Credential;
import org.restante.mail.MailboxName;
import org.restante.mailbox.WatchListener.Watch;
import org.restante.mailbox.WatchListener.Watching;

/** Who is told of an account's changes, and the one watcher that there is while anybody is. */
final class AccountWatch {

    private final AccountRuntime runtime;
    private final Duration linger;
    private final Map<WatchListener, ImapSession> listeners = new ConcurrentHashMap<>();
    private @Nullable Watcher watcher;
    private volatile Watching now = Watching.RECONNECTING;
    private volatile boolean caughtUp;

    /**
     * @param linger how long to go on for nobody: a page that is left is mostly followed by another
     */
    AccountWatch(AccountRuntime runtime, Duration linger) {
        this.runtime = runtime;
        this.linger = linger;
    }

    boolean isWanted() {
        return !listeners.isEmpty();
    }

    /** Tells the listener from now on, at once how everything is where that is known. */
    Watch begin(WatchListener listener, ImapSession session) {
        listeners.put(listener, session);
        begin(session);
        listener.watching(now);
        if (caughtUp) {
            listener.changed(runtime.index().states());
        }
        return () -> end(listener);
    }

    private synchronized void begin(ImapSession session) {
        if (watcher == null) {
            watcher = new Watcher(runtime, session);
            watcher.start();
        }
    }

    private void end(WatchListener listener) {
        if (listeners.remove(listener) != null && listeners.isEmpty()) {
            Thread.ofVirtual().name("imap-watch-linger").start(this::linger);
        }
    }

    private void linger() {
        try {
            Thread.sleep(linger);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (listeners.isEmpty()) {
                stop();
            }
        }
    }

    private synchronized void stop() {
        Watcher running = watcher;
        watcher = null;
        caughtUp = false;
        now = Watching.RECONNECTING;
        if (running != null) {
            running.stop();
        }
    }

    /** The account's connections are to go; who listens may ask anew. */
    void endAll() {
        endAll(null);
    }

    /** The server lets the watcher in no longer, nor anybody else with the same password. */
    void refused(Watcher by) {
        synchronized (this) {
            if (watcher != by) {
                return;
            }
        }
        endAll(by.credential());
    }

    private void endAll(@Nullable Credential refused) {
        stop();
        Map<WatchListener, ImapSession> told = Map.copyOf(listeners);
        listeners.keySet().removeAll(told.keySet());
        told.forEach((listener, session) -> listener.ended(session.credential().equals(refused)));
    }

    /** What is known is uncertain, unless another watcher has taken over by now. */
    synchronized void lost(Watcher by) {
        if (watcher == null || watcher == by) {
            runtime.index().unwatched();
        }
    }

    synchronized void look(boolean another) {
        if (watcher != null) {
            watcher.look(another);
        }
    }

    synchronized void behind() {
        if (watcher != null) {
            watcher.behind();
        }
    }

    synchronized Watcher.Way way() {
        return watcher == null ? Watcher.Way.NONE : watcher.way();
    }

    // --- what the watcher tells, and we of our own writing ---

    void caughtUp(Watching how) {
        caughtUp = true;
        watching(how);
        tell(listener -> listener.changed(runtime.index().states()));
    }

    void watching(Watching how) {
        caughtUp &= how != Watching.RECONNECTING;
        if (now != how) {
            now = how;
            tell(listener -> listener.watching(how));
        }
    }

    /** True where that was news. */
    boolean compared(Map<MailboxName, MailboxState> all) {
        Set<MailboxName> before = runtime.index().states().keySet();
        boolean same = before.isEmpty() || before.equals(all.keySet());
        Map<MailboxName, MailboxState> news = runtime.index().compared(all);
        if (!same) {
            foldersChanged();
        }
        if (!news.isEmpty()) {
            tell(listener -> listener.changed(news));
        }
        return !same || !news.isEmpty();
    }

    /** Of a server that tells of each change: what it told meanwhile may be newer than its list. */
    boolean confirmed(Map<MailboxName, MailboxState> all) {
        return compared(runtime.index().newest(all));
    }

    void told(MailboxName mailbox, MailboxState state) {
        runtime.index()
                .told(mailbox, state)
                .ifPresent(now -> tell(listener -> listener.changed(Map.of(mailbox, now))));
    }

    void changed(MailboxName mailbox, MailboxState state) {
        tell(listener -> listener.changed(Map.of(mailbox, state)));
    }

    void foldersChanged() {
        runtime.index().foldersChanged();
        tell(WatchListener::foldersChanged);
    }

    private void tell(Consumer<WatchListener> news) {
        listeners.keySet().forEach(news);
    }
}
