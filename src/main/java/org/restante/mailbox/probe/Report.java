package org.restante.mailbox.probe;

import java.util.List;
import org.restante.mail.MailServer;
import org.restante.mailbox.probe.Finding.Outcome;

/** All steps towards one server, in the order in which they were made. */
public record Report(Protocol protocol, MailServer server, List<Result> results) {

    /** The worst of all outcomes. */
    public Outcome outcome() {
        if (results.stream().anyMatch(result -> result.finding().outcome() == Outcome.FAILED)) {
            return Outcome.FAILED;
        }
        return results.stream().anyMatch(result -> result.finding().outcome() == Outcome.WARNING)
                ? Outcome.WARNING
                : Outcome.GOOD;
    }

    public long warnings() {
        return results.stream()
                .filter(result -> result.finding().outcome() == Outcome.WARNING)
                .count();
    }
}
