package org.restante.reading.list;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.reading.list.Notice.Undo;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/** Reads reports from addresses and makes notices of those that can be true. */
@Component
public class Notices {

    private static final String NUMBER = "[0-9]{1,10}";
    private static final String UIDS = "[0-9]{1,10}(:[0-9]{1,10})?(,[0-9]{1,10}(:[0-9]{1,10})?)*";

    private final FolderNames names;

    Notices(FolderNames names) {
        this.names = names;
    }

    /** The notice above the list, or null where there is nothing to say. */
    public @Nullable Notice of(Report report, MailList list, Viewer viewer) {
        return Optional.ofNullable(report.done())
                .flatMap(Done::of)
                .map(done -> notice(done, report, list, viewer))
                .orElse(null);
    }

    private Notice notice(Done done, Report report, MailList list, Viewer viewer) {
        Folder target =
                target(report.to())
                        .filter(name -> list.tree().find(name).isPresent())
                        .map(name -> names.folder(name, list.tree(), viewer.locale()))
                        .orElse(list.folder());
        return new Notice(
                "notice." + done.key(),
                number(report.n()),
                target.label(),
                undo(done, report, target, list.folder()));
    }

    private static @Nullable Undo undo(Done done, Report report, Folder target, Folder here) {
        String uids = report.undo();
        boolean takesBack =
                switch (done) {
                    case MOVED, ARCHIVED, TRASHED, JUNKED, CLEARED -> true;
                    default -> false;
                };
        if (!takesBack || uids == null || !uids.matches(UIDS) || target.equals(here)) {
            return null;
        }
        String noun = done == Done.JUNKED ? "/junk" : "/moves";
        return new Undo(
                target.url() + noun, done == Done.JUNKED, uids, number(report.v()), here.path());
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
