package org.restante.reading.pages;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailServer;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MailboxTree;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.Quota;
import org.restante.mail.SearchKey;
import org.restante.mail.SpecialUse;
import org.restante.mail.Tls;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mail.UidValidity;
import org.restante.mailbox.MailAccount;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.Pending;
import org.restante.mailbox.Query;

/** A mail account in memory, as far as the pages need one. */
final class FakeMail implements MailSession {

    static final UidValidity VALIDITY = new UidValidity(77);

    final Map<MailboxName, List<MessageSummary>> boxes = new LinkedHashMap<>();
    final Map<MailboxName, SpecialUse> uses = new LinkedHashMap<>();
    final Set<MailboxName> parents = new LinkedHashSet<>();
    boolean tellsUids = true;

    /** How far a long search has come. */
    long reached;

    @Nullable Quota quota = new Quota("", 2_040_109_466L, 5_368_709_120L);
    private long lastUid = 1000;

    FakeMail with(String name, @Nullable SpecialUse use, MessageSummary... messages) {
        MailboxName mailbox = new MailboxName(name);
        boxes.put(mailbox, new ArrayList<>(List.of(messages)));
        if (use != null) {
            uses.put(mailbox, use);
        }
        return this;
    }

    List<Long> uids(String name) {
        return boxes.get(new MailboxName(name)).stream().map(m -> m.uid().value()).toList();
    }

    MessageSummary message(String name, long uid) {
        return find(new MailboxName(name), new Uid(uid)).orElseThrow();
    }

    private Optional<MessageSummary> find(MailboxName name, Uid uid) {
        return boxes.getOrDefault(name, List.of()).stream()
                .filter(m -> m.uid().equals(uid))
                .findFirst();
    }

    @Override
    public MailAccount account() {
        return new MailAccount(
                new MailServer("localhost", 143, Tls.PLAIN, false, 3), "ines@posthaste.example");
    }

    @Override
    public <T> T in(MailboxName mailbox, MailboxOperation<T> operation) {
        if (!boxes.containsKey(mailbox)) {
            throw new MailException(Problem.MAILBOX_MISSING, "fake");
        }
        return operation.run(new Box(mailbox));
    }

    @Override
    public org.restante.mailbox.Appended append(
            MailboxName mailbox,
            java.util.Set<org.restante.mail.Flag> flags,
            java.util.List<org.restante.mailbox.Piece> pieces) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T with(AccountOperation<T> operation) {
        return operation.run(new Box(MailboxName.INBOX));
    }

    @Override
    public InputStream stream(MailboxName mailbox, Uid uid, String section) {
        return new ByteArrayInputStream(new byte[0]);
    }

    private static boolean matches(SearchKey key, MessageSummary m) {
        return switch (key) {
            case SearchKey.Header _ -> false;
            case SearchKey.All _ -> true;
            case SearchKey.Has has -> m.has(has.flag());
            case SearchKey.Text text ->
                    (switch (text.field()) {
                                case SUBJECT -> m.envelope().subject();
                                case FROM -> m.envelope().from().toString();
                                case TO, CC, BCC -> m.envelope().to().toString();
                                case BODY, TEXT -> m.preview();
                            })
                            .toLowerCase(Locale.ROOT)
                            .contains(text.text().toLowerCase(Locale.ROOT));
            case SearchKey.Larger larger -> m.size() > larger.octets();
            case SearchKey.Smaller smaller -> m.size() < smaller.octets();
            case SearchKey.Before before -> m.received().isBefore(before.start());
            case SearchKey.Since since -> !m.received().isBefore(since.start());
            case SearchKey.Among among -> among.uids().contains(m.uid());
            case SearchKey.WithFile _ -> org.restante.mail.Files.any(m.structure());
            case SearchKey.And and -> and.keys().stream().allMatch(one -> matches(one, m));
            case SearchKey.Or or -> matches(or.one(), m) || matches(or.other(), m);
            case SearchKey.Not not -> !matches(not.key(), m);
        };
    }

