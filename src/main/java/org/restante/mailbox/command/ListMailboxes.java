package org.restante.mailbox.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.SpecialUse;
import org.restante.mailbox.connection.Capabilities;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.Fields;
import org.restante.mailbox.connection.Status;
import org.restante.mailbox.connection.Untagged;
import org.restante.mailbox.connection.Value;

/**
 * Lists all mailboxes, with special use and counts in the same answer where the server can (RFC
 * 5258, 5819, 6154); who calls asks for the counts of each one otherwise.
 */
public final class ListMailboxes extends Command<List<MailboxInfo>> {

    /** What the uses were called before they had a standard. */
    private static final Map<String, @Nullable SpecialUse> XLIST =
            Map.of(
                    "\\spam", SpecialUse.JUNK,
                    "\\allmail", SpecialUse.ALL,
                    "\\starred", SpecialUse.FLAGGED);

    private final Map<MailboxName, MailboxInfo> mailboxes = new LinkedHashMap<>();
    private final Map<MailboxName, MailboxStatus> statuses = new LinkedHashMap<>();
    private boolean utf8;

    @Override
    public String name() {
        return "LIST";
    }

    /** Whether the counts come along. */
    public static boolean tellsStatus(Capabilities capabilities) {
        return capabilities.has("LIST-STATUS") && capabilities.has("LIST-EXTENDED");
    }

    @Override
    public void write(CommandLine line) {
        Capabilities capabilities = line.capabilities();
        utf8 = capabilities.utf8();
        line.text("LIST \"\" \"*\"");
        if (!capabilities.has("LIST-EXTENDED")) {
            return;
        }
        List<String> options = new ArrayList<>(List.of("SUBSCRIBED", "CHILDREN"));
        if (capabilities.has("SPECIAL-USE")) {
            options.add("SPECIAL-USE");
        }
        if (capabilities.has("LIST-STATUS")) {
            options.add("STATUS " + MailboxCounts.items(false));
        }
        line.text(" RETURN (" + String.join(" ", options) + ")");
    }

    @Override
    public void untagged(Untagged response) {
        switch (response.keyword()) {
            case "LIST", "XLIST" -> add(response);
            case "STATUS" ->
                    statuses.put(
                            Fields.mailbox(response.value(0), utf8),
                            MailboxCounts.read(response.value(1)));
            default -> {
                // another command's
            }
        }
    }

    private void add(Untagged response) {
        if (response.values().size() < 3) {
            return;
        }
        Set<String> attributes = new HashSet<>();
        SpecialUse use = null;
        for (Value item : response.value(0).items()) {
            String attribute = item.keyword().toLowerCase(Locale.ROOT);
            attributes.add(attribute);
            use = use == null ? use(attribute) : use;
        }
        MailboxName name = Fields.mailbox(response.value(2), utf8);
        if (name.value().isEmpty()) {
            return; // the root, which is no mailbox
        }
        Character delimiter = Delimiters.of(response.value(1));
        if (delimiter != null && name.value().endsWith(delimiter.toString())) {
            // Some servers end the names of pure parents with the separator.
            String bare = name.value().substring(0, name.value().length() - 1);
            if (bare.isEmpty()) {
                return;
            }
            name = new MailboxName(bare, name.verbatim());
            attributes.add("\\noselect");
        }
        boolean selectable =
                !attributes.contains("\\noselect") && !attributes.contains("\\nonexistent");
        mailboxes.put(
                name,
                new MailboxInfo(
                        name,
                        delimiter,
                        selectable,
                        attributes.contains("\\subscribed"),
                        Set.copyOf(attributes),
                        name.isInbox() ? SpecialUse.INBOX : use,
                        null));
    }

    private static @Nullable SpecialUse use(String attribute) {
        return SpecialUse.ofAttribute(attribute).orElse(XLIST.get(attribute));
    }

    @Override
    protected List<MailboxInfo> result(Status status) {
        List<MailboxInfo> all = new ArrayList<>();
        for (MailboxInfo mailbox : mailboxes.values()) {
            @Nullable MailboxStatus counts = statuses.get(mailbox.name());
            all.add(mailbox.withStatus(counts));
        }
        return all;
    }
}
