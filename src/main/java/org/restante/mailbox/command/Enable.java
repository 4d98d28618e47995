package org.restante.mailbox.command;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.restante.mailbox.connection.Capabilities;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.ImapConnection;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;

/** Switches on what changes the server's answers (RFC 5161). */
public final class Enable extends Command<Set<String>> {

    private final List<String> wanted;
    private final Set<String> enabled = new TreeSet<>();

    private Enable(List<String> wanted) {
        this.wanted = wanted;
    }

    /** Queues it where the server knows the command and anything that we want. */
    public static void queue(ImapConnection connection) {
        Capabilities capabilities = connection.capabilities();
        List<String> wanted =
                List.of("QRESYNC", "CONDSTORE", "UTF8=ACCEPT").stream()
                        .filter(capabilities::has)
                        .toList();
        if (capabilities.has("ENABLE") && !wanted.isEmpty()) {
            connection.send(new Enable(wanted), connection::enabled);
        }
    }

    @Override
    public String name() {
        return "ENABLE";
    }

    @Override
    public void write(CommandLine line) {
        line.text("ENABLE " + String.join(" ", wanted));
    }

    @Override
    public void untagged(Untagged response) {
        if (response.is("ENABLED")) {
            response.values().forEach(value -> enabled.add(value.keyword()));
        }
    }

    @Override
    public Set<String> completed(Status status) {
        return enabled;
    }

    @Override
    protected Set<String> result(Status status) {
        return enabled;
    }
}
