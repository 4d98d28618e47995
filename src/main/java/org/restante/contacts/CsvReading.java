package org.restante.contacts;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.restante.contacts.CsvColumns.Column;
import org.restante.contacts.CsvColumns.Meaning;

/** Reads a table (RFC 4180, and what programs make of it) row by row. */
final class CsvReading {

    private static final int LONGEST_RECORD = 400_000;
    private static final Pattern PARTS = Pattern.compile(CsvCells.PART);
    private static final Pattern SEMICOLONS = Pattern.compile("\\s*;\\s*");

    private CsvReading() {}

    static Reading read(String text) {
        Reading reading = new Reading();
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter(text))
                        .setIgnoreEmptyLines(true)
                        .setLenientEof(true)
                        .setTrailingData(true)
                        .get();
        Lines lines = new Lines(text);
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            Iterator<CSVRecord> records = parser.iterator();
            List<Column> columns = records.hasNext() ? CsvColumns.of(records.next()) : List.of();
            while (records.hasNext()) {
                CSVRecord record = records.next();
                int line = lines.of(record.getCharacterPosition());
                if (reading.isFull()) {
                    reading.refuse(line, Reading.Fault.MANY);
                    break;
                }
                entry(record, columns, line, reading);
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            reading.refuse(lines.next(), Reading.Fault.BROKEN); // the rest cannot be told apart
        }
        return reading;
    }

    /** Counts lines as editors do, up to one place after the other. */
    private static final class Lines {

        private final String text;
        private int at;
        private int line = 1;

        Lines(String text) {
            this.text = text;
        }

        /** The line in which the record begins, after the empty ones before it. */
        int of(long position) {
            int wanted = (int) Math.min(position, text.length());
            while (wanted < text.length() && "\r\n".indexOf(text.charAt(wanted)) >= 0) {
                wanted++;
            }
            for (; at < wanted; at++) {
                line += text.charAt(at) == '\n' ? 1 : 0;
            }
            return line;
        }

        /** The one after the last that was asked for. */
        int next() {
            return of(Math.max(at, text.indexOf('\n', at)));
        }
    }

    private static char delimiter(String text) {
        int end = text.indexOf('\n');
        String head = end < 0 ? text : text.substring(0, end);
        char best = ',';
        for (char one : new char[] {';', '\t'}) {
            if (count(head, one) > count(head, best)) {
                best = one;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** A row as it comes together, column by column. */
    private static final class Row {

        private final List<Column> columns;
        private final CSVRecord record;

        Row(List<Column> columns, CSVRecord record) {
            this.columns = columns;
            this.record = record;
        }

        String one(Meaning meaning) {
            return all(meaning).findFirst().orElse("");
        }

        Stream<String> all(Meaning meaning) {
            Stream.Builder<String> values = Stream.builder();
            for (int i = 0; i < Math.min(columns.size(), record.size()); i++) {
                String value =
                        columns.get(i).meaning() == meaning
                                ? CsvCells.unguarded(record.get(i))
                                : "";
                if (!value.isBlank()) {
                    values.add(value);
                }
            }
            return values.build();
        }

        boolean is(Meaning meaning) {
            return one(meaning).equalsIgnoreCase("true");
        }

        /** The label that stands in another column of the same number. */
        String label(Meaning labels, Column column) {
            for (int i = 0; i < Math.min(columns.size(), record.size()); i++) {
                if (columns.get(i).meaning() == labels
                        && columns.get(i).number() == column.number()
                        && column.number() > 0) {
                    return CsvCells.unguarded(record.get(i)).strip();
                }
            }
            return column.label();
        }

        void lines(CardBuilder builder) {
            for (int i = 0; i < Math.min(columns.size(), record.size()); i++) {
                Column column = columns.get(i);
                String value = CsvCells.unguarded(record.get(i));
                if (value.isBlank()) {
                    continue;
                }
                if (column.meaning() == Meaning.EMAIL) {
                    emails(column, value, builder);
                } else if (column.meaning() == Meaning.PHONE) {
                    String label = label(Meaning.PHONE_LABEL, column);
                    PARTS.splitAsStream(value).forEach(number -> builder.phone(label, number));
                }
            }
        }

        private void emails(Column column, String value, CardBuilder builder) {
            String label = label(Meaning.EMAIL_LABEL, column);
            boolean preferred = label.startsWith("*");
            String bare = preferred ? label.substring(1) : label;
            PARTS.splitAsStream(value).forEach(email -> builder.email(bare, email, preferred));
        }

        /** Google's own groups have a star before them and mean nothing elsewhere. */
        void groups(CardBuilder builder) {
            all(Meaning.GROUPS)
                    .flatMap(PARTS::splitAsStream)
                    .filter(name -> !name.startsWith("* "))
                    .forEach(builder::group);
            all(Meaning.CATEGORIES).flatMap(SEMICOLONS::splitAsStream).forEach(builder::group);
        }
    }

    private static void entry(CSVRecord record, List<Column> columns, int line, Reading reading) {
        int length = 0;
        for (String cell : record) {
            length += cell.length() + 1;
        }
        if (length > LONGEST_RECORD) {
            reading.refuse(line, Reading.Fault.LONG);
            return;
        }
        Row row = new Row(columns, record);
        if (row.one(Meaning.KIND).equalsIgnoreCase("group")) {
            reading.group(row.one(Meaning.DISPLAY), Set.of());
            return;
        }
        CardBuilder builder =
                new CardBuilder()
                        .name(
                                row.one(Meaning.PREFIX),
                                row.one(Meaning.GIVEN),
                                row.one(Meaning.MIDDLE),
                                row.one(Meaning.FAMILY),
                                row.one(Meaning.SUFFIX))
                        .display(row.one(Meaning.DISPLAY))
                        .organisation(row.one(Meaning.ORGANISATION))
                        .notes(row.one(Meaning.NOTES))
                        .collected(row.is(Meaning.COLLECTED))
                        .blocked(row.is(Meaning.BLOCKED))
                        .images(row.is(Meaning.IMAGES))
                        .mailed(row.one(Meaning.TIMES), row.one(Meaning.MAILED));
        row.lines(builder);
        row.groups(builder);
        photo(row.one(Meaning.PHOTO), builder);
        reading.entry(line, builder, null);
    }

    /** Only one that is in the file; none is ever fetched. */
    private static void photo(String cell, CardBuilder builder) {
        int data = cell.indexOf(CsvCells.DATA);
        if (cell.isEmpty()) {
            return;
        }
        if (!cell.startsWith("data:image/") || data < 0) {
            builder.lost(CardBuilder.Loss.PICTURE);
            return;
        }
        try {
            builder.photo(
                    Base64.getDecoder().decode(cell.substring(data + CsvCells.DATA.length())));
        } catch (IllegalArgumentException e) {
            builder.lost(CardBuilder.Loss.PICTURE);
        }
    }
}
