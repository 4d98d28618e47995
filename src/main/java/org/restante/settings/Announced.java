package org.restante.settings;

/**
 * Something kept in a node's memory that every node hears of when it changes in the database, by
 * PostgreSQL's NOTIFY.
 */
public interface Announced {

    /** On which channel. */
    String channel();

    /** What the database told. */
    void heard(String payload);

    /** Something may have been told while nobody listened. */
    void missed();
}
