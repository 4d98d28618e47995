package org.restante.mailbox.connection;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.UidValidity;

/** The mailbox that a connection has selected, kept true by what the server tells unasked. */
public final class Selected {

    /** No two states of any mailboxes have the same number. */
    private static final AtomicLong STATES = new AtomicLong();

    private final MailboxName name;
    private long members = STATES.incrementAndGet();
    private long state = members;
    private long told;
    private long exists;
    private long changes;
    private long highestModSeq;
    private long writes;
    private long looked;
    private boolean readOnly;
    private boolean toldExists;
    private boolean doubtful;
    private boolean keywords = true;
    private @Nullable UidValidity uidValidity;

    Selected(MailboxName name) {
        this.name = name;
    }

    /** How many of this application's writes to the mailbox were there when it was last synced. */
    public long writes() {
        return writes;
    }

    public void writes(long known) {
        writes = known;
    }

    /** Whether changes up to that mod-sequence are taken in, or were looked for. */
    public boolean knows(long modSeq) {
        return modSeq <= Math.max(highestModSeq, looked);
    }

    public void lookedFor(long modSeq) {
        looked = Math.max(looked, modSeq);
    }

    void flightStarts() {
        toldExists = false;
    }

    /**
     * Whether the count may be wrong: EXPUNGE came after EXISTS, and there are servers whose EXISTS
     * has left out already what they expunge thereafter. Selecting anew tells.
     */
    public boolean doubtful() {
        return doubtful;
    }

    void take(Untagged response) {
        switch (response.keyword()) {
            case "EXISTS" -> {
                exists(Math.max(0, response.number()));
                toldExists = true;
            }
            case "EXPUNGE" -> {
                exists(Math.max(0, exists - 1));
                doubtful |= toldExists;
            }
            case "VANISHED" -> vanished(response);
            case "FETCH" -> modified(response);
            default -> {
                // counts of no concern, and data that the command under way takes itself
            }
        }
    }

    private void exists(long now) {
        if (now != exists) {
            changed();
        }
        exists = now;
    }

    private void changed() {
        changes++;
        members = STATES.incrementAndGet();
        state = members;
    }

    /** Whoever changes flags moves the mod-sequence on (RFC 7162, section 3.1.4). */
    private void modified(Untagged response) {
        List<Value> items = response.value(0).items();
        told += items.stream().anyMatch(item -> item.keyword().equals("FLAGS")) ? 1 : 0;
        for (int i = 0; i + 1 < items.size(); i += 2) {
            long now = items.get(i + 1).item(0).number();
            if (items.get(i).keyword().equals("MODSEQ") && now > highestModSeq) {
                highestModSeq = now;
                marked();
            }
        }
    }

    /** To be called where we change flags ourselves. */
    public void marked() {
        state = STATES.incrementAndGet();
    }

    /** How often flags were told, asked for or not. */
    public long told() {
        return told;
    }

    /** Another number each time that messages came or went. */
    public long members() {
        return members;
    }

    /** The same, and each time that flags changed; 0 where the server does not tell of that. */
    public long state() {
        return highestModSeq == 0 ? 0 : state;
    }

    /** VANISHED (EARLIER) tells of what EXISTS has left out already (RFC 7162, section 3.2.10). */
    private void vanished(Untagged response) {
        if (response.values().size() == 1) {
            String set = response.value(0).keyword();
            exists(Math.max(0, exists - SequenceSets.count(set)));
            changed();
        }
    }

    void take(Status status) {
        switch (status.code()) {
            case "UIDVALIDITY" ->
                    uidValidity = new UidValidity(Math.max(0, status.argument(0).number()));
            case "HIGHESTMODSEQ" -> highestModSeq = Math.max(0, status.argument(0).number());
            case "NOMODSEQ" -> highestModSeq = 0;
            case "READ-ONLY" -> readOnly = true;
            case "READ-WRITE" -> readOnly = false;
            case "PERMANENTFLAGS" ->
                    keywords =
                            status.argument(0).items().stream()
                                    .anyMatch(flag -> flag.keyword().equals("\\*"));
            default -> {
                // of no concern to the mailbox
            }
        }
    }

    public MailboxName name() {
        return name;
    }

    public long exists() {
        return exists;
    }

    /** Rises with each message that came or went. */
    public long changes() {
        return changes;
    }

    /** 0 where the server keeps none for this mailbox (RFC 7162). */
    public long highestModSeq() {
        return highestModSeq;
    }

    public boolean readOnly() {
        return readOnly;
    }

    /** Whether new keywords can be made here. */
    public boolean keywords() {
        return keywords;
    }

    /** A server that gives none keeps UIDs for this session only (RFC 9051, section 2.3.1.1). */
    public UidValidity uidValidity() {
        return uidValidity == null ? new UidValidity(0) : uidValidity;
    }
}
