package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.restante.mail.MailboxName;
import org.restante.mail.Quota;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/** Asks for the storage quota of a mailbox (RFC 9208); empty where the server has none. */
public final class QuotaRoot extends Command<Optional<Quota>> {

    /** STORAGE counts in units of 1024 octets. */
    private static final long UNIT = 1024;

    private final MailboxName mailbox;
    private final List<Quota> quotas = new ArrayList<>();

    public QuotaRoot(MailboxName mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public String name() {
        return "GETQUOTAROOT";
    }

    @Override
    public void write(CommandLine line) {
        line.text("GETQUOTAROOT ").mailbox(mailbox);
    }

    @Override
    public void untagged(Untagged response) {
        if (!response.is("QUOTA")) {
            return;
        }
        String root = response.value(0).string();
        List<Value> resources = response.value(1).items();
        for (int i = 0; i + 2 < resources.size(); i += 3) {
            long used = resources.get(i + 1).number();
            long limit = resources.get(i + 2).number();
            boolean sane =
                    used >= 0
                            && limit >= 0
                            && limit < Long.MAX_VALUE / UNIT
                            && used < Long.MAX_VALUE / UNIT;
            if (resources.get(i).keyword().equals("STORAGE") && sane) {
                quotas.add(new Quota(root == null ? "" : root, used * UNIT, limit * UNIT));
            }
        }
    }

    /** A refusal means that there is nothing to show. */
    @Override
    public Optional<Quota> completed(Status status) {
        return result(status);
    }

    @Override
    protected Optional<Quota> result(Status status) {
        return quotas.stream().findFirst();
    }
}
