package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.SequenceSets;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/** Finds messages; the answer is compact where the server can (ESEARCH, RFC 4731). */
public final class Search extends Command<UidSet> {

    /** More than any mailbox holds; keeps a lying server from filling the memory. */
    private static final int LIMIT = 5_000_000;

    private final Consumer<CommandLine> criteria;
    private final List<Uid> found = new ArrayList<>();

    private Search(Consumer<CommandLine> criteria) {
        this.criteria = criteria;
    }

    /** A search by keywords of our own. */
    public static Search all(String keys) {
        return new Search(line -> line.text(keys));
    }

    /** A search whose criteria hold a user's texts, which are sent in UTF-8. */
    public static Search by(Consumer<CommandLine> criteria) {
        return new Search(
                line ->
                        criteria.accept(
                                line.capabilities().utf8() ? line : line.text("CHARSET UTF-8 ")));
    }

    @Override
    public String name() {
        return "UID SEARCH";
    }

    @Override
    public void write(CommandLine line) {
        line.text("UID SEARCH ");
        if (line.capabilities().has("ESEARCH")) {
            line.text("RETURN (ALL) ");
        }
        criteria.accept(line);
    }

    @Override
    public void untagged(Untagged response) {
        List<Value> values = response.values();
        if (response.is("ESEARCH")) {
            for (int i = 0; i + 1 < values.size(); i++) {
                if (values.get(i).keyword().equals("ALL")) {
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
        return UidSet.of(found);
    }
}
