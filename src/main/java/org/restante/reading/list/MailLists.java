package org.restante.reading.list;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.Quota;
import org.restante.mail.SearchKey;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.OpenMailbox.FoundPage;
import org.restante.mailbox.OpenMailbox.MessagePage;
import org.restante.mailbox.OpenMailbox.Place;
import org.restante.mailbox.Pending;
import org.restante.reading.list.Queries.Asked;
import org.restante.settings.Viewer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Opens pages of a folder's list; tree, quota and rows travel together. */
@Component
public class MailLists {

    private final MessageSource words;
    private final FolderNames names;
    private final Views views;
    private final Known known = new Known();
    private final InstantSource clock;

    @Autowired
    MailLists(MessageSource words, FolderNames names, Views views) {
        this(words, names, views, InstantSource.system());
    }

    MailLists(MessageSource words, FolderNames names, Views views, InstantSource clock) {
        this.views = views;
        this.words = words;
        this.names = names;
        this.clock = clock;
    }

    /** The page, or the nearest one that the list has. */
    public MailList open(MailSession session, MailboxName name, View view, Viewer viewer) {
        return known(session, name, view, viewer)
                .orElseGet(() -> session.in(name, box -> read(box, view, viewer)));
    }

    /** Where the server would have told of any change, it need not be asked. */
    private Optional<MailList> known(
            MailSession session, MailboxName name, View view, Viewer viewer) {
        if (!view.isPlain()) {
            return Optional.empty();
        }
        int rows = viewer.preferences().rows();
        return session.known(name, Pager.offset(view.page(), rows), rows)
                .map(
                        known ->
                                made(
                                        names.folder(name, known.tree(), viewer.locale()),
                                        known.tree(),
                                        known.quota().orElse(null),
                                        whole(known.page()),
                                        known.state(),
                                        view,
                                        Asked.NOTHING,
                                        viewer));
    }

    /** The same inside work that goes on in the mailbox anyway. */
    public MailList read(OpenMailbox box, View view, Viewer viewer) {
        Pending<MailboxTree> tree = box.mailboxes();
        Pending<Optional<Quota>> quota = box.quota(box.name());
        int rows = viewer.preferences().rows();
        Asked asked = views.asked(view, viewer);
        FoundPage found = page(box, view, asked, rows);
        return made(
                names.folder(box.name(), tree.get(), viewer.locale()),
                tree.get(),
                quota.get().orElse(null),
                found,
                box.state(),
                view,
                asked,
                viewer);
    }

    private MailList made(
            Folder folder,
            MailboxTree tree,
            @Nullable Quota quota,
            FoundPage found,
            String state,
            View view,
            Asked asked,
            Viewer viewer) {
        MessagePage messages = found.page();
        Pager pager =
                Pager.of(
                        messages.offset(),
                        messages.rows().size(),
                        messages.total(),
                        viewer.preferences().rows(),
                        found.more());
        View shown = view.at(pager.page()).until(found.reached());
        return new MailList(
                folder,
                shown,
                tree,
                quota,
                messages.uidValidity(),
                state,
                pager,
                new Rows(known, folder, dates(viewer)).days(messages.rows(), byArrival(view)),
                searched(folder, shown, asked, found));
    }

    /** The folder as it is costs what is on the page, with no search nor sort. */
    private FoundPage page(OpenMailbox box, View view, Asked asked, int rows) {
        long offset = Pager.offset(view.page(), rows);
        return view.isPlain()
                ? whole(box.page(offset, rows))
                : box.find(views.query(view, asked), offset, rows);
    }

    private static FoundPage whole(MessagePage page) {
        return new FoundPage(page, page.total(), page.total(), 0, true, true);
    }

    private static boolean byArrival(View view) {
        return view.sort() == Sort.NEWEST || view.sort() == Sort.OLDEST;
    }

    private static Searched searched(Folder folder, View view, Asked asked, FoundPage found) {
        boolean full = found.page().offset() + found.page().rows().size() < found.page().total();
        return new Searched(
                asked.parts().stream()
                        .map(
                                part ->
                                        new Searched.Chip(
                                                part.operator(),
                                                part.value(),
                                                part.not(),
                                                folder.url() + view.with(part.rest()).query()))
                        .toList(),
                asked.fields(),
                asked.problems(),
                found.searched(),
                found.of(),
                found.more() && !full ? folder.url() + view.query() : "",
                found.sorted(),
                found.understood());
    }

    /** The address of the page on which the newest message of that day stands. */
    public String day(MailSession session, MailboxName name, LocalDate day, Viewer viewer) {
        Instant start = day.atStartOfDay(viewer.zone()).toInstant();
        LocalDate next = day.plusDays(1);
        SearchKey until = new SearchKey.Before(next, next.atStartOfDay(viewer.zone()).toInstant());
        SearchKey on = SearchKey.and(List.of(new SearchKey.Since(day, start), until));
        return session.in(
                name,
                box -> {
                    Optional<Place> found = box.newest(on, until);
                    long position = found.map(Place::position).orElseGet(box::exists);
                    int page = Pager.pageOf(position, viewer.preferences().rows());
                    String row = found.map(at -> "#m" + at.uid()).orElse("");
                    return "/mail/" + name.toPath() + View.PLAIN.at(page).query() + row;
                });
    }

    /** How the viewer reads dates now. */
    public Dates dates(Viewer viewer) {
        return new Dates(words, viewer, clock.instant());
    }
}
