package org.restante.reading.safety;

import java.util.Locale;
import org.restante.settings.Preferences.Theme;

/**
 * A complete HTML document that is safe to serve under {@link BodyPolicy#CSP}, as it is: whoever
 * edits {@code html} afterwards takes the safety away.
 *
 * @param html the document
 * @param blockedImages how many different remote images were left out
 * @param truncated whether the mail was too large to be shown whole
 */
public record SafeDocument(String html, int blockedImages, boolean truncated) {

    /** How every document of {@link BodyShell} begins, before anything that a mail could say. */
    private static final String START = "<!doctype html><html";

    /**
     * The same in the colours that the reader chose; the choice stands in the shell's own first
     * words, so nothing that was made safe is touched.
     */
    public String in(Theme theme) {
        if (theme == Theme.AUTOMATIC || !html.startsWith(START)) {
            return html;
        }
        String chosen = " data-theme=\"" + theme.name().toLowerCase(Locale.ROOT) + '"';
        return START + chosen + html.substring(START.length());
    }
}
