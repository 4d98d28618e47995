package org.restante.contacts;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a card of whatever a form, a mail or a file says, and remembers what it could not take. */
final class CardBuilder {

    static final int LONGEST_PART = 100;
    static final int LONGEST_NAME = 200;

    /** Whoever has no name is called by the address. */
    static final int LONGEST_DISPLAY = Emails.LONGEST;

    static final int LONGEST_NOTES = 20_000;
    static final int LONGEST_LABEL = 40;
    static final int LONGEST_NUMBER = 60;
    static final int MOST_LINES = 50;

    /** What was lost on the way. */
    enum Loss {
        ADDRESS,
        PICTURE,
        LENGTH,
        NUMBER
    }

    private final Set<Loss> losses = EnumSet.noneOf(Loss.class);
    private final List<Card.Email> emails = new ArrayList<>();
    private final List<Card.Phone> phones = new ArrayList<>();
    private final SortedSet<String> groups = new TreeSet<>();
    private final Set<String> keys = new HashSet<>();
    private Card.Name name = Card.Name.NONE;
    private String display = "";
    private String organisation = "";
    private String notes = "";
    private @Nullable Photo photo;
    private boolean preferred;
    private boolean collected;
    private boolean blocked;
    private boolean images;
    private int times;
    private @Nullable Instant mailed;

    CardBuilder name(String prefix, String given, String middle, String family, String suffix) {
        name =
                new Card.Name(
                        line(prefix, LONGEST_PART),
                        line(given, LONGEST_PART),
                        line(middle, LONGEST_PART),
                        line(family, LONGEST_PART),
                        line(suffix, LONGEST_PART));
        return this;
    }

    CardBuilder display(String text) {
        display = line(text, LONGEST_DISPLAY);
        return this;
    }

    CardBuilder organisation(String text) {
        organisation = line(text, LONGEST_NAME);
        return this;
    }

    CardBuilder notes(String text) {
        notes = cut(Clean.lines(text), LONGEST_NOTES);
        return this;
    }

    /** An address that is there already is no second one, and no loss. */
    CardBuilder email(String label, String text, boolean isPreferred) {
        String email = Emails.of(text).orElse(null);
        if (email == null) {
            if (!text.isBlank()) {
                losses.add(Loss.ADDRESS);
            }
            return this;
        }
        if (!keys.add(Emails.key(email))) {
            return this;
        }
        if (emails.size() == MOST_LINES) {
            losses.add(Loss.NUMBER);
            return this;
        }
        emails.add(new Card.Email(label(label), email, isPreferred && !preferred));
        preferred |= isPreferred;
        return this;
    }

    CardBuilder phone(String label, String text) {
        String number = line(text.replace(":::", " "), LONGEST_NUMBER);
        if (number.isEmpty()) {
            return this;
        }
        if (phones.size() == MOST_LINES) {
            losses.add(Loss.NUMBER);
            return this;
        }
        Card.Phone phone = new Card.Phone(label(label), number);
        if (!phones.contains(phone)) {
            phones.add(phone);
        }
        return this;
    }

    CardBuilder group(String text) {
        String group = Clean.cut(Clean.word(text), Groups.LONGEST);
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return this;
    }

    CardBuilder photo(byte[] octets) {
        photo = Photo.of(octets).orElse(null);
        return photo == null ? lost(Loss.PICTURE) : this;
    }

    CardBuilder lost(Loss loss) {
        losses.add(loss);
        return this;
    }

    CardBuilder collected(boolean value) {
        collected = value;
        return this;
    }

    CardBuilder blocked(boolean value) {
        blocked = value;
        return this;
    }

    CardBuilder images(boolean value) {
        images = value;
        return this;
    }

    /** As a file says it: a number, and a moment (ISO 8601) that has been. */
    CardBuilder mailed(@Nullable String howOften, @Nullable String last) {
        return mailed(number(howOften), moment(last));
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,7}") ? Integer.parseInt(text) : 0;
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            Instant moment = text == null || text.isEmpty() ? null : Instant.parse(text);
            boolean possible =
                    moment != null
                            && moment.isAfter(Instant.EPOCH)
                            && moment.isBefore(Instant.now().plusSeconds(86_400));
            return possible ? moment : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    CardBuilder mailed(int howOften, @Nullable Instant last) {
        times = Math.clamp(howOften, 0, 1_000_000);
        mailed = last;
        return this;
    }

    Set<Loss> losses() {
        return losses;
    }

    /** The card, or null where there is nothing to call it by. */
    @Nullable Card build() {
        String called =
                Stream.of(
                                display,
                                cut(name.joined(), LONGEST_DISPLAY),
                                organisation,
                                emails.isEmpty() ? "" : emails.getFirst().email(),
                                phones.isEmpty() ? "" : phones.getFirst().number())
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(null);
        return called == null
                ? null
                : new Card(
                        name,
                        called,
                        organisation,
                        notes,
                        List.copyOf(emails),
                        List.copyOf(phones),
                        groups,
                        photo,
                        collected,
                        blocked,
                        images,
                        times,
                        mailed);
    }

    private String label(String text) {
        return Words.label(cut(Clean.word(text), LONGEST_LABEL));
    }

    private String line(String text, int most) {
        return cut(Clean.line(text), most);
    }

    private String cut(String clean, int most) {
        if (clean.length() > most) {
            losses.add(Loss.LENGTH);
        }
        return Clean.cut(clean, most);
    }
}
