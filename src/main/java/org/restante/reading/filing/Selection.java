package org.restante.reading.filing;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.Query;
import org.restante.reading.list.View;

/**
 * Which messages a form means, and where its reader was.
 *
 * @param uid those that were ticked
 * @param only one whose own button was pressed; what is ticked then does not count
 * @param uids a whole set as the server counts, as in {@code 1:3,7}
 * @param all every message that the list shows on any of its pages
 * @param uidValidity of the folder when the page was made
 * @param view the list and its page, as in an address
 * @param reader the message in the reading pane
 * @param next the message to read when this one is filed away
 */
record Selection(
        @Nullable List<Long> uid,
        @Nullable Long only,
        @Nullable String uids,
        @Nullable Boolean all,
        @Nullable Long uidValidity,
        @Nullable String view,
        @Nullable Long reader,
        @Nullable Long next) {

    /**
     * The messages meant.
     *
     * @throws MailException {@link Problem#MAILBOX_REPLACED} where the page is of an earlier life
     *     of the folder, in which the same UIDs were other messages
     */
    UidSet in(OpenMailbox box, Function<View, Query> queries) {
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
            View shown = shown();
            return shown.isWhole() ? box.all() : box.found(queries.apply(shown));
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

    /** The list where the reader was; whatever a form may say, it is one of ours. */
    View shown() {
        return view == null ? View.PLAIN : View.parse(view);
    }
}
