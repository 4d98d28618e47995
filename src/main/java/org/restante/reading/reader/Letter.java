package org.restante.reading.reader;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.reading.list.Avatar;
import org.restante.reading.list.Folder;
import org.restante.reading.list.View;
import org.restante.reading.list.When;

/**
 * One message as the reading pane shows it.
 *
 * @param from whoever the message says wrote it; more than one is shown in full, never hidden
 * @param sentBy who sent it for them, where the message says so
 * @param replyTo where an answer would go, if that is not where it came from
 * @param justRead whether it was unread until now
 * @param enclosures the attached files
 * @param enclosed their size together
 * @param body the address of the sandboxed document
 * @param fullText where the whole text is had if only its beginning is shown
 * @param view the list that the reader came from
 */
record Letter(
        Uid uid,
        UidValidity uidValidity,
        Folder folder,
        String subject,
        Avatar avatar,
        List<Person> from,
        @Nullable Person sentBy,
        List<Person> replyTo,
        List<Person> to,
        List<Person> cc,
        When when,
        boolean flagged,
        boolean justRead,
        List<Enclosure> enclosures,
        String enclosed,
        String body,
        @Nullable String fullText,
        Images images,
        Place place,
        View view) {

    /** The address of this message in its list. */
    public String url() {
        return folder.url() + '/' + uid + view.query();
    }

    /** All that stands on the sheet of paper: what of it is the same is drawn the same. */
    public List<@Nullable Object> article() {
        return Arrays.asList(
                folder.name(),
                folder.label(),
                folder.use(),
                subject,
                avatar,
                from,
                sentBy,
                replyTo,
                to,
                cc,
                when,
                enclosures,
                enclosed,
                body,
                fullText,
                images,
                withImages());
    }

    /** The same with the pictures from elsewhere. */
    public String withImages() {
        String query = view.query();
        return folder.url() + '/' + uid + query + (query.isEmpty() ? '?' : '&') + "images=show";
    }

    /** The list that the reader came from. */
    public String back() {
        return folder.url() + view.query();
    }

    /** Whether pictures from elsewhere are shown, and how many are kept back. */
    record Images(boolean shown, int blocked) {}

    /**
     * Where the message stands in its folder.
     *
     * @param newer the address of the message above, or null
     * @param next the UID of the message that is shown when this one is filed away, or null
     */
    record Place(
            @Nullable String newer,
            @Nullable String older,
            @Nullable Uid next,
            long position,
            long total) {}
}
