package org.restante.contacts;

import ezvcard.VCard;
import ezvcard.io.text.VCardReader;
import ezvcard.parameter.EmailType;
import ezvcard.property.Categories;
import ezvcard.property.Email;
import ezvcard.property.FormattedName;
import ezvcard.property.Kind;
import ezvcard.property.Note;
import ezvcard.property.Organization;
import ezvcard.property.RawProperty;
import ezvcard.property.StructuredName;
import ezvcard.property.Telephone;
import ezvcard.property.Uid;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads vCards of all versions (RFC 6350, RFC 2426, and the 2.1 before them). */
final class VCardReading {

    private VCardReading() {}

    static void read(String entry, int line, Reading reading) {
        VCard card;
        try (VCardReader reader = new VCardReader(entry)) {
            card = reader.readNext();
        } catch (IOException | RuntimeException e) {
            card = null; // whatever the library cannot read is a broken entry
        }
        if (card == null) {
            reading.refuse(line, Reading.Fault.BROKEN);
        } else if (isGroup(card)) {
            reading.group(name(card), members(card));
        } else {
            reading.entry(line, builder(card), uid(card));
        }
    }

    private static boolean isGroup(VCard card) {
        Kind kind = card.getKind();
        return (kind != null && kind.isGroup())
                || "group".equalsIgnoreCase(own(card, VCardNames.OLD_KIND));
    }

    private static String name(VCard card) {
        FormattedName name = card.getFormattedName();
        return name == null ? "" : text(name.getValue());
    }

    private static Set<String> members(VCard card) {
        return Stream.concat(
                        card.getMembers().stream().map(member -> text(member.getUri())),
                        card.getExtendedProperties(VCardNames.OLD_MEMBER).stream()
                                .map(member -> text(member.getValue())))
                .map(VCardReading::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable String uid(VCard card) {
        Uid uid = card.getUid();
        return uid == null || uid.getValue() == null ? null : id(uid.getValue());
    }

    private static String id(String uid) {
        String id = uid.strip().toLowerCase(Locale.ROOT);
        return id.startsWith(VCardNames.URN) ? id.substring(VCardNames.URN.length()) : id;
    }

    private static CardBuilder builder(VCard card) {
        CardBuilder builder = new CardBuilder().display(name(card));
        StructuredName name = card.getStructuredName();
        if (name != null) {
            builder.name(
                    joined(name.getPrefixes(), " "),
                    text(name.getGiven()),
                    joined(name.getAdditionalNames(), " "),
                    text(name.getFamily()),
                    joined(name.getSuffixes(), " "));
        }
        builder.organisation(
                card.getOrganizations().stream()
                        .map(Organization::getValues)
                        .map(values -> joined(values, ", "))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse(""));
        builder.notes(joined(card.getNotes().stream().map(Note::getValue).toList(), "\n\n"));
        Map<String, String> labels = labels(card);
        card.getEmails()
                .forEach(
                        email ->
                                builder.email(
                                        label(labels, email.getGroup(), words(email.getTypes())),
                                        text(email.getValue()),
                                        isPreferred(email)));
        card.getTelephoneNumbers()
                .forEach(
                        phone ->
                                builder.phone(
                                        label(labels, phone.getGroup(), phoneWords(phone)),
                                        number(phone)));
        card.getCategoriesList().stream()
                .map(Categories::getValues)
                .flatMap(List::stream)
                .forEach(builder::group);
        photo(card, builder);
        return builder.collected(isSet(card, VCardNames.COLLECTED))
                .blocked(isSet(card, VCardNames.BLOCKED))
                .images(isSet(card, VCardNames.IMAGES))
                .mailed(own(card, VCardNames.TIMES), own(card, VCardNames.MAILED));
    }

    private static void photo(VCard card, CardBuilder builder) {
        card.getPhotos().stream()
                .findFirst()
                .ifPresent(
                        photo -> {
                            byte[] octets = photo.getData();
                            if (octets == null) {
                                builder.lost(CardBuilder.Loss.PICTURE); // elsewhere in the web
                            } else {
                                builder.photo(octets);
                            }
                        });
    }

    private static boolean isPreferred(Email email) {
        Integer pref = email.getPref();
        return (pref != null && pref == 1) || email.getTypes().contains(EmailType.PREF);
    }

    private static String number(Telephone phone) {
        return phone.getUri() == null ? text(phone.getText()) : text(phone.getUri().getNumber());
    }

    private static Set<String> words(List<EmailType> types) {
        return types.stream()
                .map(type -> type.getValue().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Set<String> phoneWords(Telephone phone) {
        return phone.getTypes().stream()
                .map(type -> type.getValue().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Somebody's own labels stand in properties of the same group, as Apple has it. */
    private static Map<String, String> labels(VCard card) {
        Map<String, String> labels = new HashMap<>();
        for (RawProperty property : card.getExtendedProperties(VCardNames.LABEL)) {
            String own = unescaped(text(property.getValue()));
            if (property.getGroup() != null && !own.isBlank()) {
                labels.putIfAbsent(property.getGroup().toLowerCase(Locale.ROOT), own);
            }
        }
        return labels;
    }

    private static String label(
            Map<String, String> labels, @Nullable String group, Set<String> types) {
        String own = group == null ? null : labels.get(group.toLowerCase(Locale.ROOT));
        if (own != null) {
            return own;
        }
        return types.contains("fax")
                ? Labels.FAX
                : types.contains("cell")
                        ? Labels.MOBILE
                        : types.contains("home")
                                ? Labels.HOME
                                : types.contains("work") ? Labels.WORK : "";
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\([\\\\,;])", "$1");
    }

    private static @Nullable String own(VCard card, String name) {
        RawProperty property = card.getExtendedProperty(name);
        return property == null ? null : property.getValue();
    }

    private static boolean isSet(VCard card, String name) {
        return "true".equalsIgnoreCase(own(card, name));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String joined(List<String> values, String by) {
        return values.stream()
                .filter(Objects::nonNull)
                .filter(value -> !value.isBlank())
                .collect(Collectors.joining(by));
    }
}
