package org.restante.compose;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.compose.Answers.Addressees;
import org.restante.compose.Composer.FileRow;
import org.restante.compose.Draft.File;
import org.restante.compose.Draft.Priority;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.mime.MessageWriter;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageRef;
import org.restante.mail.Octets;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.mailbox.MailSession;
import org.restante.reading.quote.PlainText;
import org.restante.reading.quote.Quoted;
import org.restante.reading.quote.Quotes;
import org.restante.settings.Identities;
import org.restante.settings.Identity;
import org.restante.settings.Viewer;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Makes composers: new, for an answer, of a draft, or as somebody left it. */
@Component
class Composers {

    private final Drafts drafts;
    private final Identities identities;
    private final MessageSource words;

    Composers(Drafts drafts, Identities identities, MessageSource words) {
        this.identities = identities;
        this.drafts = drafts;
        this.words = words;
    }

    /** What is done with a message. */
    enum Kind {
        REPLY,
        ALL,
        LIST,
        FORWARD,
        ATTACH,
        EDIT
    }

    Composer blank(Account account, String to, String cc, String subject, String text) {
        Identity identity = identities.of(account.address());
        Composer blank =
                composer(
                        UUID.randomUUID(),
                        null,
                        null,
                        "compose.new",
                        account.address(),
                        to,
                        cc,
                        "",
                        subject,
                        text,
                        text.isEmpty() ? "" : html(text),
                        "",
                        "",
                        "",
                        Wishes.NONE,
                        List.of());
        String signed = blank.html() + signatureHtml(identity);
        return blank.as(identity, text + signatureText(identity), signed);
    }

    /** A line of its own tells where it begins (RFC 3676, section 4.3). */
    private static String signatureText(Identity identity) {
        return identity.signature().isEmpty() ? "" : "\n\n-- \n" + identity.signature();
    }

    private static String signatureHtml(Identity identity) {
        return identity.signature().isEmpty()
                ? ""
                : "<p><br></p><div class=\"signature\"><p>"
                        + Entities.escape(identity.signature()).replace("\n", "<br>")
                        + "</p></div>";
    }

    /** Above what is quoted, so that the answer is read with its author. */
    private Composer signed(Composer answer, Account account) {
        Identity identity = identities.of(account.address());
        String html = answer.html() == null ? "" : answer.html();
        return answer.as(
                identity,
                signatureText(identity) + answer.text(),
                identity.signature().isEmpty() ? html : signatureHtml(identity) + html);
    }

    Composer answer(
            MailSession session,
            Account account,
            Kind kind,
            MailboxName mailbox,
            Uid uid,
            Viewer viewer) {
        Quoted quoted = session.in(mailbox, box -> Quotes.read(box, uid));
        return switch (kind) {
            case REPLY, ALL, LIST -> signed(reply(account, kind, quoted, viewer), account);
            case FORWARD, ATTACH -> signed(forward(account, kind, quoted, viewer), account);
            case EDIT -> edit(account, quoted, viewer);
        };
    }

    private Composer reply(Account account, Kind kind, Quoted quoted, Viewer viewer) {
        Set<String> own = Set.of(account.address().toLowerCase(Locale.ROOT));
        Addressees addressees = Answers.recipients(quoted, own, kind == Kind.ALL);
        Address list = kind == Kind.LIST ? Answers.list(quoted) : null;
        List<Address> to = list == null ? addressees.to() : List.of(list);
        List<Address> cc = list == null ? addressees.cc() : List.of();
        String line = attribution(quoted, viewer);
        String id = Answers.messageId(quoted);
        return composer(
                UUID.randomUUID(),
                null,
                null,
                "compose.reply",
                account.address(),
                Recipients.text(to),
                Recipients.text(cc),
                "",
                Answers.reply(quoted.summary().envelope().subject()),
                "\n\n" + line + "\n" + quotedText(quoted.text()),
                "<p><br></p><p class=\"quote-head\">"
                        + Entities.escape(line)
                        + "</p><blockquote>"
                        + quotedHtml(quoted)
                        + "</blockquote>",
                id == null ? "" : id,
                String.join(" ", Answers.references(quoted)),
                origin(Origin.Kind.REPLY, quoted),
                Wishes.NONE,
                List.of());
    }

