package org.restante.contacts;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardWriter;
import ezvcard.parameter.EmailType;
import ezvcard.parameter.ImageType;
import ezvcard.parameter.TelephoneType;
import ezvcard.property.Email;
import ezvcard.property.Kind;
import ezvcard.property.StructuredName;
import ezvcard.property.Telephone;
import ezvcard.property.Uid;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes contacts as vCards (RFC 6350 for 4.0, RFC 2426 for 3.0). What the book holds and vCards
 * have no property for stands in properties of ours.
 */
final class VCardWriting {

    private VCardWriting() {}

    /** Writes cards one after the other, each with its photo, which is asked for when it is due. */
    static void write(
            List<Contact> contacts,
            Function<UUID, @Nullable Photo> photos,
            List<String> emptyGroups,
            VCardVersion version,
            Writer out)
            throws IOException {
        VCardWriter writer = new VCardWriter(out, version);
        writer.setAddProdId(false);
        writer.setIncludeTrailingSemicolons(true); // or an escaped one at the end is lost
        writer.setCaretEncodingEnabled(true);
        for (Contact contact : contacts) {
            Photo photo = contact.pictured() ? photos.apply(contact.id()) : null;
            writer.write(card(contact, photo));
        }
        for (String group : emptyGroups) {
            writer.write(group(group, version));
        }
        writer.flush();
    }

    private static VCard card(Contact contact, @Nullable Photo photo) {
        Card card = contact.card();
        VCard vcard = new VCard();
        vcard.setUid(new Uid(VCardNames.URN + contact.id()));
        vcard.setFormattedName(card.display());
        vcard.setStructuredName(name(card.name()));
        if (!card.organisation().isEmpty()) {
            vcard.setOrganization(card.organisation());
        }
        if (!card.notes().isEmpty()) {
            vcard.addNote(card.notes());
        }
        int labels = 0;
        for (Card.Email email : card.emails()) {
            vcard.addEmail(email(vcard, email, ++labels));
        }
        for (Card.Phone phone : card.phones()) {
            vcard.addTelephoneNumber(phone(vcard, phone, ++labels));
        }
        if (!card.groups().isEmpty()) {
            vcard.setCategories(card.groups().toArray(String[]::new));
        }
        if (photo != null) {
            vcard.addPhoto(new ezvcard.property.Photo(photo.octets(), type(photo.type())));
        }
        own(vcard, VCardNames.COLLECTED, card.collected() ? "true" : "");
        own(vcard, VCardNames.BLOCKED, card.blocked() ? "true" : "");
        own(vcard, VCardNames.IMAGES, card.images() ? "true" : "");
        own(vcard, VCardNames.TIMES, card.times() == 0 ? "" : Integer.toString(card.times()));
        own(vcard, VCardNames.MAILED, card.mailed() == null ? "" : card.mailed().toString());
        return vcard;
    }

    private static StructuredName name(Card.Name parts) {
        StructuredName name = new StructuredName();
        name.setFamily(parts.family());
        name.setGiven(parts.given());
        add(name.getAdditionalNames(), parts.middle());
        add(name.getPrefixes(), parts.prefix());
        add(name.getSuffixes(), parts.suffix());
        return name;
    }

    private static void add(List<String> values, String value) {
        if (!value.isEmpty()) {
            values.add(value);
        }
    }

    private static Email email(VCard vcard, Card.Email said, int number) {
        Email email = new Email(said.email());
        switch (said.label()) {
            case Labels.HOME -> email.getTypes().add(EmailType.HOME);
            case Labels.WORK -> email.getTypes().add(EmailType.WORK);
            default -> email.setGroup(label(vcard, said.label(), number));
        }
        email.setPref(said.preferred() ? 1 : null);
        return email;
    }

    private static Telephone phone(VCard vcard, Card.Phone said, int number) {
        Telephone phone = new Telephone(said.number());
        switch (said.label()) {
            case Labels.HOME -> phone.getTypes().add(TelephoneType.HOME);
            case Labels.WORK -> phone.getTypes().add(TelephoneType.WORK);
            case Labels.MOBILE -> phone.getTypes().add(TelephoneType.CELL);
            case Labels.FAX -> phone.getTypes().add(TelephoneType.FAX);
            default -> phone.setGroup(label(vcard, said.label(), number));
        }
        return phone;
    }

    private static @Nullable String label(VCard vcard, String label, int number) {
        if (label.isEmpty()) {
            return null;
        }
        String group = "item" + number;
        vcard.addExtendedProperty(VCardNames.LABEL, escaped(label)).setGroup(group);
        return group;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;");
    }

    private static ImageType type(String mediaType) {
        return ImageType.get(mediaType.substring("image/".length()), mediaType, null);
    }

    private static void own(VCard vcard, String name, String value) {
        if (!value.isEmpty()) {
            vcard.addExtendedProperty(name, value);
        }
    }

    /** A group that nobody is in, which no contact could name. */
    private static VCard group(String name, VCardVersion version) {
        VCard vcard = new VCard();
        vcard.setFormattedName(name);
        if (version == VCardVersion.V4_0) {
            vcard.setKind(Kind.group());
        } else {
            vcard.addExtendedProperty(VCardNames.OLD_KIND, "group");
        }
        return vcard;
    }
}
