package org.restante.contacts;

import ezvcard.VCardVersion;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Charsets;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes contacts in from files, and gives all of them out. */
@Service
class Exchange {

    /** Of a file, in octets. */
    static final int LARGEST = 10 * 1024 * 1024;

    /** So many complaints are shown one by one. */
    private static final int SHOWN = 50;

    private final Book book;
    private final Groups groups;

    Exchange(Book book, Groups groups) {
        this.book = book;
        this.groups = groups;
    }

    /** The forms in which the book is given out. */
    enum Format {
        VCARD3("text/vcard", "vcf"),
        VCARD4("text/vcard", "vcf"),
        CSV("text/csv", "csv");

        private final String type;
        private final String extension;

        Format(String type, String extension) {
            this.type = type;
            this.extension = extension;
        }

        String type() {
            return type;
        }

        String fileName() {
            return "contacts." + extension;
        }
    }

    /**
     * What became of a file.
     *
     * @param total entries of the file
     * @param added how many of them are contacts now
     * @param known how many were in the book already, just as they are
     * @param unread how many could not be read
     * @param left how many have no room in the book
     * @param complaints what could not be read
     */
    record Report(
            int total,
            int added,
            int known,
            int unread,
            int left,
            List<Reading.Complaint> complaints) {

        /** Entries of which nothing is there, as far as they are shown. */
        public List<Reading.Complaint> whole() {
            return shown(true);
        }

        /** Entries of which a part is not there, as far as they are shown. */
        public List<Reading.Complaint> partial() {
            return shown(false);
        }

        private List<Reading.Complaint> shown(boolean whole) {
            return complaints.stream()
                    .limit(SHOWN)
                    .filter(one -> one.fault().isWhole() == whole)
                    .toList();
        }

        /** How many complaints are not shown. */
        public int hidden() {
            return Math.max(0, complaints.size() - SHOWN);
        }
    }

    /** Adds what a file holds; what it holds that cannot be read is told and stops nothing. */
    @Transactional
    public Report take(String owner, Reading reading) {
        Set<Card> there = new HashSet<>();
        book.all(owner).forEach(contact -> there.add(contact.card().essence()));
        List<Card> fresh = new ArrayList<>();
        int known = 0;
        for (Card card : reading.cards()) {
            if (there.contains(card.essence())) {
                known++;
            } else {
                fresh.add(card);
            }
        }
        int added = book.add(owner, fresh).size();
        groups.ensure(owner, reading.groups());
        int unread =
                (int) reading.complaints().stream().filter(one -> one.fault().isWhole()).count();
        return new Report(
                reading.total(),
                added,
                known,
                unread,
                fresh.size() - added,
                List.copyOf(reading.complaints()));
    }

    /** What a file says, before the database is asked for anything. */
    static Reading read(byte[] file) {
        String text = text(file);
        return VCardEntries.areIn(text) ? VCardEntries.read(text) : CsvReading.read(text);
    }

    /** UTF-8 where it is, UTF-16 where it says so, else what Windows wrote before. */
    private static String text(byte[] file) {
        String text =
                isUtf16(file)
                        ? new String(file, StandardCharsets.UTF_16)
                        : Charsets.detect(file, Charsets.WINDOWS_1252);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static boolean isUtf16(byte[] file) {
        int mark = file.length < 2 ? 0 : (file[0] & 0xFF) << 8 | (file[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE;
    }

    /** Writes the whole book. */
    void give(String owner, List<Contact> contacts, Format format, Writer out) throws IOException {
        Function<UUID, @Nullable Photo> photos = id -> book.photo(owner, id).orElse(null);
        List<String> empty =
                groups.all(owner).stream()
                        .filter(group -> group.members() == 0)
                        .map(Group::name)
                        .toList();
        switch (format) {
            case VCARD3 -> VCardWriting.write(contacts, photos, empty, VCardVersion.V3_0, out);
            case VCARD4 -> VCardWriting.write(contacts, photos, empty, VCardVersion.V4_0, out);
            case CSV -> CsvWriting.write(contacts, photos, empty, out);
        }
    }
}