    private Composer forward(Account account, Kind kind, Quoted quoted, Viewer viewer) {
        String head = forwardHead(quoted, viewer);
        boolean attach = kind == Kind.ATTACH;
        return composer(
                UUID.randomUUID(),
                null,
                ref(quoted),
                "compose.forward",
                account.address(),
                "",
                "",
                "",
                Answers.forward(quoted.summary().envelope().subject()),
                attach ? "" : "\n\n" + head + "\n\n" + quoted.text(),
                attach
                        ? ""
                        : "<p><br></p><p class=\"quote-head\">"
                                + Entities.escape(head).replace("\n", "<br>")
                                + "</p>"
                                + quotedHtml(quoted),
                "",
                String.join(" ", Answers.references(quoted)),
                origin(Origin.Kind.FORWARD, quoted),
                Wishes.NONE,
                attach
                        ? List.of(whole(quoted, viewer))
                        : rows(DraftReader.read(quoted, UUID.randomUUID()), quoted, viewer));
    }

    private Composer edit(Account account, Quoted quoted, Viewer viewer) {
        Draft draft = DraftReader.read(quoted, UUID.randomUUID());
        return composer(
                draft.id(),
                null,
                ref(quoted),
                "compose.new",
                account.address(),
                typed(draft.to()),
                typed(draft.cc()),
                typed(draft.bcc()),
                draft.subject(),
                draft.text(),
                draft.html(),
                "",
                "",
                "",
                draft.wishes(),
                rows(draft, quoted, viewer));
    }

    /** The message as a file in itself. */
    private static FileRow whole(Quoted quoted, Viewer viewer) {
        String subject = quoted.summary().envelope().subject();
        return new FileRow(
                "",
                (subject.isBlank() ? "message" : subject) + ".eml",
                Octets.text(quoted.summary().size(), viewer.locale()),
                "EML",
                null,
                "/mail/" + quoted.mailbox().toPath() + "/" + quoted.summary().uid());
    }

    /** A draft as it is on the server. */
    Composer of(Drafts.Stored stored, Viewer viewer) {
        Draft draft = stored.draft();
        MessageRef source =
                new MessageRef(stored.mailbox(), stored.copy().uidValidity(), stored.copy().uid());
        return new Composer(
                draft.id(),
                UUID.randomUUID(),
                0,
                stored.copy(),
                source,
                draft.origin() == null
                        ? "compose.draft"
                        : draft.origin().kind() == Origin.Kind.REPLY
                                ? "compose.reply"
                                : "compose.forward",
                draft.from().email(),
                typed(draft.to()),
                typed(draft.cc()),
                typed(draft.bcc()),
                typed(draft.replyTo()),
                draft.subject(),
                draft.text(),
                editorHtml(draft, source),
                draft.inReplyTo() == null ? "" : draft.inReplyTo(),
                String.join(" ", draft.references()),
                draft.originText(),
                draft.wishes(),
                rows(draft.files(), source, viewer),
                "",
                List.of(),
                false);
    }

    /** The composer as its page sent it. */
    Composer posted(
            Posted posted, String from, UUID id, UUID writer, Viewer viewer, List<File> files) {
        MessageRef source = source(posted);
        Copy base = Copy.of(posted.get("uidValidity"), posted.get("uid"));
        return new Composer(
                id,
                writer,
                number(posted),
                base,
                source,
                posted.has("heading") && posted.get("heading").matches("compose\\.[a-z]{1,20}")
                        ? posted.get("heading")
                        : "compose.new",
                from,
                posted.get("to"),
                posted.get("cc"),
                posted.get("bcc"),
                posted.get("replyTo"),
                posted.get("subject"),
                posted.get("text"),
                isRich(posted) ? MessageHtml.clean(posted.get("html")) : null,
                posted.get("inReplyTo"),
                posted.get("references"),
                posted.get("origin"),
                wishes(posted),
                source == null ? List.of() : rows(files, source, viewer),
                "",
                List.of(),
                false);
    }

