package org.restante.compose;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;
import org.restante.compose.Answers.Addressees;
import org.restante.compose.Composer.FileRow;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.Letter.People;
import org.restante.compose.Letter.Threading;
import org.restante.compose.Letter.Words;
import org.restante.compose.identity.Identity;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.mail.MessageRef;
import org.restante.mail.Octets;
import org.restante.mail.UidValidity;
import org.restante.reading.quote.Quoted;
import org.restante.settings.Viewer;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Begins replies and forwards: to whom, about what, and with what of the message they answer. */
@Component
class Answering {

    private final MessageSource words;

    Answering(MessageSource words) {
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

    Composer reply(Quoted quoted, Kind kind, List<Identity> identities, Viewer viewer) {
        Set<String> own =
                identities.stream()
                        .map(one -> one.address().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet());
        Addressees addressees = Answers.recipients(quoted, own, kind == Kind.ALL);
        Address list = kind == Kind.LIST ? Answers.list(quoted) : null;
        List<Address> to = list == null ? addressees.to() : List.of(list);
        List<Address> cc = list == null ? addressees.cc() : List.of();
        String line = attribution(quoted, viewer);
        String id = Answers.messageId(quoted);
        Identity sender = addressed(quoted, identities);
        Letter letter =
                new Letter(
                        sender.id(),
                        new People(Recipients.text(to), Recipients.text(cc), "", ""),
                        Answers.reply(quoted.summary().envelope().subject()),
                        new Words(
                                "\n\n" + line + "\n" + quotedText(quoted.text()),
                                "<p class=\"quote-head\">"
                                        + Entities.escape(line)
                                        + "</p><blockquote>"
                                        + quotedHtml(quoted)
                                        + "</blockquote>"),
                        new Threading(
                                id == null ? "" : id,
                                String.join(" ", Answers.references(quoted)),
                                origin(Origin.Kind.REPLY, quoted)),
                        Wishes.NONE);
        return Composer.begun(
                UUID.randomUUID(), null, "compose.reply", answered(letter, sender), List.of());
    }

    Composer forward(Quoted quoted, Kind kind, List<Identity> identities, Viewer viewer) {
        String head = forwardHead(quoted, viewer);
        boolean attach = kind == Kind.ATTACH;
        Identity sender = addressed(quoted, identities);
        Words passedOn =
                new Words(
                        "\n\n" + head + "\n\n" + quoted.text(),
                        "<p class=\"quote-head\">"
                                + Entities.escape(head).replace("\n", "<br>")
                                + "</p>"
                                + quotedHtml(quoted));
        Letter letter =
                new Letter(
                        sender.id(),
                        People.NOBODY,
                        Answers.forward(quoted.summary().envelope().subject()),
                        attach ? new Words("", "") : passedOn,
                        new Threading(
                                "",
                                String.join(" ", Answers.references(quoted)),
                                origin(Origin.Kind.FORWARD, quoted)),
                        Wishes.NONE);
        List<FileRow> files =
                attach
                        ? List.of(whole(quoted, viewer))
                        : Composers.rows(
                                DraftReader.message(quoted, UUID.randomUUID()).files(),
                                ref(quoted),
                                viewer);
        return Composer.begun(
                UUID.randomUUID(), ref(quoted), "compose.forward", answered(letter, sender), files);
    }

    /** As whom it was written to, else as whom new messages are. */
    private static Identity addressed(Quoted quoted, List<Identity> identities) {
        Envelope envelope = quoted.summary().envelope();
        List<Address> delivered =
                Stream.of("Delivered-To", "X-Original-To", "Envelope-To")
                        .map(quoted::legible)
                        .flatMap(field -> Recipients.parse(field).stream())
                        .flatMap(one -> Stream.ofNullable(one.address()))
                        .toList();
        // one's own message is answered as the one who wrote it
        return Stream.of(envelope.from(), envelope.to(), envelope.cc(), delivered)
                .flatMap(List::stream)
                .flatMap(one -> identities.stream().filter(own -> own.isAt(one.email())))
                .findFirst()
                .orElseGet(identities::getFirst);
    }

    /** With a line to begin on, and the signature above what is quoted. */
    private static Letter answered(Letter letter, Identity sender) {
        Letter signed = letter.from(sender, true);
        Words all = new Words(signed.words().text(), "<p><br></p>" + signed.words().html());
        return new Letter(
                signed.identity(),
                signed.people(),
                signed.subject(),
                all,
                signed.thread(),
                signed.wishes());
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

    static MessageRef ref(Quoted quoted) {
        return new MessageRef(quoted.mailbox(), quoted.uidValidity(), quoted.summary().uid());
    }

    private static String origin(Origin.Kind kind, Quoted quoted) {
        UidValidity validity = quoted.uidValidity();
        return new Origin(kind, quoted.mailbox(), validity, quoted.summary().uid()).text();
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
        return html == null ? Composers.html(quoted.text()) : MessageHtml.clean(html);
    }
}
