package org.restante.mailbox.command;

import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mailbox.Appended;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Status;

/** Adds a message to a mailbox, streamed (RFC 9051, section 6.3.12). */
public final class Append extends Command<Appended> {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd-MMM-yyyy HH:mm:ss Z", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final MailboxName mailbox;
    private final Set<Flag> flags;
    private final @Nullable Instant received;
    private final InputStream content;
    private final long size;

    public Append(
            MailboxName mailbox,
            Set<Flag> flags,
            @Nullable Instant received,
            InputStream content,
            long size) {
        this.mailbox = mailbox;
        this.flags = flags;
        this.received = received;
        this.content = content;
        this.size = size;
    }

    @Override
    public String name() {
        return "APPEND";
    }

    @Override
    public void write(CommandLine line) {
        line.text("APPEND ").mailbox(mailbox).text(" ");
        if (!flags.isEmpty()) {
            line.flags(flags).text(" ");
        }
        if (received != null) {
            line.text("\"" + DATE.format(received) + "\" ");
        }
        line.literal(content, size, "");
    }

    @Override
    protected Appended result(Status status) {
        return Catenate.appended(status);
    }

    @Override
    public boolean repeatable() {
        return false;
    }
}
