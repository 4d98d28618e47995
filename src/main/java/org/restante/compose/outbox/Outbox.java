package org.restante.compose.outbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.restante.account.Account;
import org.restante.compose.Drafts.Stored;
import org.restante.compose.identity.Holds;
import org.restante.compose.outbox.Entry.State;
import org.restante.mail.Credential;
import org.restante.settings.Announced;
import org.springframework.stereotype.Service;

/** Sends messages once: at once, after the time in which they can be taken back, or later. */
@Service
public class Outbox implements Announced {

    private final Entries entries;
    private final MasterKey key;
    private final SchedulerClient jobs;
    private final Duration hold;
    private final Holds holds;
    private final Clock clock = Clock.systemUTC();
    private final Cache<String, List<Entry>> open =
            Caffeine.newBuilder()
                    .maximumSize(50_000)
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build();

    Outbox(
            Entries entries,
            MasterKey key,
            SchedulerClient jobs,
            OutboxProperties properties,
            Holds holds) {
        this.holds = holds;
        this.hold = properties.hold();
        this.entries = entries;
        this.key = key;
        this.jobs = jobs;
    }

    /** In which a message of that sender can be taken back. */
    public Duration hold(Account account) {
        return holds.of(account.address()).orElse(hold);
    }

    /** Whether a message can wait longer than this process lives. */
    public boolean keepsSecrets() {
        return key.isLasting();
    }

    /**
     * Puts a draft into the outbox; a second time changes nothing.
     *
     * @param due when it is to be sent
     * @param later whether that time was chosen
     * @return how it stands with it now
     */
    public Entry send(
            Account account, Credential credential, Stored draft, Instant due, boolean later) {
        UUID id = draft.draft().id();
        String owner = owner(account);
        Entry entry =
                new Entry(
                        id,
                        owner,
                        account.domain(),
                        account.username(),
                        State.HELD,
                        due,
                        later,
                        0,
                        draft.mailbox(),
                        draft.copy(),
                        key.seal(credential.password(), id, owner),
                        null,
                        0,
                        false);
        if (entries.hold(entry)) {
            Jobs.at(jobs, id, due);
        }
        open.invalidate(owner);
        return entries.find(id)
                .filter(one -> one.owner().equals(owner))
                .orElseThrow(() -> new IllegalStateException("not in the outbox"));
    }

    /** Takes a message back; false where it is too late, or it was never there. */
    public boolean takeBack(Account account, UUID id) {
        boolean taken = entries.takeBack(owner(account), id);
        if (taken) {
            Jobs.drop(jobs, id);
        }
        open.invalidate(owner(account));
        return taken;
    }

    /** Sends what waits now; false where it waits no more. */
    public boolean hasten(Account account, UUID id) {
        Instant now = clock.instant();
        boolean hastened = entries.hasten(owner(account), id, now);
        if (hastened) {
            Jobs.at(jobs, id, now);
        }
        open.invalidate(owner(account));
        return hastened;
    }

    /** How it stands with a message of this account. */
    public Optional<Entry> find(Account account, UUID id) {
        return entries.find(id).filter(one -> one.owner().equals(owner(account)));
    }

    /** What waits, failed or is in doubt, the next due first. */
    public List<Entry> open(Account account) {
        return open(account.address());
    }

    List<Entry> open(String address) {
        return open.get(address.toLowerCase(Locale.ROOT), entries::open);
    }

    private static String owner(Account account) {
        return account.address().toLowerCase(Locale.ROOT);
    }

    @Override
    public String channel() {
        return "restante_outbox";
    }

    @Override
    public void heard(String owner) {
        open.invalidate(owner);
    }

    @Override
    public void missed() {
        open.invalidateAll();
    }
}
