package org.restante.mailbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.SearchKey;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.Summaries.Box;
import org.restante.mailbox.command.Expunge;
import org.restante.mailbox.command.Fetch;
import org.restante.mailbox.command.Search;
import org.restante.mailbox.command.Select;
import org.restante.mailbox.command.Store;
import org.restante.mailbox.command.Transfer;
import org.restante.mailbox.connection.FetchData;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Selected;

/** The mailbox that is selected on a leased connection. */
final class LeasedMailbox extends LeasedAccount implements OpenMailbox {

    private static final String FLAGS = "UID FLAGS";
    private static final String SUMMARY =
            FLAGS + " INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE";

    /** So much of the text's start makes a preview where the server makes none. */
    private static final int HEAD = 2048;

    /** A mailbox that changes all the time is shown as it was at the last of so many looks. */
    private static final int LOOKS = 4;

    private static final Pattern SECTION =
            Pattern.compile("|(\\d{1,9}(\\.\\d{1,9}){0,80})(\\.(HEADER|TEXT|MIME))?|HEADER|TEXT");

    private final Pending<Selected> opened;
    private final Summaries summaries;
    private final PreviewMaker previews;
    private final Finds finds;
    private final Map<Uid, Long> sequences = new HashMap<>();

    /** What this lease has just been told: asking again would tell the same. */
    private final Map<Uid, MessageSummary> told = new HashMap<>();

    private boolean selected;
    private @Nullable Box known;

    LeasedMailbox(
            AccountRuntime runtime,
            ImapConnection connection,
            Index.Mark mark,
            Pending<Selected> opened,
            boolean selected,
            Summaries summaries,
            PreviewMaker previews,
            Finds finds) {
        super(runtime, connection, mark);
        this.finds = finds;
        this.opened = opened;
        this.selected = selected;
        this.summaries = summaries;
        this.previews = previews;
    }

    @Override
    public FoundPage find(Query query, long offset, int count) {
        return finder().find(query, offset, count);
    }

    @Override
    public UidSet found(Query query) {
        return finder().all(query);
    }

    @Override
    public Pending<Optional<Neighbours>> neighbours(Uid uid, Query query, long near) {
        return query.equals(Query.ALL) ? neighbours(uid) : finder().neighbours(uid, query, near);
    }

    private Finder finder() {
        return new Finder(this, connection, runtime, finds);
    }

    @Override
    public Optional<Place> newest(SearchKey on, SearchKey until) {
        box();
        UidSet found = connection.run(Search.last(on));
        found = found.isEmpty() ? connection.run(Search.last(until)) : found;
        return found.last()
                .map(uid -> new Place(uid, Math.max(1, box().exists() - number(uid) + 1)));
    }

    private long number(Uid uid) {
        return connection.run(Fetch.uids(UidSet.of(uid), "UID")).stream()
                .mapToLong(FetchData::sequence)
                .findFirst()
                .orElse(1);
    }

    /** The state of the mailbox; sends the SELECT only where that was not done yet. */
    Selected box() {
        Selected box = selected ? connection.selected() : opened.get();
        selected = true;
        if (box == null) {
            throw new MailException(Problem.MAILBOX_MISSING, "not selected any more");
        }
        return box;
    }

    /** What the selection failed with counts more than what followed from that. */
    private <T extends @Nullable Object> Pending<T> after(Pending<T> pending) {
        return () -> {
            opened.get();
            return pending.get();
        };
    }

    @Override
    public MailboxName name() {
        return box().name();
    }

    @Override
    public UidValidity uidValidity() {
        return box().uidValidity();
    }

    @Override
    public long exists() {
        Selected box = box();
        connection.flush();
        return settled(box).exists();
    }

    @Override
    public String state() {
        return state(box()).stamp();
    }

    @Override
    public boolean readOnly() {
        return box().readOnly();
    }

    @Override
    public MessagePage page(long offset, int count) {
        MessagePage page = read(offset, count);
        Selected box = box();
        if (!box.doubtful()) {
            if (runtime.index().read(mark, count, page, state(box))) {
                runtime.watch().behind();
            }
        }
        return page;
    }

