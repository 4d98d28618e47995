package org.restante.compose;

/** The draft was changed, sent or thrown away on another page or device since this page saw it. */
public final class DraftConflict extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Copy other;
    private final boolean gone;

    private DraftConflict(Copy other, boolean gone) {
        super(gone ? "the draft is gone" : "the draft was changed elsewhere");
        this.other = other;
        this.gone = gone;
    }

    static DraftConflict changed(Copy other) {
        return new DraftConflict(other, false);
    }

    static DraftConflict gone(Copy base) {
        return new DraftConflict(base, true);
    }

    /** The other copy, or where the draft was. */
    public Copy other() {
        return other;
    }

    public boolean isGone() {
        return gone;
    }
}
