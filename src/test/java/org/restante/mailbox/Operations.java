package org.restante.mailbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.restante.mail.Address;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxInfo;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxStatus;
import org.restante.mail.MessageSummary;
import org.restante.mail.Quota;
import org.restante.mail.SearchKey;
import org.restante.mail.SpecialUse;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.OpenMailbox.MessagePage;
import org.restante.mailbox.OpenMailbox.Moved;
import org.restante.mailbox.command.Search;
import org.restante.mailbox.command.Sort;

/** The operations of a {@link Dialogue} on the API of the engine, and their outcome as text. */
final class Operations {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private Operations() {}

    /** The lines of the outcome; a failure is a line with its problem and ends it all. */
    static List<String> run(MailSession session, MailboxName mailbox, List<String> operations) {
        List<String> outcome = new ArrayList<>();
        for (String operation : operations) {
            try {
                outcome.addAll(act(session, mailbox, words(operation)));
            } catch (MailException e) {
                outcome.add("! " + e.problem());
                if (!operation.endsWith(" !")) {
                    return outcome;
                }
            }
        }
        return outcome;
    }

    /** The text of a file in Unicode, or as octets where it has escapes. */
    private static List<String> words(String operation) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(operation);
        while (matcher.find()) {
            String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
            words.add(unescaped(word));
        }
        return words;
    }

    static String unescaped(String text) {
        return new String(
                Dialogue.octets(text).getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
    }

    private static List<String> act(MailSession session, MailboxName mailbox, List<String> words) {
        ImapSession imap = (ImapSession) session;
        String one = words.size() > 1 ? words.get(1) : "";
        String two = words.size() > 2 ? words.get(2) : "";
        String three = words.size() > 3 ? words.get(3) : "";
        return switch (words.getFirst()) {
            case "page" ->
                    session.in(
                            mailbox,
                            box -> page(box.page(Integer.parseInt(one), Integer.parseInt(two))));
            case "rows" ->
                    session.in(
                            mailbox,
                            box -> rows(box.page(Integer.parseInt(one), Integer.parseInt(two))));
            case "structure" ->
                    session.in(
                            mailbox,
                            box ->
                                    box.summary(uid(one))
                                            .get()
                                            .map(Operations::parts)
                                            .orElse(List.of("gone")));
            case "envelope" ->
                    session.in(
                            mailbox,
                            box ->
                                    box.summary(uid(one))
                                            .get()
                                            .map(Operations::envelope)
                                            .orElse(List.of("gone")));
            case "box" ->
                    session.in(
                            mailbox,
                            box ->
                                    List.of(
                                            box.name()
                                                    + " "
                                                    + box.exists()
                                                    + " messages, validity "
                                                    + box.uidValidity()
                                                    + (box.readOnly() ? ", read only" : "")));
            case "summary" ->
                    session.in(
                            mailbox,
                            box ->
                                    List.of(
                                            box.summary(uid(one))
                                                    .get()
                                                    .map(Operations::row)
                                                    .orElse("gone")));
            case "neighbours" ->
                    session.in(mailbox, box -> List.of(box.neighbours(uid(one)).get().toString()));
            case "parts" ->
                    session.in(
                            mailbox,
                            box ->
                                    contents(
                                            box.parts(
                                                            uid(one),
                                                            List.of(two.split(",")),
                                                            Integer.parseInt(three))
                                                    .get()));
            case "stream" -> List.of(stream(session.stream(mailbox, uid(one), two)));
            case "store" ->
                    done(
                            session.in(
                                    mailbox,
                                    box ->
                                            box.store(
                                                            uids(one),
                                                            flags(two.substring(1)),
                                                            two.startsWith("+"))
                                                    .get()));
            case "move" -> moved(session.in(mailbox, box -> box.move(uids(one), name(two))));
            case "copy" -> moved(session.in(mailbox, box -> box.copy(uids(one), name(two))));
            case "expunge" ->
                    session.in(
                            mailbox,
                            box -> {
                                box.expunge(uids(one));
                                return List.of("done");
                            });
            case "all" -> session.in(mailbox, box -> List.of("uids " + box.all()));
            case "search" ->
                    imap.open(
                            mailbox,
                            box -> {
                                box.exists();
                                return List.of(
                                        "uids "
                                                + box.connection.run(
                                                        Search.by(
                                                                new SearchKey.Text(
                                                                        SearchKey.Field.TEXT,
                                                                        one))));
                            });
            case "find" ->
                    session.in(
                            mailbox,
                            box -> {
                                box.exists();
                                return found(
                                        box.find(new Query(key(one), Order.valueOf(two), 0), 0, 2));
                            });
            case "sort" ->
                    imap.open(
                            mailbox,
                            box -> {
                                box.exists();
                                return List.of(
                                        "order "
                                                + Sort.queue(
                                                                box.connection,
                                                                one,
                                                                SearchKey.all(),
                                                                0,
                                                                500)
                                                        .get()
                                                        .uids());
                            });
            case "tree" -> session.with(account -> tree(account.mailboxes().get().mailboxes()));
            case "measure" ->
                    session.with(
                            account ->
                                    account.measure(List.of(mailbox)).get().entrySet().stream()
                                            .map(Operations::measured)
                                            .toList());
            case "quota" ->
                    session.with(
                            account ->
                                    List.of(
                                            account.quota(mailbox)
                                                    .get()
                                                    .map(Operations::quota)
                                                    .orElse("no quota")));
            case "prefix" ->
                    session.with(
                            account -> {
                                Character delimiter = account.delimiter();
                                return List.of(
                                        "prefix <"
                                                + account.personalPrefix()
                                                + "> delimiter "
                                                + delimiter);
                            });
            case "create" ->
                    session.with(
                            account -> {
                                account.create(
                                        name(one),
                                        two.isEmpty() || two.equals("!")
                                                ? null
                                                : SpecialUse.valueOf(two));
                                return List.of("done");
                            });
            case "delete" ->
                    session.with(
                            account -> {
                                account.delete(name(one));
                                return List.of("done");
                            });
            case "rename" ->
                    session.with(
                            account -> {
                                account.rename(name(one), name(two));
                                return List.of("done");
                            });
            case "subscribe" ->
                    session.with(
                            account -> {
                                account.subscribe(name(one), !two.equals("off"));
                                return List.of("done");
                            });
            case "append" ->
                    session.with(
                            account -> {
                                byte[] content =
                                        Dialogue.octets(three)
                                                .getBytes(StandardCharsets.ISO_8859_1);
                                Optional<Uid> uid =
                                        account.append(
                                                name(one),
                                                two.equals("-") ? Set.of() : flags(two),
                                                two.equals("-")
                                                        ? null
                                                        : Instant.parse("2026-11-13T09:42:00Z"),
                                                new ByteArrayInputStream(content),
                                                content.length);
                                return List.of("appended " + uid.map(Uid::toString).orElse("-"));
                            });
            default -> throw new IllegalArgumentException(words.getFirst());
        };
    }

    private static List<String> found(OpenMailbox.FoundPage found) {
        return List.of(
                (found.understood() ? "" : "not understood, ")
                        + found.page().rows().stream().map(row -> row.uid().value()).toList()
                        + " of "
                        + found.page().total()
                        + (found.more() ? " so far" : "")
                        + ", searched "
                        + found.searched()
                        + " of "
                        + found.of());
    }

    /** As in {@code unread}, {@code subject:x} and {@code -from:x}. */
    private static SearchKey key(String text) {
        if (text.startsWith("-")) {
            return new SearchKey.Not(key(text.substring(1)));
        }
        int colon = text.indexOf(':');
        return switch (colon < 0 ? text : text.substring(0, colon)) {
            case "all" -> SearchKey.all();
            case "files" -> new SearchKey.WithFile();
            case "unread" -> new SearchKey.Not(new SearchKey.Has(Flag.SEEN));
            case "before" -> {
                LocalDate day = LocalDate.parse(text.substring(colon + 1));
                yield new SearchKey.Before(day, day.atStartOfDay(ZoneOffset.UTC).toInstant());
            }
            default ->
                    new SearchKey.Text(
                            SearchKey.Field.valueOf(
                                    text.substring(0, colon).toUpperCase(Locale.ROOT)),
                            text.substring(colon + 1));
        };
    }

    private static Uid uid(String text) {
        return new Uid(Long.parseLong(text));
    }

    private static UidSet uids(String text) {
        List<Uid> uids = new ArrayList<>();
        for (String part : text.split(",")) {
            String[] ends = part.split(":");
            long last = Long.parseLong(ends[ends.length - 1]);
            for (long uid = Long.parseLong(ends[0]); uid <= last; uid++) {
                uids.add(new Uid(uid));
            }
        }
        return UidSet.of(uids);
    }

    private static Set<Flag> flags(String text) {
        return Arrays.stream(text.split(","))
                .map(Flag::new)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static MailboxName name(String text) {
        return new MailboxName(text);
    }

    private static List<String> done(Object nothing) {
        return List.of(nothing == null ? "done" : nothing.toString());
    }

    private static List<String> moved(Moved moved) {
        return List.of(
                "to "
                        + moved.mailbox()
                        + " "
                        + moved.uidValidity()
                        + " "
                        + new TreeMap<>(moved.target()));
    }

    private static List<String> page(MessagePage page) {
        List<String> lines = new ArrayList<>();
        lines.add(
                page.rows().size()
                        + " of "
                        + page.total()
                        + " from "
                        + page.offset()
                        + " validity "
                        + page.uidValidity());
        page.rows().forEach(row -> lines.add(row(row)));
        return lines;
    }

    private static List<String> rows(MessagePage page) {
        return List.of(
                page.total()
                        + " messages: "
                        + page.rows().stream().map(row -> row.uid().toString()).toList());
    }

    private static String row(MessageSummary row) {
        Envelope envelope = row.envelope();
        return row.uid()
                + " "
                + new TreeSet<>(row.flags().stream().map(Flag::name).toList())
                + " "
                + row.received()
                + " "
                + row.size()
                + " <"
                + envelope.subject()
                + "> "
                + addresses(envelope.from())
                + " "
                + (row.structure() == null ? null : row.structure().mediaType())
                + " <"
                + row.preview()
                + ">";
    }

    private static String addresses(List<Address> addresses) {
        return addresses.stream()
                .map(
                        a ->
                                (a.group() == null ? "" : a.group() + ":")
                                        + a.name()
                                        + "<"
                                        + a.email()
                                        + ">")
                .toList()
                .toString();
    }

    private static List<String> envelope(MessageSummary summary) {
        Envelope e = summary.envelope();
        return List.of(
                e.date() + " <" + e.subject() + "> " + e.inReplyTo() + " " + e.messageId(),
                "from "
                        + addresses(e.from())
                        + " sender "
                        + addresses(e.sender())
                        + " reply-to "
                        + addresses(e.replyTo()),
                "to "
                        + addresses(e.to())
                        + " cc "
                        + addresses(e.cc())
                        + " bcc "
                        + addresses(e.bcc()));
    }

    private static List<String> parts(MessageSummary summary) {
        BodyPart structure = summary.structure();
        if (structure == null) {
            return List.of("no structure");
        }
        List<BodyPart> all = structure.all();
        return all.size() > 30
                ? List.of(all.size() + " parts")
                : all.stream().map(Operations::part).toList();
    }

    private static String part(BodyPart part) {
        return "["
                + part.section()
                + "] "
                + part.mediaType()
                + " "
                + new TreeMap<>(part.parameters())
                + " "
                + part.id()
                + " "
                + part.description()
                + " "
                + part.encoding()
                + " "
                + part.size()
                + " "
                + part.disposition()
                + " "
                + new TreeMap<>(part.dispositionParameters())
                + " "
                + part.location()
                + (part.envelope() == null ? "" : " <" + part.envelope().subject() + ">");
    }

    private static List<String> contents(Map<String, byte[]> parts) {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(parts)
                .forEach((section, content) -> lines.add(section + "=" + visible(content)));
        return lines.isEmpty() ? List.of("no parts") : lines;
    }

    private static String stream(InputStream stream) {
        try (stream) {
            byte[] all = stream.readAllBytes();
            return all.length > 200 ? all.length + " octets" : visible(all);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String visible(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1)
                .replace('\r', '␍')
                .replace('\n', '␊')
                .replace('\0', '␀');
    }

    private static List<String> tree(List<MailboxInfo> mailboxes) {
        return mailboxes.stream().map(Operations::mailbox).toList();
    }

    private static String measured(Map.Entry<MailboxName, MailboxStatus> mailbox) {
        return visible(mailbox.getKey().value()) + " | " + counts(mailbox.getValue());
    }

    private static String counts(MailboxStatus status) {
        return status.messages()
                + "/"
                + status.unseen()
                + " "
                + status.uidValidity()
                + " "
                + status.size();
    }

    private static String mailbox(MailboxInfo mailbox) {
        MailboxStatus status = mailbox.status();
        return visible(mailbox.name().value())
                + (mailbox.name().verbatim() ? " (verbatim)" : "")
                + " | "
                + mailbox.delimiter()
                + " | "
                + (mailbox.selectable() ? "" : "not ")
                + "selectable | "
                + mailbox.use()
                + (mailbox.subscribed() ? " | subscribed" : "")
                + (status == null ? "" : " | " + counts(status));
    }

    private static String visible(String text) {
        return text.replace('\r', '␍').replace('\n', '␊').replace('\0', '␀');
    }

    private static String quota(Quota quota) {
        return "<" + quota.root() + "> " + quota.usedBytes() + " of " + quota.limitBytes();
    }
}