    private MessagePage read(long offset, int count) {
        Selected box = box();
        runtime.lookingAt(box.name());
        for (int look = 1; ; look++) {
            if (box.exists() == 0) {
                connection.flush();
            }
            box = settled(box);
            if (box.exists() == 0) {
                return new MessagePage(box.uidValidity(), 0, 0, List.of());
            }
            long changes = box.changes();
            long start = Math.min(Math.max(0, offset), (box.exists() - 1) / count * count);
            long last = box.exists() - start;
            long first = Math.max(1, last - count + 1);
            boolean known = summaries.knowsPage(kept(box), start);
            Pending<List<FetchData>> fetched =
                    connection.send(Fetch.sequence(first, last, known ? FLAGS : summary()));
            List<FetchData> rows = settled(fetched, box, changes, look);
            if (rows != null) {
                return page(box, start, rows);
            }
        }
    }

    Selected settled(Selected box) {
        return box.doubtful() ? Select.queue(connection, box.name()).get() : box;
    }

    /** The rows, or null where numbers have moved meanwhile and the look must be repeated. */
    private @Nullable List<FetchData> settled(
            Pending<List<FetchData>> fetched, Selected box, long changes, int look) {
        try {
            List<FetchData> rows = fetched.get();
            return box.changes() == changes || look == LOOKS ? rows : null;
        } catch (MailException e) {
            if (connection.broken() || box.changes() == changes || look == LOOKS) {
                throw e;
            }
            return null;
        }
    }

    private MessagePage page(Selected box, long start, List<FetchData> rows) {
        Map<Uid, MessageSummary> known = new LinkedHashMap<>();
        List<Uid> missing = new ArrayList<>();
        for (FetchData row : rows) {
            MessageSummary summary = remember(box, row);
            Uid uid = row.uid();
            if (summary != null) {
                known.put(summary.uid(), summary);
            } else if (uid != null) {
                missing.add(uid);
            }
        }
        if (!missing.isEmpty()) {
            for (FetchData row : connection.run(Fetch.uids(UidSet.of(missing), summary()))) {
                MessageSummary summary = remember(box, row);
                if (summary != null) {
                    known.put(summary.uid(), summary);
                }
            }
        }
        List<MessageSummary> newestFirst = new ArrayList<>();
        for (FetchData row : rows.reversed()) {
            MessageSummary summary = known.get(row.uid());
            if (summary != null) {
                newestFirst.add(summary);
            }
        }
        List<Uid> uids = newestFirst.stream().map(MessageSummary::uid).toList();
        Box kept = kept(box);
        summaries.listed(kept, start, uids);
        sequences.forEach((uid, number) -> summaries.numbered(kept, uid, number));
        return new MessagePage(box.uidValidity(), start, box.exists(), newestFirst);
    }

    /** The summaries of these messages in this order; those that are gone are left out. */
    List<MessageSummary> rows(List<Uid> uids) {
        Selected box = box();
        List<Uid> known = new ArrayList<>();
        List<Uid> unknown = new ArrayList<>();
        for (Uid uid : uids) {
            boolean seen = summaries.get(kept(box), uid) != null;
            (seen ? known : unknown).add(uid);
        }
        List<Pending<List<FetchData>>> fetches = new ArrayList<>();
        if (!known.isEmpty()) {
            fetches.add(connection.send(Fetch.uids(UidSet.of(known), FLAGS)));
        }
        if (!unknown.isEmpty()) {
            fetches.add(connection.send(Fetch.uids(UidSet.of(unknown), summary())));
        }
        Map<Uid, MessageSummary> rows = new HashMap<>();
        for (Pending<List<FetchData>> fetch : fetches) {
            for (FetchData data : fetch.get()) {
                MessageSummary row = remember(box, data);
                if (row != null) {
                    rows.put(row.uid(), row);
                }
            }
        }
        return uids.stream().flatMap(uid -> Optional.ofNullable(rows.get(uid)).stream()).toList();
    }

    private String summary() {
        return connection.capabilities().has("PREVIEW")
                ? SUMMARY + " PREVIEW"
                : SUMMARY + " BODY.PEEK[1]<0." + HEAD + ">";
    }