    /** What was posted, as a draft. */
    Draft draft(MailSession session, Account account, UUID id, Posted posted) {
        String html = isRich(posted) ? MessageHtml.clean(posted.get("html")) : null;
        List<File> files = new ArrayList<>(kept(session, posted, html));
        Posted.Upload upload = posted.file();
        if (upload != null) {
            String cid = posted.get("cid");
            files.add(
                    MessageWriter.file(
                            FileName.of(upload.name()),
                            upload.type(),
                            cid.matches("[A-Za-z0-9.@-]{1,120}") ? cid : null,
                            upload.content(),
                            upload.size()));
        }
        return new Draft(
                id,
                new Address(identities.of(account.address()).name(), account.address()),
                Recipients.parse(posted.get("to")),
                Recipients.parse(posted.get("cc")),
                Recipients.parse(posted.get("bcc")),
                Recipients.parse(posted.get("replyTo")),
                posted.get("subject"),
                html == null ? posted.get("text") : PlainText.of(html),
                html == null ? null : MessageHtml.document(html),
                DraftReader.ids(posted.get("inReplyTo")).stream().findFirst().orElse(null),
                DraftReader.ids(posted.get("references")),
                Origin.of(posted.get("origin")),
                wishes(posted),
                List.copyOf(files));
    }

    /** The files that go along and are on the server already. */
    List<File> kept(MailSession session, Posted posted, @Nullable String html) {
        MessageRef source = source(posted);
        List<String> keep = posted.all("keep");
        if (source == null || keep.isEmpty()) {
            return List.of();
        }
        return drafts.files(session, source, html == null ? "" : html).stream()
                .filter(file -> keep.contains(file.section()))
                .toList();
    }

    private static @Nullable MessageRef source(Posted posted) {
        String[] parts = posted.get("source").strip().split("\\s+", -1);
        Copy copy = parts.length == 3 ? Copy.of(parts[1], parts[2]) : null;
        return copy == null
                ? null
                : new MessageRef(MailboxName.ofPath(parts[0]), copy.uidValidity(), copy.uid());
    }

    private static Wishes wishes(Posted posted) {
        Priority priority =
                switch (posted.get("priority")) {
                    case "HIGH" -> Priority.HIGH;
                    case "LOW" -> Priority.LOW;
                    default -> Priority.NORMAL;
                };
        return new Wishes(priority, posted.has("receipt"), posted.has("report"));
    }

    static boolean isRich(Posted posted) {
        return posted.get("format").equals("rich");
    }

    static long number(Posted posted) {
        String number = posted.get("number");
        return number.matches("[0-9]{1,15}") ? Long.parseLong(number) : 0;
    }

    /** When it is written, as the Date field says. */
    static ZonedDateTime now(Viewer viewer) {
        return ZonedDateTime.ofInstant(Instant.now(), viewer.zone());
    }

    private static MessageRef ref(Quoted quoted) {
        return new MessageRef(quoted.mailbox(), quoted.uidValidity(), quoted.summary().uid());
    }

    private static String origin(Origin.Kind kind, Quoted quoted) {
        UidValidity validity = quoted.uidValidity();
        return new Origin(kind, quoted.mailbox(), validity, quoted.summary().uid()).text();
    }

