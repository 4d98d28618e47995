package org.restante.compose;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;
import org.restante.account.Account;
import org.restante.compose.Answering.Kind;
import org.restante.compose.Composer.FileRow;
import org.restante.compose.Draft.File;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.Letter.People;
import org.restante.compose.Letter.Threading;
import org.restante.compose.Letter.Words;
import org.restante.compose.identity.Identities;
import org.restante.compose.identity.Identity;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageRef;
import org.restante.mail.Octets;
import org.restante.mail.Uid;
import org.restante.mailbox.MailSession;
import org.restante.reading.quote.Quoted;
import org.restante.reading.quote.Quotes;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/** Makes composers: new, for an answer, of a draft, or as somebody left it. */
@Component
class Composers {

    private final Answering answering;
    private final Forms forms;
    private final Identities identities;

    Composers(Answering answering, Forms forms, Identities identities) {
        this.answering = answering;
        this.forms = forms;
        this.identities = identities;
    }

    Composer blank(Account account, People people, String subject, String text) {
        Identity sender = identities.of(account.address()).getFirst();
        Letter letter =
                new Letter(
                        sender.id(),
                        people,
                        subject,
                        new Words(text, html(text)),
                        Threading.NONE,
                        Wishes.NONE);
        return Composer.begun(
                UUID.randomUUID(), null, "compose.new", letter.from(sender, false), List.of());
    }

    Composer answer(
            MailSession session,
            Account account,
            Kind kind,
            MailboxName mailbox,
            Uid uid,
            Viewer viewer) {
        Quoted quoted = session.in(mailbox, box -> Quotes.read(box, uid));
        List<Identity> own = identities.of(account.address());
        return switch (kind) {
            case REPLY, ALL, LIST -> answering.reply(quoted, kind, own, viewer);
            case FORWARD, ATTACH -> answering.forward(quoted, kind, own, viewer);
            case EDIT -> edit(quoted, own, viewer);
        };
    }

    /** The message once more, as a new draft. */
    private static Composer edit(Quoted quoted, List<Identity> own, Viewer viewer) {
        Draft draft = DraftReader.message(quoted, UUID.randomUUID());
        MessageRef source = Answering.ref(quoted);
        Letter letter = letter(draft, own, source, false);
        List<FileRow> files = rows(draft, source, viewer);
        return Composer.begun(draft.id(), source, "compose.new", letter, files);
    }

    /** A draft as it is on the server. */
    Composer of(Drafts.Stored stored, Account account, Viewer viewer) {
        Draft draft = stored.draft();
        MessageRef source = source(stored);
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
                letter(draft, identities.of(account.address()), source, true),
                rows(draft, source, viewer),
                List.of(),
                false);
    }

    static MessageRef source(Drafts.Stored stored) {
        return new MessageRef(stored.mailbox(), stored.copy().uidValidity(), stored.copy().uid());
    }

    /** The composer as its page sent it. */
    Composer posted(Posted posted, Account account, UUID id, Viewer viewer, List<File> files) {
        MessageRef source = Forms.source(posted);
        Copy base = Copy.of(posted.get("uidValidity"), posted.get("uid"));
        return new Composer(
                id,
                Forms.writer(posted),
                Forms.number(posted),
                base,
                source,
                posted.has("heading") && posted.get("heading").matches("compose\\.[a-z]{1,20}")
                        ? posted.get("heading")
                        : "compose.new",
                forms.letter(account, posted),
                source == null ? List.of() : rows(files, source, viewer),
                List.of(),
                false);
    }

    /** When it is written, as the Date field says. */
    static ZonedDateTime now(Viewer viewer) {
        return ZonedDateTime.ofInstant(Instant.now(), viewer.zone());
    }

    private static Letter letter(
            Draft draft, List<Identity> own, MessageRef source, boolean withThread) {
        String inReplyTo = draft.inReplyTo() == null ? "" : draft.inReplyTo();
        Identity sender =
                own.stream()
                        .filter(one -> one.sender().equals(draft.from()))
                        .findFirst()
                        .or(
                                () ->
                                        own.stream()
                                                .filter(one -> one.isAt(draft.from().email()))
                                                .findFirst())
                        .orElseGet(own::getFirst);
        return new Letter(
                sender.id(),
                new People(
                        typed(draft.to()),
                        typed(draft.cc()),
                        typed(draft.bcc()),
                        typed(draft.replyTo())),
                draft.subject(),
                new Words(draft.text(), editorHtml(draft, source)),
                withThread
                        ? new Threading(
                                inReplyTo, String.join(" ", draft.references()), draft.originText())
                        : Threading.NONE,
                draft.wishes());
    }

    /** Plain text as paragraphs, which empty lines part. */
    static String html(String text) {
        return text.isBlank()
                ? ""
                : Stream.of(text.strip().split("\n\\s*\n", -1))
                        .map(Entities::escape)
                        .map(paragraph -> "<p>" + paragraph.replace("\n", "<br>") + "</p>")
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
                pictures.put(file.id(), url(draft, source, file));
            }
        }
        return MessageHtml.forEditor(html, pictures);
    }

    /** Copies of a draft come and go: its own pictures have an address that stays. */
    private static String url(Draft draft, MessageRef source, File file) {
        return file.id() != null && Pictures.isOurs(file.id())
                ? "/drafts/" + draft.id() + "/pictures/" + file.id()
                : url(source, file);
    }

    static String url(MessageRef source, File file) {
        return "/mail/"
                + source.mailbox().toPath()
                + "/"
                + source.uid()
                + "/parts/"
                + file.section();
    }

    /** In a plain text pictures are files like others. */
    static List<FileRow> rows(Draft draft, MessageRef source, Viewer viewer) {
        List<FileRow> rows = rows(draft.files(), source, viewer);
        return draft.html() != null ? rows : rows.stream().map(FileRow::asFile).toList();
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
