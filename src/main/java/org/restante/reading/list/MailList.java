package org.restante.reading.list;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxTree;
import org.restante.mail.Quota;
import org.restante.mail.UidValidity;
import org.restante.reading.people.Acquaintance;

/**
 * One page of a folder with the tree beside it.
 *
 * @param state of the mailbox as it was read, another word after each change
 */
public record MailList(
        Folder folder,
        View view,
        MailboxTree tree,
        @Nullable Quota quota,
        UidValidity uidValidity,
        String state,
        Pager pager,
        List<Day> days,
        Searched searched) {

    /** The same after one message more was read, as the new tree counts. */
    public MailList oneRead(MailboxTree newTree) {
        return new MailList(
                folder.oneRead(), view, newTree, quota, uidValidity, state, pager, days, searched);
    }

    /** Whose messages are listed. */
    public Stream<String> senders() {
        return folder.holdsOwnMail()
                ? Stream.empty()
                : days.stream().flatMap(day -> day.rows().stream()).map(Row::address);
    }

    /** The same with a mark at the messages of those who are blocked. */
    public MailList with(Map<String, Acquaintance> known) {
        boolean any = senders().anyMatch(sender -> isBlocked(known.get(sender)));
        return any
                ? new MailList(
                        folder,
                        view,
                        tree,
                        quota,
                        uidValidity,
                        state,
                        pager,
                        days.stream().map(day -> marked(day, known)).toList(),
                        searched)
                : this;
    }

    private static Day marked(Day day, Map<String, Acquaintance> known) {
        return new Day(
                day.label(),
                day.date(),
                day.rows().stream()
                        .map(row -> isBlocked(known.get(row.address())) ? row.ofBlocked() : row)
                        .toList());
    }

    private static boolean isBlocked(@Nullable Acquaintance one) {
        return one != null && one.blocked();
    }

    public boolean isEmpty() {
        return days.isEmpty();
    }

    /** The address of this very page. */
    public String url() {
        return folder.url() + query();
    }

    /** What an address needs to come back to this page. */
    public String query() {
        return view.query();
    }

    /** The address of another page of it. */
    public String at(int page) {
        return folder.url() + view.at(page).query();
    }

    /** The tabs above the list. */
    public List<Tab> filters() {
        return Arrays.stream(Filter.values())
                .map(one -> new Tab(one.key(), url(view.with(one)), one == view.filter()))
                .toList();
    }

    /** The orders that it can be in. */
    public List<Tab> sorts() {
        return Arrays.stream(Sort.values())
                .map(one -> new Tab(one.key(), url(view.with(one)), one == view.sort()))
                .toList();
    }

    /** The list without the search. */
    public String unsearched() {
        return url(view.with(""));
    }

    private String url(View other) {
        return folder.url() + other.query();
    }

    /** One of several ways to see the list. */
    public record Tab(String key, String url, boolean chosen) {}
}
