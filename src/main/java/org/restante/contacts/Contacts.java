package org.restante.contacts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The address book as the rest of the webmail asks it. An owner is the address that somebody is
 * signed in with, in any case.
 */
@Service
public class Contacts {

    /** Often counts, and lately counts: what a mailing counts is halved in the first month. */
    private static final String SCORE =
            "c.times / (1 + greatest(0, extract(epoch FROM now() - coalesce(c.mailed_at, now())))"
                    + " / 2592000)";

    private final JdbcClient sql;
    private final Book book;
    private final Collecting collecting;

    Contacts(JdbcClient sql, Book book, Collecting collecting) {
        this.sql = sql;
        this.book = book;
        this.collecting = collecting;
    }

    static String owner(String address) {
        return address.toLowerCase(Locale.ROOT);
    }

    private record Scored(Suggestion suggestion, double score) {}

    /**
     * Who may be meant: people by what a word of their name, the local part or the domain of an
     * address begins with, groups by a word of their name; the most and latest mailed first.
     * Blocked contacts are not suggested.
     *
     * @param limit how many at most
     */
    public List<Suggestion> complete(String owner, String typed, int limit) {
        Query query = Query.of(typed);
        if (query.isEmpty() || limit < 1) {
            return List.of();
        }
        List<Scored> found = new ArrayList<>(people(owner(owner), query, limit));
        found.addAll(groups(owner(owner), query, limit));
        return found.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .map(Scored::suggestion)
                .limit(limit)
                .toList();
    }

    private List<Scored> people(String owner, Query query, int limit) {
        Map<UUID, Double> scores = new LinkedHashMap<>();
        sql.sql(
                        "SELECT c.id, "
                                + SCORE
                                + " FROM contact c WHERE c.owner = :owner AND NOT c.blocked AND "
                                + query.condition("c.words")
                                + " AND EXISTS (SELECT 1 FROM contact_email e"
                                + " WHERE e.contact_id = c.id AND e.owner = c.owner)"
                                + " ORDER BY 2 DESC, c.mailed_at DESC NULLS LAST, c.sorted, c.id"
                                + " LIMIT :limit")
                .param("owner", owner)
                .param("limit", limit)
                .params(query.parameters())
                .query(
                        row -> {
                            scores.put(row.getObject(1, UUID.class), row.getDouble(2));
                        });
        Map<UUID, Card> cards = new HashMap<>();
        book.find(owner, scores.keySet())
                .forEach(contact -> cards.put(contact.id(), contact.card()));
        List<Scored> people = new ArrayList<>();
        scores.forEach(
                (id, score) -> {
                    Card card = cards.get(id);
                    if (card != null) {
                        addresses(card, query)
                                .forEach(
                                        email ->
                                                people.add(new Scored(person(card, email), score)));
                    }
                });
        return people;
    }

    /** The addresses that are meant: all where the name is, else those that it may be. */
    private static List<Card.Email> addresses(Card card, Query query) {
        String names = Fold.names(Stream.of(card.display(), card.name().joined()));
        List<Card.Email> sorted = new ArrayList<>(card.emails());
        sorted.sort(Comparator.comparing(Card.Email::preferred).reversed());
        if (query.matches(names) && !isNamedByAddress(card)) {
            return sorted;
        }
        List<Card.Email> meant =
                sorted.stream()
                        .filter(
                                email ->
                                        query.matches(
                                                names + Fold.addresses(Stream.of(email.email()))))
                        .toList();
        return meant.isEmpty() ? sorted.subList(0, 1) : meant;
    }

    private static boolean isNamedByAddress(Card card) {
        return card.emails().stream()
                .anyMatch(email -> email.email().equalsIgnoreCase(card.display()));
    }

    private static Suggestion person(Card card, Card.Email email) {
        String name = isNamedByAddress(card) ? "" : card.display();
        return new Suggestion.Person(name, email.email(), card.times(), card.collected());
    }

    private record Member(UUID group, String name, Address address, double score) {}

    private List<Scored> groups(String owner, Query query, int limit) {
        List<Member> members =
                sql.sql(
                                """
                                SELECT g.id, g.name, c.display, e.email, %s
                                  FROM (SELECT g.id, g.owner, g.name, g.words FROM contact_group g
                                         WHERE g.owner = :owner AND %s
                                         ORDER BY g.words COLLATE "C", g.id LIMIT :limit) g
                                  JOIN contact_group_member m
                                    ON m.group_id = g.id AND m.owner = g.owner
                                  JOIN contact c ON c.id = m.contact_id AND c.owner = m.owner
                                  JOIN LATERAL (SELECT e.email FROM contact_email e
                                                 WHERE e.contact_id = c.id AND e.owner = c.owner
                                                 ORDER BY e.preferred DESC, e.position LIMIT 1) e
                                    ON true
                                 WHERE NOT c.blocked
                                 ORDER BY g.words COLLATE "C", g.id, c.sorted, c.id
                                """
                                        .formatted(SCORE, query.condition("g.words")))
                        .param("owner", owner)
                        .param("limit", limit)
                        .params(query.parameters())
                        .query((row, number) -> member(row))
                        .list();
        Map<UUID, List<Member>> byGroup = new LinkedHashMap<>();
        for (Member member : members) {
            byGroup.computeIfAbsent(member.group(), id -> new ArrayList<>()).add(member);
        }
        return byGroup.values().stream().map(Contacts::group).toList();
    }

