package org.restante.contacts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** What the columns of a table mean, by the headers that Google, Outlook and Thunderbird write. */
final class CsvColumns {

    private static final int MOST = 400;

    private CsvColumns() {}

    /**
     * A column by what it means.
     *
     * @param number which of the addresses or numbers, where there are several
     */
    record Column(@Nullable Meaning meaning, String label, int number) {}

    enum Meaning {
        PREFIX,
        GIVEN,
        MIDDLE,
        FAMILY,
        SUFFIX,
        DISPLAY,
        ORGANISATION,
        NOTES,
        GROUPS,
        CATEGORIES,
        EMAIL,
        EMAIL_LABEL,
        PHONE,
        PHONE_LABEL,
        PHOTO,
        COLLECTED,
        BLOCKED,
        IMAGES,
        TIMES,
        MAILED,
        KIND
    }

    static List<Column> of(CSVRecord head) {
        List<Column> columns = new ArrayList<>();
        for (String name : head) {
            if (columns.size() == MOST) {
                break;
            }
            columns.add(column(Clean.line(name).toLowerCase(Locale.ROOT)));
        }
        return columns;
    }

    private static final Pattern NUMBERED =
            Pattern.compile("(e-?mail|phone) ([0-9]{1,2}) - (label|type|value)");
    private static final Pattern OUTLOOK_EMAIL =
            Pattern.compile("e-?mail(?: ([0-9]))?(?:[ -]address|-adresse)?(?: ([0-9]))?");
    private static final Pattern TRAILING_NUMBER = Pattern.compile(" ([0-9])$");

    private static Column column(String name) {
        var numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            boolean value = numbered.group(3).equals("value");
            boolean email = numbered.group(1).startsWith("e");
            Meaning meaning =
                    email
                            ? (value ? Meaning.EMAIL : Meaning.EMAIL_LABEL)
                            : (value ? Meaning.PHONE : Meaning.PHONE_LABEL);
            return new Column(meaning, "", Integer.parseInt(numbered.group(2)));
        }
        if (OUTLOOK_EMAIL.matcher(name).matches()) {
            return new Column(Meaning.EMAIL, "", 0);
        }
        String bare = TRAILING_NUMBER.matcher(name).replaceAll("");
        return switch (bare) {
            case "name prefix", "title", "anrede" -> new Column(Meaning.PREFIX, "", 0);
            case "first name", "given name", "vorname" -> new Column(Meaning.GIVEN, "", 0);
            case "middle name", "additional name", "weitere vornamen" ->
                    new Column(Meaning.MIDDLE, "", 0);
            case "last name", "family name", "nachname", "surname" ->
                    new Column(Meaning.FAMILY, "", 0);
            case "name suffix", "suffix" -> new Column(Meaning.SUFFIX, "", 0);
            case "display name", "name", "full name", "anzeigename" ->
                    new Column(Meaning.DISPLAY, "", 0);
            case "organization name",
                    "organization 1 - name",
                    "organization",
                    "organisation",
                    "company",
                    "firma" ->
                    new Column(Meaning.ORGANISATION, "", 0);
            case "notes", "note", "notizen" -> new Column(Meaning.NOTES, "", 0);
            case "labels", "group membership" -> new Column(Meaning.GROUPS, "", 0);
            case "categories", "kategorien" -> new Column(Meaning.CATEGORIES, "", 0);
            case "primary email",
                    "secondary email",
                    "primäre e-mail-adresse",
                    "zweite e-mail-adresse",
                    "mail" ->
                    new Column(Meaning.EMAIL, "", 0);
            case "photo" -> new Column(Meaning.PHOTO, "", 0);
            case "collected" -> new Column(Meaning.COLLECTED, "", 0);
            case "blocked" -> new Column(Meaning.BLOCKED, "", 0);
            case "images" -> new Column(Meaning.IMAGES, "", 0);
            case "times mailed" -> new Column(Meaning.TIMES, "", 0);
            case "last mailed" -> new Column(Meaning.MAILED, "", 0);
            case "kind" -> new Column(Meaning.KIND, "", 0);
            default -> phone(bare);
        };
    }

    private static Column phone(String name) {
        String label =
                switch (name) {
                    case "business phone",
                            "work phone",
                            "company main phone",
                            "telefon geschäftlich",
                            "tel. dienstlich" ->
                            Labels.WORK;
                    case "home phone", "telefon privat", "telefon (privat)", "tel. privat" ->
                            Labels.HOME;
                    case "mobile phone", "mobile number", "mobiltelefon", "mobil-tel.-nr." ->
                            Labels.MOBILE;
                    case "business fax",
                            "home fax",
                            "other fax",
                            "fax number",
                            "fax geschäftlich",
                            "fax-nummer" ->
                            Labels.FAX;
                    case "other phone" -> Labels.OTHER;
                    case "phone",
                            "telephone",
                            "primary phone",
                            "car phone",
                            "pager",
                            "pager number",
                            "telefon" ->
                            "";
                    default -> null;
                };
        return label == null ? new Column(null, "", 0) : new Column(Meaning.PHONE, label, 0);
    }
}
