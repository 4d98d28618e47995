package org.restante.contacts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds contacts that seem to be one, and makes one of them without losing anything. */
@Service
class Duplicates {

    /** So many are shown at once; the next ones follow when these are merged. */
    static final int SHOWN = 20;

    private static final int TOGETHER = 10;

    private final Book book;

    Duplicates(Book book) {
        this.book = book;
    }

    /** Contacts that share an address or have the same name, those that seem to be one together. */
    List<List<Contact>> find(String owner) {
        List<Contact> all = book.all(owner);
        Map<UUID, UUID> roots = new HashMap<>();
        Map<String, UUID> firsts = new HashMap<>();
        for (Contact contact : all) {
            roots.put(contact.id(), contact.id());
            for (String sign : signs(contact.card())) {
                UUID first = firsts.putIfAbsent(sign, contact.id());
                if (first != null) {
                    roots.put(root(roots, contact.id()), root(roots, first));
                }
            }
        }
        Map<UUID, List<Contact>> together = new LinkedHashMap<>();
        for (Contact contact : all) {
            together.computeIfAbsent(root(roots, contact.id()), id -> new ArrayList<>())
                    .add(contact);
        }
        return together.values().stream()
                .filter(some -> some.size() > 1)
                .map(Duplicates::fullestFirst)
                .toList();
    }

    private static Set<String> signs(Card card) {
        Set<String> signs = new LinkedHashSet<>();
        card.emails().forEach(email -> signs.add("@" + Emails.key(email.email())));
        String name = Fold.anyOrder(card.display());
        if (!name.isEmpty()) {
            signs.add(" " + name);
        }
        return signs;
    }

    private static UUID root(Map<UUID, UUID> roots, UUID id) {
        UUID root = id;
        UUID above = Objects.requireNonNull(roots.get(root));
        while (!above.equals(root)) {
            root = above;
            above = Objects.requireNonNull(roots.get(root));
        }
        roots.put(id, root);
        return root;
    }

    private static List<Contact> fullestFirst(List<Contact> contacts) {
        return contacts.stream()
                .sorted(
                        Comparator.comparingInt(Duplicates::fullness)
                                .thenComparingInt(contact -> contact.card().times())
                                .reversed())
                .limit(TOGETHER)
                .toList();
    }

    private static int fullness(Contact contact) {
        Card card = contact.card();
        return card.emails().size()
                + card.phones().size()
                + (card.name().joined().isEmpty() ? 0 : 2)
                + (card.notes().isEmpty() ? 0 : 1)
                + (contact.pictured() ? 1 : 0)
                - (card.collected() ? 5 : 0);
    }

    /**
     * Makes one contact of several.
     *
     * @param kept whose name counts; one of them
     * @return whether it was done; not where one is gone, or the whole is more than a contact holds
     */
    @Transactional
    public boolean merge(String owner, UUID kept, Set<UUID> ids) {
        Set<UUID> wanted = new LinkedHashSet<>();
        wanted.add(kept);
        wanted.addAll(ids);
        book.alone(owner); // or two merges at once, each keeping another, keep none
        List<Contact> found = book.find(owner, wanted);
        if (wanted.size() < 2 || found.size() != wanted.size()) {
            return false;
        }
        List<Contact> ordered =
                Stream.concat(
                                found.stream().filter(one -> one.id().equals(kept)),
                                found.stream().filter(one -> !one.id().equals(kept)))
                        .toList();
        Card merged = merged(ordered, photo(owner, ordered));
        return merged != null
                && book.replace(owner, ordered.stream().map(Contact::id).toList(), merged);
    }

    private @Nullable Photo photo(String owner, List<Contact> contacts) {
        return contacts.stream()
                .filter(Contact::pictured)
                .findFirst()
                .flatMap(contact -> book.photo(owner, contact.id()))
                .orElse(null);
    }

    /** All of it in one card, or null where that cannot be without a loss. */
    static @Nullable Card merged(List<Contact> contacts, @Nullable Photo photo) {
        Card first = contacts.getFirst().card();
        CardBuilder merged = new CardBuilder();
        Card.Name name =
                contacts.stream()
                        .map(contact -> contact.card().name())
                        .filter(one -> one.equals(first.name()) || first.name().joined().isEmpty())
                        .filter(one -> !one.joined().isEmpty())
                        .findFirst()
                        .orElse(Card.Name.NONE);
        merged.name(name.prefix(), name.given(), name.middle(), name.family(), name.suffix());
        merged.display(first.display());
        String organisation = first(contacts.stream().map(one -> one.card().organisation()));
        merged.organisation(organisation);
        Set<String> notes = new LinkedHashSet<>();
        for (Contact contact : contacts) {
            Card card = contact.card();
            card.emails()
                    .forEach(
                            email -> merged.email(email.label(), email.email(), email.preferred()));
            card.phones().forEach(phone -> merged.phone(phone.label(), phone.number()));
            card.groups().forEach(merged::group);
            addDifferent(notes, card, first, name, organisation);
        }
        merged.notes(String.join("\n\n", notes))
                .collected(contacts.stream().allMatch(one -> one.card().collected()))
                .blocked(contacts.stream().anyMatch(one -> one.card().blocked()))
                .images(contacts.stream().anyMatch(one -> one.card().images()))
                .mailed(
                        contacts.stream().mapToInt(one -> one.card().times()).sum(),
                        contacts.stream()
                                .map(one -> one.card().mailed())
                                .<Instant>mapMulti(
                                        (moment, take) -> {
                                            if (moment != null) {
                                                take.accept(moment);
                                            }
                                        })
                                .max(Comparator.naturalOrder())
                                .orElse(null));
        Card card = merged.build();
        return card == null || !merged.losses().isEmpty() ? null : card.with(photo);
    }

    /** What has no second place in a card becomes a line of its notes. */
    private static void addDifferent(
            Set<String> notes, Card card, Card first, Card.Name name, String organisation) {
        if (!card.notes().isEmpty()) {
            notes.add(card.notes());
        }
        Stream.of(card.display(), card.name().joined())
                .filter(other -> !other.isEmpty())
                .filter(other -> !other.equals(first.display()) && !other.equals(name.joined()))
                .filter(other -> card.emails().stream().noneMatch(e -> e.email().equals(other)))
                .forEach(notes::add);
        if (!card.organisation().isEmpty() && !card.organisation().equals(organisation)) {
            notes.add(card.organisation());
        }
    }

    private static String first(Stream<String> texts) {
        return texts.filter(text -> !text.isEmpty()).findFirst().orElse("");
    }
}
