package org.restante.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.compose.Draft.File;
import org.restante.compose.Draft.Manner;
import org.restante.compose.Draft.Priority;
import org.restante.compose.Draft.Wishes;
import org.restante.compose.mime.Block;
import org.restante.compose.mime.MachineAddresses;
import org.restante.compose.mime.MessageWriter;
import org.restante.compose.mime.ReceiptWriter;
import org.restante.mail.Address;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.HeaderText;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.Problem;
import org.restante.mail.UidValidity;
import org.restante.mailbox.Piece;
import org.restante.reading.mime.Attachment;
import org.restante.reading.mime.MessageParts;
import org.restante.reading.quote.Quoted;

/** Reads a message as a draft, whichever program wrote it. */
final class DraftReader {

    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,900}>");
    private static final int MOST_REFERENCES = 100;

    private DraftReader() {}

    /** A draft of this account's, as which it must have been found: its own fields are believed. */
    static Draft read(Quoted quoted, UUID id) {
        if (quoted.field(Block.REDIRECT).isPresent()) {
            return sealed(quoted, id, Manner.REDIRECTED);
        }
        if (quoted.field(ReceiptWriter.RECEIPT).isPresent()) {
            return sealed(quoted, id, Manner.RECEIPT);
        }
        return message(quoted, id);
    }

    /** Any message, as a draft to write on. */
    static Draft message(Quoted quoted, UUID id) {
        Envelope envelope = quoted.summary().envelope();
        String html = quoted.html();
        String clean = html == null ? null : MessageHtml.clean(html);
        return new Draft(
                id,
                envelope.from().isEmpty() ? new Address("", "") : envelope.from().getFirst(),
                recipients(quoted, "To", envelope.to()),
                recipients(quoted, "Cc", envelope.cc()),
                recipients(quoted, "Bcc", envelope.bcc()),
                recipients(quoted, "Reply-To", replyTo(quoted)),
                envelope.subject(),
                quoted.text(),
                clean,
                ids(quoted.field("In-Reply-To").orElse("")).stream().findFirst().orElse(null),
                ids(quoted.field("References").orElse("")),
                Origin.of(quoted.field(MessageWriter.ORIGIN).orElse(null)),
                wishes(quoted),
                files(quoted, clean));
    }

    /** Not to be written on: only our own field says where it goes, whatever else is in it. */
    private static Draft sealed(Quoted quoted, UUID id, Manner manner) {
        List<String> all = MachineAddresses.read(quoted.field(Block.RECIPIENTS).orElse(""));
        if (all.isEmpty()) {
            throw new MailException(Problem.MESSAGE_MISSING, "a message to nobody");
        }
        return new Draft(
                id,
                new Address("", all.getFirst()),
                all.stream()
                        .skip(1)
                        .map(email -> new Recipient(email, new Address("", email), null))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                quoted.summary().envelope().subject(),
                "",
                null,
                null,
                List.of(),
                Origin.of(quoted.field(MessageWriter.ORIGIN).orElse(null)),
                Wishes.NONE,
                List.of(),
                manner);
    }

    /** Servers give the sender where there is no such field. */
    private static List<Address> replyTo(Quoted quoted) {
        return quoted.field("Reply-To").isPresent()
                ? quoted.summary().envelope().replyTo()
                : List.of();
    }

    private static List<Recipient> recipients(Quoted quoted, String name, List<Address> good) {
        List<Recipient> all = new ArrayList<>(Recipients.parse(Recipients.text(good)));
        all.addAll(Recipients.parse(quoted.legible(MessageWriter.UNFINISHED + name)));
        return List.copyOf(all);
    }

    /** As its sender called it: what is safe on a disk is the concern of whoever stores it. */
    private static String name(BodyPart part, Attachment attachment) {
        String given = HeaderText.parameter(part.dispositionParameters(), "filename");
        return given == null ? attachment.filename() : FileName.of(given);
    }

    private static Wishes wishes(Quoted quoted) {
        String importance = quoted.field("Importance").orElse("").strip().toLowerCase(Locale.ROOT);
        String priority = quoted.field("X-Priority").orElse("3");
        Priority read =
                importance.equals("high") || priority.matches("[12].*")
                        ? Priority.HIGH
                        : importance.equals("low") || priority.matches("[45].*")
                                ? Priority.LOW
                                : Priority.NORMAL;
        return new Wishes(
                read,
                quoted.field("Disposition-Notification-To").isPresent(),
                quoted.field(MessageWriter.DELIVERY).isPresent());
    }

    /** The identifiers in a field, oldest first; the first and the latest where there are many. */
    static List<String> ids(String field) {
        List<String> ids = new ArrayList<>();
        Matcher matcher = ID.matcher(field);
        while (matcher.find()) {
            ids.remove(matcher.group());
            ids.add(matcher.group());
        }
        while (ids.size() > MOST_REFERENCES) {
            ids.remove(1);
        }
        return ids;
    }

    private static List<File> files(Quoted quoted, @Nullable String html) {
        List<File> all =
                files(
                        quoted.mailbox(),
                        quoted.uidValidity(),
                        quoted.summary(),
                        html == null ? List.of() : MessageHtml.pictures(html));
        return all.stream().filter(file -> !file.section().isEmpty()).toList();
    }

    private static boolean isInText(@Nullable String id, List<String> shown) {
        return id != null && (shown.contains(id) || Pictures.isOurs(id));
    }

    /** The files as they are on the server, the whole message last; no content comes here. */
    static List<File> files(
            MailboxName mailbox,
            UidValidity uidValidity,
            MessageSummary summary,
            List<String> shown) {
        BodyPart structure = summary.structure();
        List<BodyPart> parts = structure == null ? List.of() : structure.all();
        List<File> files = new ArrayList<>();
        String subject = summary.envelope().subject();
        for (Attachment attachment : MessageParts.of(structure, subject).attachments()) {
            String id = attachment.contentId();
            parts.stream()
                    .filter(part -> part.section().equals(attachment.section()))
                    .map(
                            part ->
                                    new File(
                                            name(part, attachment),
                                            attachment.mediaType(),
                                            isInText(id, shown) ? id : null,
                                            part.encoding(),
                                            attachment.size(),
                                            new Piece.Stored(
                                                    mailbox,
                                                    uidValidity,
                                                    summary.uid(),
                                                    attachment.section(),
                                                    part.size()),
                                            attachment.section()))
                    .forEach(files::add);
        }
        files.add(
                new File(
                        Attachment.source(subject, summary.size()).filename(),
                        "message/rfc822",
                        null,
                        "8bit",
                        summary.size(),
                        new Piece.Stored(mailbox, uidValidity, summary.uid(), "", summary.size()),
                        ""));
        return files;
    }
}
