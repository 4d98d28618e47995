package org.restante.mailbox.probe;

/** What came of a step; each has its own sentences. */
public enum Finding {
    NAME_FOUND(Outcome.GOOD),
    NAME_UNKNOWN(Outcome.FAILED),
    NAME_SLOW(Outcome.FAILED),

    CONNECTED(Outcome.GOOD),
    REFUSED(Outcome.FAILED),
    UNREACHABLE(Outcome.FAILED),
    NO_ANSWER(Outcome.FAILED),

    PROTECTED(Outcome.GOOD),
    ENDS_SOON(Outcome.WARNING),
    UNPROTECTED(Outcome.WARNING),
    PLAIN_NOT_ALLOWED(Outcome.FAILED),
    NO_TLS_HERE(Outcome.FAILED),
    STARTTLS_MISSING(Outcome.FAILED),
    STARTTLS_REFUSED(Outcome.FAILED),
    SPOKE_BEFORE_TLS(Outcome.FAILED),
    EXPIRED(Outcome.FAILED),
    NOT_YET_VALID(Outcome.FAILED),
    SELF_SIGNED(Outcome.FAILED),
    UNKNOWN_ISSUER(Outcome.FAILED),
    WRONG_HOST(Outcome.FAILED),

    GREETED(Outcome.GOOD),
    TLS_WANTED(Outcome.FAILED),
    NOT_THIS_PROTOCOL(Outcome.FAILED),
    TURNED_AWAY(Outcome.FAILED),
    SILENT(Outcome.FAILED),
    CLOSED(Outcome.FAILED),

    ABLE(Outcome.GOOD),
    BARELY_ABLE(Outcome.WARNING),
    NO_CAPABILITIES(Outcome.FAILED),

    SIGNED_IN(Outcome.GOOD),
    NOT_LET_IN(Outcome.FAILED),
    NO_WAY_IN(Outcome.FAILED),
    NOBODY_TO_SIGN_IN(Outcome.SKIPPED),

    NOT_TRIED(Outcome.SKIPPED);

    private final Outcome outcome;

    Finding(Outcome outcome) {
        this.outcome = outcome;
    }

    public Outcome outcome() {
        return outcome;
    }

    /** How good that is. */
    public enum Outcome {
        GOOD,
        WARNING,
        FAILED,
        SKIPPED
    }
}
