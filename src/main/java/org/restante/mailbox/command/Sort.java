package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.List;
import org.restante.mail.MailException;
import org.restante.mail.SearchKey;
import org.restante.mail.Uid;
import org.restante.mailbox.Pending;
import org.restante.mailbox.connection.Capabilities;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.SequenceSets;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/**
 * Finds messages in an order that the server makes (RFC 5256); only as many of them as are wanted
 * where it can (ESORT and PARTIAL, RFC 5267), else all. To be asked for only with SORT.
 */
public final class Sort extends Command<Sort.Sorted> {

    private final String order;
    private final SearchKey key;
    private final boolean partial;
    private final long from;
    private final int count;
    private final List<Uid> found = new ArrayList<>();
    private long total = -1;

    /**
     * What was found, in its order.
     *
     * @param total how many there are
     * @param from how many stand before the first of these
     */
    public record Sorted(long total, long from, List<Uid> uids) {}

    private Sort(String order, SearchKey key, boolean partial, long from, int count) {
        this.order = order;
        this.key = key;
        this.partial = partial;
        this.from = from;
        this.count = count;
    }

    /** All that is found, in order. */
    public static Sort of(String order, SearchKey key) {
        return new Sort(order, key, false, 0, 0);
    }

    /**
     * Queues it.
     *
     * @param order sort keys of our own, such as {@code REVERSE DATE}
     * @param from how many are passed over, where the server can
     */
    public static Pending<Sorted> queue(
            ImapConnection connection, String order, SearchKey key, long from, int count) {
        if (!isPartial(connection.capabilities())) {
            return connection.send(of(order, key));
        }
        Pending<Sorted> partial = connection.send(new Sort(order, key, true, from, count));
        return () -> {
            try {
                return partial.get();
            } catch (MailException e) {
                if (connection.broken()) {
                    throw e;
                }
                return connection.run(of(order, key));
            }
        };
    }

    /** Dovecot announces CONTEXT=SEARCH alone and does the same for SORT. */
    public static boolean isPartial(Capabilities capabilities) {
        return capabilities.has("ESORT")
                && (capabilities.has("CONTEXT=SORT")
                        || capabilities.has("CONTEXT=SEARCH")
                        || capabilities.has("PARTIAL"));
    }

    @Override
    public String name() {
        return "UID SORT";
    }

    @Override
    public void write(CommandLine line) {
        line.text("UID SORT ");
        if (partial) {
            line.text("RETURN (COUNT PARTIAL " + (from + 1) + ":" + (from + count) + ") ");
        }
        line.text("(" + order + ") UTF-8 ");
        Criteria.write(line, key);
    }

    @Override
    public void untagged(Untagged response) {
        if (response.is("SORT")) {
            for (Value value : response.values()) {
                if (Uid.isUid(value.number())) {
                    found.add(new Uid(value.number()));
                }
            }
        } else if (response.is("ESEARCH")) {
            List<Value> values = response.values();
            for (int i = 0; i + 1 < values.size(); i++) {
                Value value = values.get(i + 1);
                switch (values.get(i).keyword()) {
                    case "COUNT" -> total = Math.max(0, value.number());
                    case "PARTIAL" ->
                            found.addAll(SequenceSets.uids(value.item(1).keyword(), count));
                    default -> {
                        // the tag, and UID
                    }
                }
            }
        }
    }

    @Override
    protected Sorted result(Status status) {
        boolean some = partial && total >= 0;
        return new Sorted(some ? total : found.size(), some ? from : 0, List.copyOf(found));
    }
}
