package org.restante.mailbox.command;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.restante.mail.Flag;
import org.restante.mail.SearchKey;
import org.restante.mailbox.connection.CommandLine;

/**
 * Writes down what is searched for (RFC 9051, section 6.4.4).
 *
 * <p>BEFORE and SINCE know days only, those of whatever zone the server keeps INTERNALDATE in.
 * Where it has WITHIN (RFC 5032) the reader's own day is said exactly, by the seconds since it
 * began; elsewhere a message of the hours between the two zones' midnights may be found on the
 * wrong day. INTERNALDATE and not the Date field, because it is what lists show.
 */
final class Criteria {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ROOT);

    private Criteria() {}

    static void write(CommandLine line, SearchKey key) {
        switch (key) {
            case SearchKey.All _ -> line.text("ALL");
            case SearchKey.Has has -> line.text(flag("", has.flag()));
            case SearchKey.Not(SearchKey.Has has) -> line.text(flag("UN", has.flag()));
            case SearchKey.Not not -> {
                line.text("NOT ");
                nested(line, not.key());
            }
            case SearchKey.Text text -> line.text(text.field() + " ").string(text.text());
            case SearchKey.Header header ->
                    line.text("HEADER " + header.name() + " ").string(header.text());
            case SearchKey.Larger larger -> line.text("LARGER " + larger.octets());
            case SearchKey.Smaller smaller -> line.text("SMALLER " + smaller.octets());
            case SearchKey.Before before ->
                    line.text(day(line, "OLDER", "BEFORE", before.day(), before.start()));
            case SearchKey.Since since ->
                    line.text(day(line, "YOUNGER", "SINCE", since.day(), since.start()));
            case SearchKey.Among among -> line.text("UID ").uids(among.uids());
            case SearchKey.And and -> all(line, and.keys());
            case SearchKey.Or or -> {
                line.text("OR ");
                nested(line, or.one());
                line.text(" ");
                nested(line, or.other());
            }
            case SearchKey.WithFile _ ->
                    throw new IllegalArgumentException("IMAP has no key for files");
        }
    }

    private static void all(CommandLine line, List<SearchKey> keys) {
        for (int i = 0; i < keys.size(); i++) {
            line.text(i == 0 ? "" : " ");
            write(line, keys.get(i));
        }
    }

    private static void nested(CommandLine line, SearchKey key) {
        boolean several = key instanceof SearchKey.And;
        line.text(several ? "(" : "");
        write(line, key);
        line.text(several ? ")" : "");
    }

    private static String flag(String not, Flag flag) {
        String name = flag.name();
        return name.startsWith("\\")
                ? not + name.substring(1).toUpperCase(Locale.ROOT)
                : not + "KEYWORD " + name;
    }

    private static String day(
            CommandLine line, String seconds, String days, LocalDate day, Instant start) {
        long ago = Instant.now().getEpochSecond() - start.getEpochSecond();
        boolean exact = line.capabilities().has("WITHIN") && ago > 0 && ago < 0xFFFF_FFFFL;
        return exact ? seconds + " " + ago : days + " " + DAY.format(day);
    }
}
