package org.restante.reading.reader;

import java.util.Optional;
import org.restante.mail.Flag;
import org.restante.mail.MessageSummary;

/** What has become of a message that is open in a browser. */
record MessageState(boolean there, boolean flagged, boolean unread) {

    static MessageState of(Optional<MessageSummary> message) {
        return new MessageState(
                message.isPresent(),
                message.filter(one -> one.has(Flag.FLAGGED)).isPresent(),
                message.filter(one -> !one.has(Flag.SEEN)).isPresent());
    }
}
