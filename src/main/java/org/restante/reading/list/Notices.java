package org.restante.reading.list;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.LastMarked;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.reading.list.Notice.Undo;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/** Reads reports from addresses and makes notices of those that can be true. */
@Component
public class Notices {

    /** Says that the session knows what to undo, which is too long for an address. */
    public static final String KEPT = "kept";

    private static final String NUMBER = "[0-9]{1,10}";
    private static final String UIDS = "[0-9]{1,10}(:[0-9]{1,10})?(,[0-9]{1,10}(:[0-9]{1,10})?)*";

    private final FolderNames names;

    Notices(FolderNames names) {
        this.names = names;
    }

    /** The notice above the list, or null where there is nothing to say. */
    public @Nullable Notice of(
            Report report, MailList list, Viewer viewer, @Nullable LastMarked marked) {
        return Optional.ofNullable(report.done())
                .flatMap(Done::of)
                .map(done -> notice(done, report, list, viewer, marked))
                .orElse(null);
    }

    private Notice notice(
            Done done, Report report, MailList list, Viewer viewer, @Nullable LastMarked marked) {
        Folder target =
                target(report.to())
                        .filter(name -> list.tree().find(name).isPresent())
                        .map(name -> names.folder(name, list.tree(), viewer.locale()))
                        .orElse(list.folder());
        return new Notice(
                "notice." + done.key(),
                number(report.n()),
                target.label(),
                undo(done, report, target, list.folder(), marked));
    }

    private static @Nullable Undo undo(
            Done done, Report report, Folder target, Folder here, @Nullable LastMarked marked) {
        String noun = markedBy(done);
        if (noun != null) {
            return unmark(done, noun, report, here, marked);
        }
        String uids = report.undo();
        boolean takesBack =
                switch (done) {
                    case MOVED, ARCHIVED, TRASHED, JUNKED, CLEARED -> true;
                    default -> false;
                };
        if (!takesBack || uids == null || !uids.matches(UIDS) || target.equals(here)) {
            return null;
        }
        return new Undo(
                target.url() + (done == Done.JUNKED ? "/junk" : "/moves"),
                done == Done.JUNKED,
                uids,
                number(report.v()),
                here.path());
    }

    private static @Nullable String markedBy(Done done) {
        return switch (done) {
            case SEEN, UNSEEN -> "/seen";
            case FLAGGED, UNFLAGGED -> "/flagged";
            default -> null;
        };
    }

    /** The opposite mark, for those messages only that were really changed. */
    private static @Nullable Undo unmark(
            Done done, String noun, Report report, Folder here, @Nullable LastMarked marked) {
        String uids = report.undo();
        if (uids == null) {
            return null;
        }
        boolean destroy = done == Done.SEEN || done == Done.FLAGGED;
        if (uids.equals(KEPT) && marked != null && marked.folder().equals(here.path())) {
            return new Undo(
                    here.url() + noun, destroy, marked.uids(), marked.uidValidity(), here.path());
        }
        return uids.matches(UIDS)
                ? new Undo(here.url() + noun, destroy, uids, number(report.v()), here.path())
                : null;
    }

    private static Optional<MailboxName> target(@Nullable String path) {
        try {
            return path == null ? Optional.empty() : Optional.of(MailboxName.ofPath(path));
        } catch (MailException e) {
            return Optional.empty();
        }
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches(NUMBER) ? Long.parseLong(text) : 0;
    }
}