    private final class Box implements OpenMailbox {

        private final MailboxName name;

        private Box(MailboxName name) {
            this.name = name;
        }

        private List<MessageSummary> messages() {
            return boxes.get(name);
        }

        @Override
        public MailboxName name() {
            return name;
        }

        @Override
        public UidValidity uidValidity() {
            return VALIDITY;
        }

        @Override
        public long exists() {
            return messages().size();
        }

        @Override
        public boolean readOnly() {
            return false;
        }

        @Override
        public MessagePage page(long offset, int count) {
            List<MessageSummary> newest = messages().reversed();
            int from = (int) Math.min(offset, Math.max(0, newest.size() - 1) / count * count);
            int to = Math.min(from + count, newest.size());
            return new MessagePage(VALIDITY, from, newest.size(), newest.subList(from, to));
        }

        private List<MessageSummary> matching(Query query) {
            List<MessageSummary> found =
                    new ArrayList<>(
                            messages().reversed().stream()
                                    .filter(message -> matches(query.key(), message))
                                    .toList());
            Comparator<MessageSummary> size = Comparator.comparing(MessageSummary::size);
            Comparator<MessageSummary> subject =
                    Comparator.comparing(message -> message.envelope().subject());
            switch (query.order()) {
                case NEWEST -> {}
                case OLDEST -> Collections.reverse(found);
                case SUBJECT -> found.sort(subject);
                case LARGEST -> found.sort(size.reversed());
                default -> found.sort(size);
            }
            return found;
        }

        @Override
        public FoundPage find(Query query, long offset, int count) {
            List<MessageSummary> found = matching(query);
            int from = (int) Math.min(offset, Math.max(0, found.size() - 1) / count * count);
            int to = Math.min(from + count, found.size());
            long all = messages().size();
            return new FoundPage(
                    new MessagePage(VALIDITY, from, found.size(), found.subList(from, to)),
                    reached == 0 ? all : 1,
                    all,
                    reached,
                    true,
                    true);
        }

        @Override
        public UidSet found(Query query) {
            return UidSet.of(
                    matching(query).stream()
                            .map(MessageSummary::uid)
                            .filter(uid -> uid.value() >= query.until())
                            .toList());
        }

        @Override
        public Optional<Place> newest(SearchKey on, SearchKey until) {
            List<MessageSummary> newest = messages().reversed();
            for (SearchKey key : List.of(on, until)) {
                for (int i = 0; i < newest.size(); i++) {
                    if (matches(key, newest.get(i))) {
                        return Optional.of(new Place(newest.get(i).uid(), i + 1L));
                    }
                }
            }
            return Optional.empty();
        }

        @Override
        public Pending<Optional<Neighbours>> neighbours(Uid uid, Query query, long near) {
            List<Uid> found = matching(query).stream().map(MessageSummary::uid).toList();
            int at = found.indexOf(uid);
            return () ->
                    at < 0
                            ? Optional.empty()
                            : Optional.of(
                                    new Neighbours(
                                            at > 0 ? found.get(at - 1) : null,
                                            at + 1 < found.size() ? found.get(at + 1) : null,
                                            at + 1,
                                            found.size()));
        }

        @Override
        public UidSet mark(UidSet uids, Flag flag, boolean add) {
            List<Uid> changed =
                    messages().stream()
                            .filter(m -> uids.contains(m.uid()) && m.has(flag) != add)
                            .map(MessageSummary::uid)
                            .toList();
            store(uids, Set.of(flag), add);
            return UidSet.of(changed);
        }

        @Override
        public Pending<Optional<MessageSummary>> summary(Uid uid) {
            Optional<MessageSummary> found = FakeMail.this.find(name, uid);
            return () -> found;
        }

