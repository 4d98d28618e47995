package org.restante.compose.outbox;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Copy;
import org.restante.mail.MailboxName;

/**
 * One message on its way out.
 *
 * @param id the draft's
 * @param owner the sender's address in lower case
 * @param due when it is sent, or tried again
 * @param later whether the sender chose the time
 * @param attempt how often it was begun
 * @param copy of the draft that is sent
 * @param credential sealed, or null where none is needed any more
 * @param failure the name of what went wrong the last time, or null
 * @param code the server's reply, 0 where it gave none
 * @param filed whether the copy among the sent messages is there
 */
public record Entry(
        UUID id,
        String owner,
        String domain,
        String username,
        State state,
        Instant due,
        boolean later,
        int attempt,
        MailboxName mailbox,
        Copy copy,
        @Nullable String credential,
        @Nullable String failure,
        int code,
        boolean filed) {

    /** How far it has come. */
    public enum State {
        /** Waits for its time and can be taken back. */
        HELD,
        /** Is on its way to the server, which has not taken it yet. */
        SENDING,
        /** Its last octet may have reached the server. */
        ENDING,
        SENT,
        /** Was not sent; the draft is as it was. */
        FAILED,
        /** May have been sent: the answer was lost. */
        UNCERTAIN
    }

    public boolean is(String name) {
        return state.name().equals(name);
    }

    @Override
    public String toString() {
        return "Entry[" + id + " " + state + "]";
    }
}
