package org.restante.compose;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Draft.Wishes;
import org.restante.mail.MessageRef;
import org.restante.settings.Identity;

/**
 * Everything that the page shows on which a message is written.
 *
 * @param id of the draft
 * @param writer this page
 * @param number how often this page has written the draft
 * @param base the copy that the page was made from, or null
 * @param source the message whose files go along, or null
 * @param heading the key of what the page is called
 * @param html null for a message in plain text
 * @param saved when the draft was saved, in words; empty where it was not
 * @param troubles why it was not sent or saved, in words
 * @param sure whether it would be sent all the same
 */
record Composer(
        UUID id,
        UUID writer,
        long number,
        @Nullable Copy base,
        @Nullable MessageRef source,
        String heading,
        String from,
        String to,
        String cc,
        String bcc,
        String replyTo,
        String subject,
        String text,
        @Nullable String html,
        String inReplyTo,
        String references,
        String origin,
        Wishes wishes,
        List<FileRow> files,
        String saved,
        List<String> troubles,
        boolean sure) {

    /**
     * A file that goes along.
     *
     * @param badge its kind in at most four letters
     * @param id the Content-ID of a picture in the text, or null
     * @param url where it can be looked at
     */
    record FileRow(
            String section,
            String name,
            String size,
            String badge,
            @Nullable String id,
            String url) {

        public boolean isShown() {
            return id != null;
        }
    }

    Composer with(List<String> newTroubles, boolean newSure) {
        return new Composer(
                id,
                writer,
                number,
                base,
                source,
                heading,
                from,
                to,
                cc,
                bcc,
                replyTo,
                subject,
                text,
                html,
                inReplyTo,
                references,
                origin,
                wishes,
                files,
                saved,
                newTroubles,
                newSure);
    }

    /** The same as somebody writes it, with these texts. */
    Composer as(Identity identity, String newText, String newHtml) {
        return new Composer(
                id,
                writer,
                number,
                base,
                source,
                heading,
                from,
                to,
                cc,
                identity.bccSelf() ? from : bcc,
                identity.replyTo(),
                subject,
                newText,
                newHtml,
                inReplyTo,
                references,
                origin,
                wishes,
                files,
                saved,
                troubles,
                sure);
    }

    /** The source as the form carries it: folder, UIDVALIDITY, UID. */
    public String sourceText() {
        return source == null
                ? ""
                : source.mailbox().toPath() + " " + source.uidValidity() + " " + source.uid();
    }
}
