package org.restante.reading.list;

import java.util.Arrays;
import java.util.Locale;
import org.restante.mailbox.Order;

/** The order of a list, by the name that it has in an address. */
public enum Sort {
    NEWEST(Order.NEWEST),
    OLDEST(Order.OLDEST),
    SENDER(Order.PEOPLE),
    SUBJECT(Order.SUBJECT),
    LARGEST(Order.LARGEST),
    SMALLEST(Order.SMALLEST);

    private final Order order;

    Sort(Order order) {
        this.order = order;
    }

    /** As in an address and in the keys of the messages. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Order order() {
        return order;
    }

    static Sort of(String key) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElse(NEWEST);
    }
}
