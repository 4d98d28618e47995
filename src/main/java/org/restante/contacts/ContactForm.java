package org.restante.contacts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * A contact as the page's form has it: texts of anybody's, which are checked before they count.
 *
 * @param display empty where it follows from the name
 * @param preferred which of the addresses, or -1
 * @param groups by name
 */
record ContactForm(
        Card.Name name,
        String display,
        String organisation,
        String notes,
        List<Line> emails,
        List<Line> phones,
        int preferred,
        Set<String> groups,
        boolean blocked,
        boolean images) {

    /** Empty lines that wait for something to be written into them. */
    private static final int SPARE = 2;

    /** An address or a number with its label. */
    record Line(String label, String value) {

        static final Line EMPTY = new Line("", "");

        boolean isEmpty() {
            return value.isBlank();
        }

        /** Whether the label is none of those that there are words for. */
        public boolean isOwn() {
            return !label.isEmpty() && !Labels.OF_PHONES.contains(label);
        }
    }

    static ContactForm blank(String name, String email) {
        return new ContactForm(
                        Card.Name.NONE,
                        name,
                        "",
                        "",
                        List.of(new Line("", email)),
                        List.of(),
                        -1,
                        Set.of(),
                        false,
                        false)
                .spared();
    }

    static ContactForm of(Card card) {
        List<Line> emails = new ArrayList<>();
        int preferred = -1;
        for (Card.Email email : card.emails()) {
            preferred = email.preferred() ? emails.size() : preferred;
            emails.add(new Line(email.label(), email.email()));
        }
        boolean follows = card.display().equals(derived(card));
        return new ContactForm(
                        card.name(),
                        follows ? "" : card.display(),
                        card.organisation(),
                        card.notes(),
                        emails,
                        card.phones().stream()
                                .map(phone -> new Line(phone.label(), phone.number()))
                                .toList(),
                        preferred,
                        card.groups(),
                        card.blocked(),
                        card.images())
                .spared();
    }

    /** What the contact would be called if nobody said so. */
    private static @Nullable String derived(Card card) {
        CardBuilder builder =
                new CardBuilder()
                        .name(
                                card.name().prefix(),
                                card.name().given(),
                                card.name().middle(),
                                card.name().family(),
                                card.name().suffix())
                        .organisation(card.organisation());
        card.emails().forEach(email -> builder.email("", email.email(), false));
        card.phones().forEach(phone -> builder.phone("", phone.number()));
        Card derived = builder.build();
        return derived == null ? null : derived.display();
    }

    /**
     * As it was sent.
     *
     * @param groups those that there are
     */
    static ContactForm of(MultiValueMap<String, String> sent, List<Group> groups) {
        Set<String> chosen = new HashSet<>(sent.getOrDefault("group", List.of()));
        Set<String> names = new TreeSet<>();
        groups.stream()
                .filter(group -> chosen.contains(group.id().toString()))
                .forEach(group -> names.add(group.name()));
        return new ContactForm(
                        new Card.Name(
                                one(sent, "prefix"),
                                one(sent, "given"),
                                one(sent, "middle"),
                                one(sent, "family"),
                                one(sent, "suffix")),
                        one(sent, "display"),
                        one(sent, "organisation"),
                        one(sent, "notes"),
                        lines(sent, "email"),
                        lines(sent, "phone"),
                        number(one(sent, "preferred")),
                        names,
                        sent.containsKey("blocked"),
                        sent.containsKey("images"))
                .spared();
    }

    private static String one(MultiValueMap<String, String> sent, String field) {
        String value = sent.getFirst(field);
        return value == null ? "" : value;
    }

    private static List<Line> lines(MultiValueMap<String, String> sent, String field) {
        List<String> values = sent.getOrDefault(field, List.of());
        List<String> labels = sent.getOrDefault(field + "Label", List.of());
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            lines.add(new Line(i < labels.size() ? labels.get(i) : "", values.get(i)));
        }
        return lines;
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
    }

    private ContactForm spared() {
        return new ContactForm(
                name,
                display,
                organisation,
                notes,
                spared(emails),
                spared(phones),
                preferred,
                groups,
                blocked,
                images);
    }

    private static List<Line> spared(List<Line> lines) {
        List<Line> spared = new ArrayList<>(lines);
        for (long left = lines.stream().filter(Line::isEmpty).count(); left < SPARE; left++) {
            spared.add(Line.EMPTY);
        }
        return List.copyOf(spared);
    }

    /** By the id of a field, the key of the sentence that says what is wrong with it. */
    Map<String, String> mistakes() {
        Map<String, String> mistakes = new LinkedHashMap<>();
        tooLong(mistakes, "prefix", name.prefix(), CardBuilder.LONGEST_PART);
        tooLong(mistakes, "given", name.given(), CardBuilder.LONGEST_PART);
        tooLong(mistakes, "middle", name.middle(), CardBuilder.LONGEST_PART);
        tooLong(mistakes, "family", name.family(), CardBuilder.LONGEST_PART);
        tooLong(mistakes, "suffix", name.suffix(), CardBuilder.LONGEST_PART);
        tooLong(mistakes, "display", display, CardBuilder.LONGEST_DISPLAY);
        tooLong(mistakes, "organisation", organisation, CardBuilder.LONGEST_NAME);
        if (Clean.lines(notes).length() > CardBuilder.LONGEST_NOTES) {
            mistakes.put("notes", "contact.fault.long");
        }
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < emails.size(); i++) {
            emailMistake(emails.get(i), keys, "email-" + i, mistakes);
        }
        for (int i = 0; i < phones.size(); i++) {
            Line phone = phones.get(i);
            tooLong(mistakes, "phone-" + i, phone.value(), CardBuilder.LONGEST_NUMBER);
            tooLong(mistakes, "phone-" + i, phone.label(), CardBuilder.LONGEST_LABEL);
        }
        if (isTooMany(emails)) {
            mistakes.put("email-0", "contact.fault.lines");
        }
        if (isTooMany(phones)) {
            mistakes.put("phone-0", "contact.fault.lines");
        }
        if (mistakes.isEmpty() && toCard() == null) {
            mistakes.put("given", "contact.fault.nobody");
        }
        return mistakes;
    }

    private static void tooLong(Map<String, String> mistakes, String field, String text, int most) {
        if (Clean.line(text).length() > most) {
            mistakes.put(field, "contact.fault.long");
        }
    }

    private static void emailMistake(
            Line line, Set<String> keys, String field, Map<String, String> mistakes) {
        if (line.isEmpty()) {
            return;
        }
        String email = Emails.of(line.value()).orElse(null);
        if (email == null) {
            mistakes.put(field, "contact.fault.email");
        } else if (!keys.add(Emails.key(email))) {
            mistakes.put(field, "contact.fault.twice");
        }
        tooLong(mistakes, field, line.label(), CardBuilder.LONGEST_LABEL);
    }

    private static boolean isTooMany(List<Line> lines) {
        return lines.stream().filter(line -> !line.isEmpty()).count() > CardBuilder.MOST_LINES;
    }

    /** The card that it says, or null where it says nothing; whoever saves it has adopted it. */
    @Nullable Card toCard() {
        CardBuilder card =
                new CardBuilder()
                        .name(
                                name.prefix(),
                                name.given(),
                                name.middle(),
                                name.family(),
                                name.suffix())
                        .display(display)
                        .organisation(organisation)
                        .notes(notes)
                        .blocked(blocked)
                        .images(images);
        for (int i = 0; i < emails.size(); i++) {
            card.email(emails.get(i).label(), emails.get(i).value(), i == preferred);
        }
        phones.forEach(phone -> card.phone(phone.label(), phone.value()));
        groups.forEach(card::group);
        return card.build();
    }
}