        @Override
        public Pending<Optional<Neighbours>> neighbours(Uid uid) {
            List<Uid> newest = messages().reversed().stream().map(MessageSummary::uid).toList();
            int at = newest.indexOf(uid);
            Neighbours found =
                    new Neighbours(
                            at > 0 ? newest.get(at - 1) : null,
                            at + 1 < newest.size() ? newest.get(at + 1) : null,
                            at + 1,
                            newest.size());
            return () -> at < 0 ? Optional.empty() : Optional.of(found);
        }

        @Override
        public Pending<Map<String, byte[]>> parts(Uid uid, List<String> sections, int limit) {
            Map<String, byte[]> parts = new LinkedHashMap<>();
            sections.forEach(s -> parts.put(s, "Dear Inès".getBytes(StandardCharsets.UTF_8)));
            return () -> parts;
        }

        @Override
        public Pending<@Nullable Void> store(UidSet uids, Set<Flag> flags, boolean add) {
            messages()
                    .replaceAll(
                            message -> {
                                if (!uids.contains(message.uid())) {
                                    return message;
                                }
                                Set<Flag> now = new HashSet<>(message.flags());
                                if (add) {
                                    now.addAll(flags);
                                } else {
                                    now.removeAll(flags);
                                }
                                return message.withFlags(now);
                            });
            return () -> null;
        }

        @Override
        public Moved move(UidSet uids, MailboxName target) {
            if (!boxes.containsKey(target)) {
                throw new MailException(Problem.MAILBOX_MISSING, "fake");
            }
            Map<Uid, Uid> moved = new LinkedHashMap<>();
            for (MessageSummary m : List.copyOf(messages())) {
                if (uids.contains(m.uid())) {
                    Uid there = new Uid(++lastUid);
                    messages().remove(m);
                    boxes.get(target)
                            .add(
                                    new MessageSummary(
                                            there,
                                            m.flags(),
                                            m.received(),
                                            m.size(),
                                            m.envelope(),
                                            m.structure(),
                                            m.preview()));
                    moved.put(m.uid(), there);
                }
            }
            return tellsUids
                    ? new Moved(target, VALIDITY, moved)
                    : new Moved(target, null, Map.of());
        }

        @Override
        public Moved copy(UidSet uids, MailboxName target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void expunge(UidSet uids) {
            messages().removeIf(message -> uids.contains(message.uid()));
        }

        @Override
        public UidSet all() {
            return UidSet.of(messages().stream().map(MessageSummary::uid).toList());
        }

        @Override
        public Pending<MailboxTree> mailboxes() {
            List<MailboxInfo> infos = new ArrayList<>();
            parents.forEach(
                    parent ->
                            infos.add(
                                    new MailboxInfo(
                                            parent, '/', false, true, Set.of(), null, null)));
            boxes.forEach(
                    (box, messages) ->
                            infos.add(
                                    new MailboxInfo(
                                            box,
                                            '/',
                                            true,
                                            true,
                                            Set.of(),
                                            box.isInbox() ? SpecialUse.INBOX : uses.get(box),
                                            status(messages))));
            MailboxTree tree = new MailboxTree(infos);
            return () -> tree;
        }

        private static MailboxStatus status(List<MessageSummary> messages) {
            long unseen = messages.stream().filter(m -> !m.has(Flag.SEEN)).count();
            return new MailboxStatus(messages.size(), unseen, VALIDITY, null);
        }

        @Override
        public Pending<Optional<Quota>> quota(MailboxName mailbox) {
            return () -> Optional.ofNullable(quota);
        }

        @Override
        public void create(MailboxName mailbox, @Nullable SpecialUse use) {
            with(mailbox.value(), use);
        }

        @Override
        public void delete(MailboxName mailbox) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void rename(MailboxName from, MailboxName to) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void subscribe(MailboxName mailbox, boolean subscribed) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Uid> append(
                MailboxName mailbox,
                Set<Flag> flags,
                @Nullable Instant received,
                InputStream content,
                long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String personalPrefix() {
            return "";
        }

        @Override
        public @Nullable Character delimiter() {
            return '/';
        }
    }
}