    /** The summary of what was fetched or is known already; null where only flags are known. */
    private @Nullable MessageSummary remember(Selected box, FetchData data) {
        Uid uid = data.uid();
        if (uid == null) {
            return null;
        }
        sequences.put(uid, data.sequence());
        Set<Flag> flags = data.flags() == null ? Set.of() : data.flags();
        if (data.size() == null && data.envelope() == null) {
            MessageSummary known = summaries.get(kept(box), uid);
            return known == null ? null : told(flagged(box, known, flags));
        }
        BodyPart structure = data.structure();
        MessageSummary summary =
                new MessageSummary(
                        uid,
                        flags,
                        data.internalDate() == null ? Instant.EPOCH : data.internalDate(),
                        data.size() == null ? 0 : data.size(),
                        data.envelope() == null ? Envelope.EMPTY : data.envelope(),
                        structure,
                        preview(data, structure));
        summaries.put(kept(box), summary);
        return told(summary);
    }

    /** The very same object where nothing has changed, so that what was made of it holds. */
    private MessageSummary flagged(Selected box, MessageSummary known, Set<Flag> flags) {
        if (known.flags().equals(flags)) {
            return known;
        }
        MessageSummary changed = known.withFlags(flags);
        summaries.put(kept(box), changed);
        return changed;
    }

    private Box kept(Selected box) {
        Box kept = known;
        if (kept == null
                || !kept.mailbox().equals(box.name())
                || !kept.validity().equals(box.uidValidity())) {
            kept = summaries.box(runtime.account(), box.name(), box.uidValidity());
            known = kept;
        }
        return kept;
    }

    private MessageSummary told(MessageSummary summary) {
        told.put(summary.uid(), summary);
        return summary;
    }

    private String preview(FetchData data, @Nullable BodyPart structure) {
        String told = data.preview();
        byte[] head = data.sections().get("1");
        if (told != null) {
            return told;
        }
        return structure == null || head == null ? "" : previews.preview(structure, head);
    }

    @Override
    public Pending<Optional<MessageSummary>> summary(Uid uid) {
        MessageSummary now = told.get(uid);
        if (now != null) {
            return () -> Optional.of(now);
        }
        Selected current = selected ? box() : null;
        boolean known = current != null && summaries.get(kept(current), uid) != null;
        Pending<List<FetchData>> fetched =
                after(connection.send(Fetch.uids(UidSet.of(uid), known ? FLAGS : summary())));
        return () ->
                fetched.get().stream()
                        .filter(data -> uid.equals(data.uid()))
                        .findFirst()
                        .flatMap(data -> Optional.ofNullable(remember(box(), data)));
    }

    @Override
    public Optional<MessageSummary> known(Uid uid) {
        Selected current = selected ? box() : null;
        return current == null
                ? Optional.empty()
                : Optional.ofNullable(summaries.get(kept(current), uid));
    }

    @Override
    public Pending<Optional<Neighbours>> neighbours(Uid uid) {
        long number = sequences.getOrDefault(uid, selected ? guess(uid) : 0L);
        Pending<List<FetchData>> early = number == 0 ? null : around(number);
        return () -> {
            Optional<Neighbours> found = early == null ? Optional.empty() : guessed(uid, early);
            if (found.isPresent()) {
                return found;
            }
            summary(uid).get();
            Long now = sequences.get(uid);
            return now == null || (early != null && now == number)
                    ? Optional.empty()
                    : neighbours(uid, around(now).get());
        };
    }

