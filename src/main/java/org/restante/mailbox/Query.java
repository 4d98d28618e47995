package org.restante.mailbox;

import org.restante.mail.SearchKey;

/**
 * What is wanted of a mailbox and in which order.
 *
 * @param until the UID down to which a search that takes long has come already, 0 where it has not
 *     begun: it goes on below; acts mean no message below
 */
public record Query(SearchKey key, Order order, long until) {

    /** All messages, the newest first. */
    public static final Query ALL = new Query(SearchKey.all(), Order.NEWEST, 0);

    /** Whether messages must be looked at one by one, so that it is done in slices. */
    boolean isSlow() {
        return key.readsTexts() || key.asksForFiles();
    }
}