    private Composer composer(
            UUID id,
            @Nullable Copy base,
            @Nullable MessageRef source,
            String heading,
            String from,
            String to,
            String cc,
            String bcc,
            String subject,
            String text,
            @Nullable String html,
            String inReplyTo,
            String references,
            String origin,
            Wishes wishes,
            List<FileRow> files) {
        return new Composer(
                id,
                UUID.randomUUID(),
                0,
                base,
                source,
                heading,
                from,
                to,
                cc,
                bcc,
                "",
                subject,
                text,
                html,
                inReplyTo,
                references,
                origin,
                wishes,
                files,
                "",
                List.of(),
                false);
    }

    private String attribution(Quoted quoted, Viewer viewer) {
        return words.getMessage(
                "compose.wrote",
                new Object[] {date(quoted, viewer), sender(quoted)},
                viewer.locale());
    }

    private String forwardHead(Quoted quoted, Viewer viewer) {
        Envelope envelope = quoted.summary().envelope();
        List<String> lines = new ArrayList<>();
        lines.add(word("compose.forwarded", viewer));
        lines.add(word("compose.from", viewer) + ": " + Recipients.text(envelope.from()));
        lines.add(word("compose.date", viewer) + ": " + date(quoted, viewer));
        lines.add(word("compose.subject", viewer) + ": " + envelope.subject());
        lines.add(word("compose.to", viewer) + ": " + Recipients.text(envelope.to()));
        if (!envelope.cc().isEmpty()) {
            lines.add(word("compose.cc", viewer) + ": " + Recipients.text(envelope.cc()));
        }
        return String.join("\n", lines);
    }

    private String word(String key, Viewer viewer) {
        return words.getMessage(key, null, viewer.locale());
    }

    private static String sender(Quoted quoted) {
        List<Address> from = quoted.summary().envelope().from();
        return from.isEmpty() ? "?" : from.getFirst().label();
    }

    private static String date(Quoted quoted, Viewer viewer) {
        var date = quoted.summary().envelope().date();
        Instant moment = date == null ? quoted.summary().received() : date.toInstant();
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(viewer.locale())
                .format(moment.atZone(viewer.zone()));
    }

    private static String quotedText(String text) {
        return text.lines()
                .map(line -> line.startsWith(">") ? ">" + line : line.isEmpty() ? ">" : "> " + line)
                .collect(Collectors.joining("\n"));
    }

    /** Pictures stay behind: an answer's reader has them already. */
    private static String quotedHtml(Quoted quoted) {
        String html = quoted.html();
        return html == null ? html(quoted.text()) : MessageHtml.clean(html);
    }

    /** Plain text as paragraphs. */
    static String html(String text) {
        return text.strip()
                .lines()
                .map(line -> "<p>" + Entities.escape(line) + "</p>")
                .collect(Collectors.joining());
    }

    private static String typed(List<Recipient> recipients) {
        return recipients.stream()
                .map(
                        one ->
                                one.address() == null
                                        ? one.typed()
                                        : Recipients.text(List.of(one.address())))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String editorHtml(Draft draft, MessageRef source) {
        String html = draft.html();
        if (html == null) {
            return null;
        }
        Map<String, String> pictures = new HashMap<>();
        for (File file : draft.files()) {
            if (file.id() != null) {
                pictures.put(file.id(), url(source, file));
            }
        }
        return MessageHtml.forEditor(html, pictures);
    }

    static String url(MessageRef source, File file) {
        return "/mail/"
                + source.mailbox().toPath()
                + "/"
                + source.uid()
                + "/parts/"
                + file.section();
    }

    private static List<FileRow> rows(Draft draft, Quoted quoted, Viewer viewer) {
        return rows(draft.files(), ref(quoted), viewer);
    }

    static List<FileRow> rows(List<File> files, MessageRef source, Viewer viewer) {
        return files.stream()
                .map(
                        file ->
                                new FileRow(
                                        file.section(),
                                        file.name(),
                                        Octets.text(file.size(), viewer.locale()),
                                        FileName.badge(file.name(), file.type()),
                                        file.id(),
                                        url(source, file)))
                .toList();
    }
}
