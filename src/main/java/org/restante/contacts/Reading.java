package org.restante.contacts;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was read of a file: cards, groups, and what could not be read, with its line. */
final class Reading {

    /** So many entries of one file are read. */
    static final int MOST = 10_000;

    /** Why an entry, or a part of it, is not there. */
    enum Fault {
        NOTHING("contact.import.nothing", true),
        BROKEN("contact.import.broken", true),
        LONG("contact.import.long", true),
        MANY("contact.import.many", true),
        ADDRESS("contact.import.address", false),
        PICTURE("contact.import.picture", false),
        LENGTH("contact.import.length", false),
        NUMBER("contact.import.number", false);

        private final String key;
        private final boolean whole;

        Fault(String key, boolean whole) {
            this.key = key;
            this.whole = whole;
        }

        /** The sentence in the bundles. */
        public String key() {
            return key;
        }

        /** Whether there is no contact at all for that entry. */
        boolean isWhole() {
            return whole;
        }

        private static Fault of(CardBuilder.Loss loss) {
            return switch (loss) {
                case ADDRESS -> ADDRESS;
                case PICTURE -> PICTURE;
                case LENGTH -> LENGTH;
                case NUMBER -> NUMBER;
            };
        }
    }

    /**
     * A fault in its place.
     *
     * @param line from 1, of what the entry begins with
     */
    record Complaint(int line, Fault fault) {}

    private final List<Card> cards = new ArrayList<>();
    private final List<Complaint> complaints = new ArrayList<>();
    private final Set<String> groups = new LinkedHashSet<>();

    /** By name, the ids by which a file knows the members of a group of its own. */
    private final Map<String, Set<String>> members = new LinkedHashMap<>();

    private final Map<String, Integer> byUid = new LinkedHashMap<>();
    private int total;
    private int seen;

    /** Whether no more entries are to be read, groups among them. */
    boolean isFull() {
        return seen >= MOST;
    }

    void entry(int line, CardBuilder builder, @Nullable String uid) {
        total++;
        seen++;
        EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
        builder.losses().forEach(loss -> faults.add(Fault.of(loss)));
        Card card = builder.build();
        if (card == null) {
            complaints.add(new Complaint(line, Fault.NOTHING));
            return;
        }
        faults.forEach(fault -> complaints.add(new Complaint(line, fault)));
        if (uid != null) {
            byUid.putIfAbsent(uid, cards.size());
        }
        cards.add(card);
    }

    /** An entry that could not be read. */
    void refuse(int line, Fault fault) {
        total++;
        seen++;
        complaints.add(new Complaint(line, fault));
    }

    void group(String name, Set<String> uids) {
        seen++;
        String clean = Clean.cut(Clean.word(name), Groups.LONGEST);
        if (clean.isEmpty() || groups.size() >= Groups.MOST) {
            return;
        }
        groups.add(clean);
        members.computeIfAbsent(clean, any -> new LinkedHashSet<>()).addAll(uids);
    }

    /** The cards, in the groups that the file's own groups say. */
    List<Card> cards() {
        members.forEach(
                (group, uids) ->
                        uids.forEach(
                                uid -> {
                                    Integer at = byUid.get(uid);
                                    if (at != null) {
                                        cards.get(at).groups().add(group);
                                    }
                                }));
        return List.copyOf(cards);
    }

    Set<String> groups() {
        return groups;
    }

    List<Complaint> complaints() {
        return complaints;
    }

    int total() {
        return total;
    }
}
