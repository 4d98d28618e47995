package org.restante.reading.filing;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox;

/**
 * Which messages a form means, and where its reader was.
 *
 * @param uid those that were ticked
 * @param only one whose own button was pressed; what is ticked then does not count
 * @param uids a whole set as the server counts, as in {@code 1:3,7}
 * @param all every message of the folder
 * @param uidValidity of the folder when the page was made
 * @param page of the list
 * @param reader the message in the reading pane
 * @param next the message to read when this one is filed away
 */
record Selection(
        @Nullable List<Long> uid,
        @Nullable Long only,
        @Nullable String uids,
        @Nullable Boolean all,
        @Nullable Long uidValidity,
        @Nullable Integer page,
        @Nullable Long reader,
        @Nullable Long next) {

    /**
     * The messages meant.
     *
     * @throws MailException {@link Problem#MAILBOX_REPLACED} where the page is of an earlier life
     *     of the folder, in which the same UIDs were other messages
     */
    UidSet in(OpenMailbox box) {
        if (uidValidity == null || uidValidity != box.uidValidity().value()) {
            throw new MailException(Problem.MAILBOX_REPLACED, "UIDVALIDITY " + box.uidValidity());
        }
        if (only != null) {
            return of(List.of(only));
        }
        if (uids != null && !uids.isBlank()) {
            return UidSets.parse(uids);
        }
        if (Boolean.TRUE.equals(all)) {
            return box.all();
        }
        return of(Objects.requireNonNullElse(uid, List.of()));
    }

    private static UidSet of(List<Long> numbers) {
        return UidSet.of(numbers.stream().filter(Uid::isUid).map(Uid::new).toList());
    }

    /** The message that the reading pane goes on showing, or null. */
    @Nullable Uid stillOpen(UidSet filed) {
        Uid open = reader == null || !Uid.isUid(reader) ? null : new Uid(reader);
        return open == null || filed.contains(open) ? null : open;
    }

    int pageOrFirst() {
        return page == null ? 1 : Math.max(1, page);
    }
}
