package org.restante.mailbox.connection;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the responses of one round trip to the commands that they answer. */
final class Flight {

    private static final Logger log = LoggerFactory.getLogger(Flight.class);

    private final List<ImapConnection.Sent<?>> flight;
    private final @Nullable Selected selected;
    private final ExchangeListener listener;
    private boolean continuation;

    Flight(
            List<ImapConnection.Sent<?>> flight,
            @Nullable Selected selected,
            ExchangeListener listener) {
        this.flight = flight;
        this.selected = selected;
        this.listener = listener;
    }

    boolean done() {
        return flight.stream().allMatch(ImapConnection.Sent::completed);
    }

    void expectContinuation() {
        continuation = true;
    }

    boolean expectsContinuation() {
        return continuation;
    }

    void take(RawResponse response) {
        if (response.octets() == 0) {
            return; // some keep a connection alive with empty lines
        }
        if (response.isContinuation()) {
            if (!continuation) {
                throw new MailException(Problem.SERVER_CONFUSED, "invited what nobody offered");
            }
            continuation = false;
        } else if (response.isTagged()) {
            complete(response);
        } else if (response.isStatus()) {
            takeUntagged(response.status());
        } else {
            takeUntagged(response.untagged());
        }
    }

    private void complete(RawResponse response) {
        String tag = response.getTag();
        for (ImapConnection.Sent<?> sent : flight) {
            if (!sent.completed() && sent.hasTag(tag)) {
                if (!response.isStatus()) {
                    break;
                }
                Status status = response.status();
                if (selected != null) {
                    selected.take(status);
                }
                sent.complete(status);
                return;
            }
        }
        throw new MailException(Problem.SERVER_CONFUSED, "a response that answers nothing");
    }

    /** The commands that an untagged response may be for. */
    private List<Command<?>> underWay() {
        List<Command<?>> commands = new ArrayList<>();
        for (ImapConnection.Sent<?> sent : flight) {
            if (!sent.completed()) {
                commands.add(sent.command());
                if (sent.command().changesMailbox()) {
                    break;
                }
            }
        }
        return commands;
    }

    private void takeUntagged(Status status) {
        if (status.kind() == Status.Kind.BYE) {
            throw new MailException(Problem.CONNECTION_LOST, "BYE " + status.text());
        }
        if (selected != null) {
            selected.take(status);
        }
        for (Command<?> command : underWay()) {
            command.untagged(status);
        }
    }

    /** One answer that makes no sense must not cost the user the others. */
    private void takeUntagged(Untagged response) {
        try {
            if (selected != null) {
                selected.take(response);
            }
            for (Command<?> command : underWay()) {
                command.untagged(response);
            }
        } catch (Wire.OversizedResponse e) {
            throw e;
        } catch (RuntimeException e) {
            listener.unreadable(response.keyword());
            log.warn(
                    "passed over an unreadable {} response: {}",
                    response.keyword(),
                    e.getClass().getSimpleName());
        }
    }
}
