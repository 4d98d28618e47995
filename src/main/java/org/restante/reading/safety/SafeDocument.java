package org.restante.reading.safety;

/**
 * A complete HTML document that is safe to serve under {@link BodyPolicy#CSP}, as it is: whoever
 * edits {@code html} afterwards takes the safety away.
 *
 * @param html the document
 * @param blockedImages how many different remote images were left out
 * @param truncated whether the mail was too large to be shown whole
 */
public record SafeDocument(String html, int blockedImages, boolean truncated) {}
