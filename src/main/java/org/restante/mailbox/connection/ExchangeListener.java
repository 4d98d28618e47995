package org.restante.mailbox.connection;

/** Is told of the traffic with a server, for metrics. */
public interface ExchangeListener {

    ExchangeListener NONE = new ExchangeListener() {};

    /** A flight of commands was sent and answered, or failed. */
    default void exchanged() {}

    default void completed(String command, boolean ok, long nanos) {}

    /** An untagged response of that keyword made no sense and was passed over. */
    default void unreadable(String keyword) {}
}
