package org.restante.contacts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The contacts in the database. Every statement names the owner: an id of somebody else's contact
 * is one that there is not.
 */
@Service
class Book {

    /** More is no address book. */
    static final int MOST = 20_000;

    private static final int BATCH = 500;

    private static final String COLUMNS =
            """
            id, prefix, given, middle, family, suffix, display, organisation, notes, collected,
            blocked, images, times, mailed_at, photo IS NOT NULL AS pictured
            """;

    private final JdbcClient sql;
    private final JdbcTemplate batches;
    private final Groups groups;

    Book(JdbcClient sql, JdbcTemplate batches, Groups groups) {
        this.sql = sql;
        this.batches = batches;
        this.groups = groups;
    }

    /** Until the transaction ends nobody else adds to this book. */
    void alone(String owner) {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended(:owner, 7))")
                .param("owner", owner)
                .query((row, number) -> true)
                .single();
    }

    int size(String owner) {
        return sql.sql("SELECT count(*) FROM contact WHERE owner = :owner")
                .param("owner", owner)
                .query(Integer.class)
                .single();
    }

    /** How many more there can be. */
    int room(String owner) {
        return Math.max(0, MOST - size(owner));
    }

    Listing page(String owner, Query query, @Nullable UUID group, int wanted) {
        String condition =
                " FROM contact c WHERE c.owner = :owner AND "
                        + query.condition("c.words", "c.more")
                        + (group == null
                                ? ""
                                : " AND EXISTS (SELECT 1 FROM contact_group_member m"
                                        + " WHERE m.contact_id = c.id AND m.owner = c.owner"
                                        + " AND m.group_id = :group)");
        Map<String, Object> parameters = new HashMap<>(query.parameters());
        parameters.put("owner", owner);
        if (group != null) {
            parameters.put("group", group);
        }
        int total =
                sql.sql("SELECT count(*)" + condition)
                        .params(parameters)
                        .query(Integer.class)
                        .single();
        int page = Math.clamp(wanted, 1, Listing.pages(total));
        parameters.put("offset", (page - 1) * Listing.SIZE);
        parameters.put("limit", Listing.SIZE);
        List<Listing.Row> rows =
                sql.sql(
                                """
                                SELECT c.id, c.display, c.organisation, c.photo IS NOT NULL,
                                       c.collected, c.blocked,
                                       (SELECT e.email FROM contact_email e
                                         WHERE e.contact_id = c.id AND e.owner = c.owner
                                         ORDER BY e.preferred DESC, e.position LIMIT 1)
                                """
                                        + condition
                                        + " ORDER BY c.sorted, c.id LIMIT :limit OFFSET :offset")
                        .params(parameters)
                        .query((row, number) -> row(row))
                        .list();
        return new Listing(rows, page, total);
    }

    private static Listing.Row row(ResultSet row) throws SQLException {
        String email = row.getString(7);
        return new Listing.Row(
                row.getObject(1, UUID.class),
                row.getString(2),
                email == null ? "" : email,
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6));
    }

    Optional<Contact> find(String owner, UUID id) {
        return find(owner, List.of(id)).stream().findFirst();
    }

    /** Those of them that there are, in the order of the book. */
    List<Contact> find(String owner, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Object> parameters = Map.of("owner", owner, "ids", List.copyOf(ids));
        return load(parameters, " AND c.id IN (:ids)", " AND contact_id IN (:ids)");
    }

    List<Contact> all(String owner) {
        return load(Map.of("owner", owner), "", "");
    }

    private List<Contact> load(Map<String, Object> parameters, String ofContact, String ofLine) {
        Map<UUID, List<Card.Email>> emails = new HashMap<>();
        sql.sql(
                        "SELECT contact_id, label, email, preferred FROM contact_email"
                                + " WHERE owner = :owner"
                                + ofLine
                                + " ORDER BY contact_id, position")
                .params(parameters)
                .query(
                        row -> {
                            of(row, emails)
                                    .add(
                                            new Card.Email(
                                                    row.getString(2),
                                                    row.getString(3),
                                                    row.getBoolean(4)));
                        });
        Map<UUID, List<Card.Phone>> phones = new HashMap<>();
        sql.sql(
                        "SELECT contact_id, label, number FROM contact_phone WHERE owner = :owner"
                                + ofLine
                                + " ORDER BY contact_id, position")
                .params(parameters)
                .query(
                        row -> {
                            of(row, phones).add(new Card.Phone(row.getString(2), row.getString(3)));
                        });
        Map<UUID, List<String>> names = new HashMap<>();
        sql.sql(
                        "SELECT m.contact_id, g.name FROM contact_group_member m"
                                + " JOIN contact_group g ON g.id = m.group_id AND g.owner = m.owner"
                                + " WHERE m.owner = :owner"
                                + ofLine)
                .params(parameters)
                .query(
                        row -> {
                            of(row, names).add(row.getString(2));
                        });
        return sql.sql(
                        "SELECT "
                                + COLUMNS
                                + " FROM contact c WHERE c.owner = :owner"
                                + ofContact
                                + " ORDER BY c.sorted, c.id")
                .params(parameters)
                .query((row, number) -> contact(row, emails, phones, names))
                .list();
    }

    private static <T> List<T> of(ResultSet row, Map<UUID, List<T>> lines) throws SQLException {
        return lines.computeIfAbsent(row.getObject(1, UUID.class), id -> new ArrayList<>());
    }

    private static Contact contact(
            ResultSet row,
            Map<UUID, List<Card.Email>> emails,
            Map<UUID, List<Card.Phone>> phones,
            Map<UUID, List<String>> names)
            throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        SortedSet<String> groups = new TreeSet<>(names.getOrDefault(id, List.of()));
        OffsetDateTime mailed = row.getObject("mailed_at", OffsetDateTime.class);
        Card card =
                new Card(
                        new Card.Name(
                                row.getString("prefix"),
                                row.getString("given"),
                                row.getString("middle"),
                                row.getString("family"),
                                row.getString("suffix")),
                        row.getString("display"),
                        row.getString("organisation"),
                        row.getString("notes"),
                        emails.getOrDefault(id, List.of()),
                        phones.getOrDefault(id, List.of()),
                        groups,
                        null,
                        row.getBoolean("collected"),
                        row.getBoolean("blocked"),
                        row.getBoolean("images"),
                        row.getInt("times"),
                        mailed == null ? null : mailed.toInstant());
        return new Contact(id, card, row.getBoolean("pictured"));
    }

    Optional<Photo> photo(String owner, UUID id) {
        return sql.sql(
                        "SELECT photo_type, photo FROM contact"
                                + " WHERE owner = :owner AND id = :id AND photo IS NOT NULL")
                .param("owner", owner)
                .param("id", id)
                .query((row, number) -> new Photo(row.getString(1), row.getBytes(2)))
                .optional();
    }

    /** Sets the photo, or takes it away. */
    boolean picture(String owner, UUID id, @Nullable Photo photo) {
        return batches.update(
                        "UPDATE contact SET photo_type = ?, photo = ? WHERE owner = ? AND id = ?",
                        photo == null ? null : photo.type(),
                        photo == null ? null : photo.octets(),
                        owner,
                        id)
                == 1;
    }

    /** Adds a contact, where there is room. */
    @Transactional
    public Optional<UUID> add(String owner, Card card) {
        return add(owner, List.of(card)).stream().findFirst();
    }

    /** Adds as many as there is room for, in this order. */
    @Transactional
    public List<UUID> add(String owner, List<Card> cards) {
        alone(owner);
        Map<UUID, Card> added = new LinkedHashMap<>();
        cards.stream().limit(room(owner)).forEach(card -> added.put(UUID.randomUUID(), card));
        List<Object[]> rows = new ArrayList<>();
        added.forEach((id, card) -> rows.add(values(owner, id, card)));
        inBatches(
                """
                INSERT INTO contact (prefix, given, middle, family, suffix, display, organisation,
                    notes, collected, blocked, images, sorted, words, more, photo, photo_type,
                    times, mailed_at, owner, id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                rows);
        addLines(owner, added);
        return List.copyOf(added.keySet());
    }

    private static Object[] values(String owner, UUID id, Card card) {
        List<@Nullable Object> values = new ArrayList<>(said(card));
        Photo photo = card.photo();
        values.add(photo == null ? null : photo.octets());
        values.add(photo == null ? null : photo.type());
        values.add(card.times());
        values.add(moment(card.mailed()));
        values.add(owner);
        values.add(id);
        return values.toArray();
    }

    private static @Nullable OffsetDateTime moment(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** What a form can say, and what follows from it. */
    private static List<Object> said(Card card) {
        Card.Name name = card.name();
        Stream<String> names = Stream.of(card.display(), name.joined());
        String more =
                Fold.names(
                        Stream.concat(
                                Stream.of(card.organisation(), card.notes()),
                                card.phones().stream()
                                        .map(Card.Phone::number)
                                        .flatMap(number -> Stream.of(number, digits(number)))));
        return List.of(
                name.prefix(),
                name.given(),
                name.middle(),
                name.family(),
                name.suffix(),
                card.display(),
                card.organisation(),
                card.notes(),
                card.collected(),
                card.blocked(),
                card.images(),
                Clean.cut(Fold.words(card.display()), 100),
                Fold.names(names) + Fold.addresses(card.emails().stream().map(Card.Email::email)),
                more);
    }

    private static String digits(String number) {
        return number.replaceAll("[^\\p{Nd}]+", "");
    }

    private void addLines(String owner, Map<UUID, Card> cards) {
        List<Object[]> emails = new ArrayList<>();
        List<Object[]> phones = new ArrayList<>();
        List<Object[]> members = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        cards.values().forEach(card -> names.addAll(card.groups()));
        Map<String, UUID> known = names.isEmpty() ? Map.of() : groups.ensure(owner, names);
        cards.forEach(
                (id, card) -> {
                    int at = 0;
                    for (Card.Email email : card.emails()) {
                        emails.add(
                                new Object[] {
                                    id,
                                    owner,
                                    at++,
                                    email.label(),
                                    email.email(),
                                    Emails.key(email.email()),
                                    email.preferred()
                                });
                    }
                    at = 0;
                    for (Card.Phone phone : card.phones()) {
                        phones.add(new Object[] {id, owner, at++, phone.label(), phone.number()});
                    }
                    card.groups().stream()
                            .map(name -> known.get(Groups.key(name)))
                            .distinct()
                            .filter(group -> group != null)
                            .forEach(group -> members.add(new Object[] {group, id, owner}));
                });
        inBatches(
                "INSERT INTO contact_email (contact_id, owner, position, label, email, key,"
                        + " preferred) VALUES (?, ?, ?, ?, ?, ?, ?)",
                emails);
        inBatches(
                "INSERT INTO contact_phone (contact_id, owner, position, label, number)"
                        + " VALUES (?, ?, ?, ?, ?)",
                phones);
        inBatches(
                "INSERT INTO contact_group_member (group_id, contact_id, owner) VALUES (?, ?, ?)",
                members);
    }

    private void inBatches(String statement, List<Object[]> rows) {
        for (int i = 0; i < rows.size(); i += BATCH) {
            batches.batchUpdate(statement, rows.subList(i, Math.min(i + BATCH, rows.size())));
        }
    }

    /** Takes what a form says; the photo and the counted mailings stay. */
    @Transactional
    public boolean change(String owner, UUID id, Card card) {
        List<Object> values = new ArrayList<>(said(card));
        values.add(owner);
        values.add(id);
        int changed =
                batches.update(
                        """
                        UPDATE contact SET prefix = ?, given = ?, middle = ?, family = ?,
                            suffix = ?, display = ?, organisation = ?, notes = ?, collected = ?,
                            blocked = ?, images = ?, sorted = ?, words = ?, more = ?
                         WHERE owner = ? AND id = ?
                        """,
                        values.toArray());
        if (changed == 0) {
            return false;
        }
        for (String table : List.of("contact_email", "contact_phone", "contact_group_member")) {
            batches.update(
                    "DELETE FROM " + table + " WHERE owner = ? AND contact_id = ?", owner, id);
        }
        addLines(owner, Map.of(id, card));
        return true;
    }

    /**
     * Puts one card in the place of several contacts; the first id is the one that stays.
     *
     * @return whether it was done; nothing is, where the first is gone
     */
    @Transactional
    public boolean replace(String owner, List<UUID> ids, Card card) {
        UUID kept = ids.getFirst();
        if (!change(owner, kept, card)) {
            return false;
        }
        picture(owner, kept, card.photo());
        batches.update(
                "UPDATE contact SET times = ?, mailed_at = ? WHERE owner = ? AND id = ?",
                card.times(),
                moment(card.mailed()),
                owner,
                kept);
        ids.stream().skip(1).forEach(id -> remove(owner, id));
        return true;
    }

    boolean remove(String owner, UUID id) {
        return batches.update("DELETE FROM contact WHERE owner = ? AND id = ?", owner, id) == 1;
    }
}
