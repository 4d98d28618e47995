package org.restante.mailbox.command;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.UidValidity;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Fields;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/** Asks for the counts of one mailbox (STATUS); empty where the server will not tell. */
public final class MailboxCounts extends Command<Optional<MailboxStatus>> {

    private final MailboxName mailbox;
    private final boolean size;
    private boolean utf8;
    private @Nullable MailboxStatus counts;

    public MailboxCounts(MailboxName mailbox) {
        this(mailbox, false);
    }

    /**
     * Asks for the size as well where the server tells it (RFC 8438), which may have to look at
     * every message for that.
     */
    public MailboxCounts(MailboxName mailbox, boolean size) {
        this.mailbox = mailbox;
        this.size = size;
    }

    static String items(boolean size) {
        return "(MESSAGES UNSEEN UIDVALIDITY" + (size ? " SIZE" : "") + ")";
    }

    static MailboxStatus read(Value value) {
        long messages = 0;
        long unseen = 0;
        UidValidity validity = null;
        Long size = null;
        List<Value> items = value.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            long number = Math.max(0, items.get(i + 1).number());
            switch (items.get(i).keyword()) {
                case "MESSAGES" -> messages = number;
                case "UNSEEN" -> unseen = number;
                case "UIDVALIDITY" -> validity = new UidValidity(number);
                case "SIZE" -> size = number;
                default -> {
                    // not asked for
                }
            }
        }
        return new MailboxStatus(messages, unseen, validity, size);
    }

    @Override
    public String name() {
        return "STATUS";
    }

    @Override
    public void write(CommandLine line) {
        utf8 = line.capabilities().utf8();
        line.text("STATUS ")
                .mailbox(mailbox)
                .text(" " + items(size && line.capabilities().has("STATUS=SIZE")));
    }

    @Override
    public void untagged(Untagged response) {
        if (response.is("STATUS") && Fields.mailbox(response.value(0), utf8).equals(mailbox)) {
            counts = read(response.value(1));
        }
    }

    /** One mailbox that cannot be counted must not break the tree. */
    @Override
    public Optional<MailboxStatus> completed(Status status) {
        return result(status);
    }

    @Override
    protected Optional<MailboxStatus> result(Status status) {
        return Optional.ofNullable(counts);
    }
}
