package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.restante.mail.Uid;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/** Finds messages in an order that the server makes (RFC 5256); to be asked for only with SORT. */
public final class Sort extends Command<List<Uid>> {

    private final String order;
    private final Consumer<CommandLine> criteria;
    private final List<Uid> found = new ArrayList<>();

    /**
     * A sorted search.
     *
     * @param order sort keys of our own, such as {@code REVERSE DATE}
     */
    public Sort(String order, Consumer<CommandLine> criteria) {
        this.order = order;
        this.criteria = criteria;
    }

    @Override
    public String name() {
        return "UID SORT";
    }

    @Override
    public void write(CommandLine line) {
        line.text("UID SORT (" + order + ") UTF-8 ");
        criteria.accept(line);
    }

    @Override
    public void untagged(Untagged response) {
        if (response.is("SORT")) {
            for (Value value : response.values()) {
                if (Uid.isUid(value.number())) {
                    found.add(new Uid(value.number()));
                }
            }
        }
    }

    @Override
    protected List<Uid> result(Status status) {
        return List.copyOf(found);
    }
}
