package org.restante.contacts;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** Writes contacts as a table (RFC 4180), by headers that Google understands, and some of ours. */
final class CsvWriting {

    private CsvWriting() {}

    static void write(
            List<Contact> contacts,
            Function<UUID, @Nullable Photo> photos,
            List<String> emptyGroups,
            Writer out)
            throws IOException {
        int emails = contacts.stream().mapToInt(one -> one.card().emails().size()).max().orElse(0);
        int phones = contacts.stream().mapToInt(one -> one.card().phones().size()).max().orElse(0);
        CSVFormat format = CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();
        out.write('\uFEFF'); // or a spreadsheet takes it for another encoding
        CSVPrinter printer = new CSVPrinter(out, format);
        printer.printRecord(head(emails, phones));
        for (Contact contact : contacts) {
            Photo photo = contact.pictured() ? photos.apply(contact.id()) : null;
            printer.printRecord(cells(contact.card(), photo, emails, phones));
        }
        for (String group : emptyGroups) {
            printer.printRecord(groupCells(group));
        }
        printer.flush();
    }

    private static List<String> head(int emails, int phones) {
        List<String> head =
                new ArrayList<>(
                        List.of(
                                "Kind",
                                "Display Name",
                                "Name Prefix",
                                "First Name",
                                "Middle Name",
                                "Last Name",
                                "Name Suffix",
                                "Organization Name",
                                "Notes",
                                "Labels",
                                "Photo",
                                "Collected",
                                "Blocked",
                                "Images",
                                "Times mailed",
                                "Last mailed"));
        for (int i = 1; i <= emails; i++) {
            head.add("E-mail " + i + " - Label");
            head.add("E-mail " + i + " - Value");
        }
        for (int i = 1; i <= phones; i++) {
            head.add("Phone " + i + " - Label");
            head.add("Phone " + i + " - Value");
        }
        return head;
    }

    private static List<String> cells(Card card, @Nullable Photo photo, int emails, int phones) {
        List<String> cells = new ArrayList<>();
        cells.add("");
        cells.add(card.display());
        cells.add(card.name().prefix());
        cells.add(card.name().given());
        cells.add(card.name().middle());
        cells.add(card.name().family());
        cells.add(card.name().suffix());
        cells.add(card.organisation());
        cells.add(card.notes());
        cells.add(String.join(CsvCells.PART, card.groups()));
        cells.add(photo == null ? "" : data(photo));
        cells.add(card.collected() ? "true" : "");
        cells.add(card.blocked() ? "true" : "");
        cells.add(card.images() ? "true" : "");
        cells.add(card.times() == 0 ? "" : Integer.toString(card.times()));
        cells.add(card.mailed() == null ? "" : card.mailed().toString());
        for (int i = 0; i < emails; i++) {
            Card.Email email = i < card.emails().size() ? card.emails().get(i) : null;
            cells.add(email == null ? "" : (email.preferred() ? "* " : "") + email.label());
            cells.add(email == null ? "" : email.email());
        }
        for (int i = 0; i < phones; i++) {
            Card.Phone phone = i < card.phones().size() ? card.phones().get(i) : null;
            cells.add(phone == null ? "" : phone.label());
            cells.add(phone == null ? "" : phone.number());
        }
        return cells.stream().map(CsvCells::guarded).toList();
    }

    private static List<String> groupCells(String group) {
        return List.of("group", CsvCells.guarded(group));
    }

    private static String data(Photo photo) {
        return "data:"
                + photo.type()
                + ";"
                + CsvCells.DATA
                + new String(Base64.getEncoder().encode(photo.octets()), StandardCharsets.US_ASCII);
    }
}
