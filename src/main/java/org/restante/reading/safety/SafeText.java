package org.restante.reading.safety;

/** Makes the document that shows a plain text mail. */
public final class SafeText {
    /** How the lines of the text are to be read (RFC 3676, section 4). */
    public enum Flow {
        /** Every line break is the author's. */
        FIXED,
        /** A space before a line break joins the lines. */
        FLOWED,
        /** As flowed, and the joining space is not part of the text. */
        FLOWED_DELSP
    }

    private SafeText() {}

    /** Renders. */
    public static SafeDocument render(String text, Flow flow) {
        var d = BodyShell.empty();
        d.body().appendText(text);
        return new SafeDocument(d.html(), 0, false);
    }
}
