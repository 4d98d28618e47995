package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.List;
import org.restante.mail.SearchKey;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.SequenceSets;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/**
 * Finds messages; the answer is compact where the server can (ESEARCH, RFC 4731). Texts go in
 * UTF-8, and only those that need it have it said: there are servers that know ASCII alone.
 */
public final class Search extends Command<UidSet> {

    /** More than any mailbox holds; keeps a lying server from filling the memory. */
    private static final int LIMIT = 5_000_000;

    private final SearchKey key;
    private final String within;
    private final boolean last;
    private final List<Uid> found = new ArrayList<>();

    private Search(SearchKey key, String within, boolean last) {
        this.key = key;
        this.within = within;
        this.last = last;
    }

    /** All messages that are like that. */
    public static Search by(SearchKey key) {
        return new Search(key, "", false);
    }

    /** Those of them whose sequence numbers are in the range. */
    public static Search by(SearchKey key, long first, long last) {
        return new Search(key, first + ":" + last + " ", false);
    }

    /** The one with the highest UID; a server without ESEARCH tells them all. */
    public static Search last(SearchKey key) {
        return new Search(key, "", true);
    }

    @Override
    public String name() {
        return "UID SEARCH";
    }

    @Override
    public void write(CommandLine line) {
        line.text("UID SEARCH ");
        if (line.capabilities().has("ESEARCH")) {
            line.text(last ? "RETURN (MAX) " : "RETURN (ALL) ");
        }
        if (key.beyondAscii() && !line.capabilities().utf8()) {
            line.text("CHARSET UTF-8 ");
        }
        line.text(within);
        Criteria.write(line, key);
    }

    @Override
    public void untagged(Untagged response) {
        List<Value> values = response.values();
        if (response.is("ESEARCH")) {
            for (int i = 0; i + 1 < values.size(); i++) {
                if (values.get(i).keyword().equals(last ? "MAX" : "ALL")) {
                    found.addAll(SequenceSets.uids(values.get(i + 1).keyword(), LIMIT));
                }
            }
        } else if (response.is("SEARCH")) {
            for (Value value : values) {
                if (Uid.isUid(value.number())) {
                    found.add(new Uid(value.number()));
                }
            }
        }
    }

    @Override
    protected UidSet result(Status status) {
        UidSet all = UidSet.of(found);
        return last ? all.last().map(UidSet::of).orElse(UidSet.EMPTY) : all;
    }
}