    /** A number that is no more is refused: the guess was wrong then. */
    private Optional<Neighbours> guessed(Uid uid, Pending<List<FetchData>> early) {
        try {
            return neighbours(uid, early.get());
        } catch (MailException e) {
            if (connection.broken()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** The number that it had when it was last listed, which the answer proves right or wrong. */
    private long guess(Uid uid) {
        Selected box = box();
        long number = summaries.number(kept(box), uid);
        return number > box.exists() ? 0 : number;
    }

    private Pending<List<FetchData>> around(long sequence) {
        long last = Math.min(Math.max(sequence, box().exists()), sequence + 1);
        return connection.send(Fetch.sequence(Math.max(1, sequence - 1), last, "UID"));
    }

    private Optional<Neighbours> neighbours(Uid uid, List<FetchData> around) {
        int at = -1;
        for (int i = 0; i < around.size(); i++) {
            at = uid.equals(around.get(i).uid()) ? i : at;
        }
        if (at < 0) {
            return Optional.empty();
        }
        Uid older = at > 0 ? around.get(at - 1).uid() : null;
        Uid newer = at + 1 < around.size() ? around.get(at + 1).uid() : null;
        long total = box().exists();
        long position = Math.max(1, total - around.get(at).sequence() + 1);
        return Optional.of(new Neighbours(newer, older, position, total));
    }

    @Override
    public Pending<Map<String, byte[]>> parts(Uid uid, List<String> sections, int limit) {
        if (sections.isEmpty()) {
            return Map::of;
        }
        StringBuilder items = new StringBuilder("UID");
        for (String section : sections) {
            items.append(" BODY.PEEK[")
                    .append(checked(section))
                    .append("]<0.")
                    .append(limit)
                    .append('>');
        }
        Pending<List<FetchData>> fetched =
                after(connection.send(Fetch.uids(UidSet.of(uid), items.toString())));
        return () -> {
            Map<String, byte[]> parts = new HashMap<>();
            fetched.get().forEach(data -> parts.putAll(data.sections()));
            parts.values().removeIf(FetchData::isNil);
            return parts;
        };
    }

    /**
     * A piece of a part's content, empty where the server gave none: the message is gone, or has no
     * such part. NIL beyond the start is how some servers tell of a part's end.
     *
     * @param offset in octets
     */
    Optional<byte[]> piece(Uid uid, String section, long offset, int length) {
        String item = "UID BODY.PEEK[" + checked(section) + "]<" + offset + "." + length + ">";
        return after(connection.send(Fetch.uids(UidSet.of(uid), item))).get().stream()
                .filter(data -> uid.equals(data.uid()))
                .findFirst()
                .flatMap(data -> Optional.ofNullable(data.sections().get(section)))
                .filter(content -> offset > 0 || !FetchData.isNil(content));
    }

    /** A section comes from a URL: nothing but a section may reach the server. */
    private static String checked(String section) {
        if (!SECTION.matcher(section).matches()) {
            throw new MailException(Problem.MESSAGE_MISSING, "no section of a message");
        }
        return section;
    }

    @Override
    public Pending<@Nullable Void> store(UidSet uids, Set<Flag> flags, boolean add) {
        told.clear();
        // Not in one flight with SELECT: there are servers that keep the mailbox of before open
        // where that fails, and would mark its messages.
        boolean keywords = box().keywords();
        box().marked();
        Set<Flag> allowed = new HashSet<>(flags);
        if (!keywords) {
            allowed.removeIf(flag -> !flag.name().startsWith("\\"));
        }
        List<Pending<@Nullable Void>> stores = new ArrayList<>();
        if (!allowed.isEmpty()) {
            for (UidSet chunk : uids.chunks()) {
                stores.add(connection.send(new Store(chunk, allowed, add), done -> wrote(name())));
            }
        }
        return () -> {
            stores.forEach(Pending::get);
            return null;
        };
    }

    @Override
    public UidSet mark(UidSet uids, Flag flag, boolean add) {
        SearchKey has = new SearchKey.Has(flag);
        SearchKey other = add ? new SearchKey.Not(has) : has;
        List<Pending<UidSet>> changing = new ArrayList<>();
        box();
        for (UidSet chunk : uids.chunks()) {
            // In one flight with the mark: the server takes the two in their order (RFC 9051, 5.5).
            changing.add(
                    connection.send(
                            Search.by(SearchKey.and(List.of(new SearchKey.Among(chunk), other)))));
        }
        store(uids, Set.of(flag), add).get();
        return UidSet.of(changing.stream().flatMap(found -> found.get().stream()).toList());
    }

    @Override
    public Moved move(UidSet uids, MailboxName target) {
        box();
        told.clear();
        try {
            return Transfer.move(connection, uids, target);
        } finally {
            wrote(name());
            wrote(target);
        }
    }

    @Override
    public Moved copy(UidSet uids, MailboxName target) {
        box();
        try {
            return Transfer.copy(connection, uids, target);
        } finally {
            wrote(target);
        }
    }

    @Override
    public void expunge(UidSet uids) {
        told.clear();
        for (UidSet chunk : uids.chunks()) {
            store(chunk, Set.of(Flag.DELETED), true).get();
            try {
                Expunge.run(connection, chunk);
            } finally {
                wrote(name());
            }
        }
    }

    @Override
    public UidSet all() {
        box();
        return connection.run(Search.by(SearchKey.all()));
    }
}
