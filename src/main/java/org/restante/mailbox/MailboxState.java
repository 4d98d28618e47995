package org.restante.mailbox;

/**
 * The state of a mailbox as its server tells it (STATUS): another one whenever anything in it has
 * changed, where the server keeps mod-sequences (RFC 7162). What was not told is -1.
 *
 * @param modSeq the highest mod-sequence of all its messages
 */
public record MailboxState(
        long uidValidity, long messages, long unseen, long uidNext, long modSeq) {

    public static final MailboxState UNKNOWN = new MailboxState(-1, -1, -1, -1, -1);

    /** What pages say where the state cannot be told. */
    public static final String UNTOLD = "unknown";

    /** This one after more was told. */
    public MailboxState and(MailboxState later) {
        return new MailboxState(
                later.uidValidity < 0 ? uidValidity : later.uidValidity,
                later.messages < 0 ? messages : later.messages,
                later.unseen < 0 ? unseen : later.unseen,
                later.uidNext < 0 ? uidNext : later.uidNext,
                later.modSeq < 0 ? modSeq : later.modSeq);
    }

    /** One word that is another one after each change, or {@link #UNTOLD}. */
    public String stamp() {
        return modSeq > 0 && messages >= 0 && uidValidity > 0
                ? uidValidity + "." + messages + "." + modSeq
                : UNTOLD;
    }

    /** Whether it is of the same life of the mailbox, and of a later time for certain. */
    boolean isLaterThan(MailboxState other) {
        return uidValidity == other.uidValidity && other.modSeq >= 0 && modSeq > other.modSeq;
    }

    /** Whether messages came or went between the two. */
    boolean holdsAsBefore(MailboxState before) {
        return uidValidity == before.uidValidity
                && messages == before.messages
                && uidNext == before.uidNext;
    }
}
