package org.restante.reading.safety;

/** The second wall: what the browser may do with the document that holds a message's body. */
public final class BodyPolicy {

    /**
     * Value of the iframe's {@code sandbox} attribute. The frame has our origin so that the page
     * around it can measure its height; therefore {@code allow-scripts} must never join the list,
     * because the two together would let a script take the sandbox off.
     */
    public static final String SANDBOX =
            "allow-popups allow-popups-to-escape-sandbox allow-same-origin";

    /** Value of the body document's {@code Content-Security-Policy} header. */
    public static final String CSP =
            "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline';"
                    + " form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox "
                    + SANDBOX;

    private BodyPolicy() {}
}