    private static Member member(ResultSet row) throws SQLException {
        String email = row.getString(4);
        String display = row.getString(3);
        return new Member(
                row.getObject(1, UUID.class),
                row.getString(2),
                new Address(display.equalsIgnoreCase(email) ? "" : display, email),
                row.getDouble(5));
    }

    private static Scored group(List<Member> members) {
        return new Scored(
                new Suggestion.Group(
                        members.getFirst().name(), members.stream().map(Member::address).toList()),
                members.stream().mapToDouble(Member::score).max().orElse(0));
    }

    /**
     * Tells the book who was written to: who is in it is counted once; others are added where the
     * owner agreed to that.
     */
    @Transactional
    public void mailed(String owner, Collection<Address> recipients) {
        String whose = owner(owner);
        Map<String, Address> byKey = new LinkedHashMap<>();
        for (Address recipient : recipients) {
            Emails.of(recipient.email())
                    .ifPresent(email -> byKey.putIfAbsent(Emails.key(email), recipient));
        }
        byKey.remove(Emails.key(whose));
        if (byKey.isEmpty()) {
            return;
        }
        book.alone(whose); // or a second mail at the same time adds the same contact
        Set<String> known = new HashSet<>(count(whose, byKey.keySet()));
        if (!collecting.isAgreed(whose)) {
            return;
        }
        List<Card> cards = new ArrayList<>();
        byKey.forEach(
                (key, recipient) -> {
                    Card card = known.contains(key) ? null : collected(recipient);
                    if (card != null) {
                        cards.add(card);
                    }
                });
        book.add(whose, cards);
        count(
                whose,
                cards.stream().map(card -> Emails.key(card.emails().getFirst().email())).toList());
    }

    private static @Nullable Card collected(Address recipient) {
        return new CardBuilder()
                .display(Fold.name(recipient))
                .email("", recipient.email(), false)
                .collected(true)
                .build();
    }

    private List<String> count(String owner, Collection<String> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        sql.sql(
                        """
                        UPDATE contact SET times = least(times, 999999) + 1, mailed_at = now()
                         WHERE owner = :owner AND id IN (SELECT contact_id FROM contact_email
                                                          WHERE owner = :owner AND key IN (:keys))
                        """)
                .param("owner", owner)
                .param("keys", keys)
                .update();
        return sql.sql(
                        "SELECT DISTINCT key FROM contact_email"
                                + " WHERE owner = :owner AND key IN (:keys)")
                .param("owner", owner)
                .param("keys", keys)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** The contact with that address; where several have it, what one of them forbids counts. */
    public Optional<Known> find(String owner, String email) {
        return Optional.ofNullable(find(owner, List.of(email)).get(email));
    }

    /** The same for many, by the addresses as they were written, in one query. */
    public Map<String, Known> find(String owner, Collection<String> emails) {
        Map<String, String> keys = new HashMap<>();
        emails.forEach(email -> keys.put(email, Emails.key(email.strip())));
        if (keys.isEmpty()) {
            return Map.of();
        }
        Map<String, Known> byKey = new HashMap<>();
        sql.sql(
                        """
                        SELECT e.key, c.id, c.display, c.blocked, c.images
                          FROM contact c JOIN contact_email e
                            ON e.contact_id = c.id AND e.owner = c.owner
                         WHERE c.owner = :owner AND e.key IN (:keys)
                         ORDER BY c.times DESC, c.sorted, c.id
                        """)
                .param("owner", owner(owner))
                .param("keys", Set.copyOf(keys.values()))
                .query(
                        row -> {
                            Known known =
                                    new Known(
                                            row.getObject(2, UUID.class),
                                            row.getString(3),
                                            row.getBoolean(4),
                                            row.getBoolean(5));
                            byKey.merge(row.getString(1), known, Known::and);
                        });
        Map<String, Known> found = new HashMap<>();
        keys.forEach(
                (email, key) -> {
                    Known known = byKey.get(key);
                    if (known != null) {
                        found.put(email, known);
                    }
                });
        return found;
    }

    /**
     * Says that mail from there is not wanted, or takes it back. Whoever is not in the book yet is
     * put into it: there is no other place to find and change it.
     *
     * @return false where it could not be kept: the address is none, or the book is full
     */
    @Transactional
    public boolean block(String owner, Address who, boolean blocked) {
        return treat(owner, who, "blocked", blocked, card -> card.blocked(true));
    }

    /** Says that remote images in mail from there are always shown, or takes it back, as above. */
    @Transactional
    public boolean showImages(String owner, Address who, boolean always) {
        return treat(owner, who, "images", always, card -> card.images(true));
    }

    /**
     * @param column never from outside
     */
    private boolean treat(
            String owner,
            Address who,
            String column,
            boolean value,
            UnaryOperator<CardBuilder> said) {
        String whose = owner(owner);
        String email = Emails.of(who.email()).orElse(null);
        if (email == null) {
            return false;
        }
        book.alone(whose); // or pressing twice adds the same contact twice
        int changed =
                sql.sql(
                                "UPDATE contact SET "
                                        + column
                                        + " = :value WHERE owner = :owner AND id IN (SELECT"
                                        + " contact_id FROM contact_email"
                                        + " WHERE owner = :owner AND key = :key)")
                        .param("value", value)
                        .param("owner", whose)
                        .param("key", Emails.key(email))
                        .update();
        if (changed > 0 || !value) {
            return true;
        }
        CardBuilder builder = new CardBuilder().display(Fold.name(who)).email("", email, false);
        Card card = said.apply(builder).build();
        return card != null && book.add(whose, card).isPresent();
    }
}
