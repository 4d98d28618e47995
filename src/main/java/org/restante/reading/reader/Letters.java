package org.restante.reading.reader;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mail.BodyPart;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.MailboxTree;
import org.restante.mail.MessageSummary;
import org.restante.mail.Octets;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mail.UidSet;
import org.restante.mailbox.MailSession;
import org.restante.mailbox.OpenMailbox;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.mailbox.Pending;
import org.restante.reading.list.Avatar;
import org.restante.reading.list.Dates;
import org.restante.reading.list.Folder;
import org.restante.reading.list.FolderNames;
import org.restante.reading.list.MailList;
import org.restante.reading.list.MailLists;
import org.restante.reading.list.Plain;
import org.restante.settings.Viewer;
import org.springframework.stereotype.Component;

/** Opens one message for the reading pane and marks it read. */
@Component
class Letters {

    private static final int ROWS = 50;

    private final MailLists lists;
    private final FolderNames names;

    Letters(MailLists lists, FolderNames names) {
        this.lists = lists;
        this.names = names;
    }

    /** The message alone, with the tree whose counts it may have changed. */
    Opened open(MailSession session, MailboxName folder, Uid uid, Viewer viewer) {
        return session.in(
                folder,
                box -> {
                    Asked asked = ask(box, uid);
                    return opened(box, asked, null, viewer);
                });
    }

    /** The message with the page of the list on which it stands. */
    Opened openBesideList(MailSession session, MailboxName folder, Uid uid, Viewer viewer) {
        return session.in(
                folder,
                box -> {
                    Asked asked = ask(box, uid);
                    int page = page(asked.neighbours().get().map(Neighbours::position).orElse(1L));
                    return opened(box, asked, lists.read(box, page, viewer), viewer);
                });
    }

    /** Everything about the message in one round trip; the counts of the tree come last. */
    private static Asked ask(OpenMailbox box, Uid uid) {
        Pending<Optional<MessageSummary>> summary = box.summary(uid);
        Pending<Optional<Neighbours>> neighbours = box.neighbours(uid);
        if (!box.readOnly()) {
            box.store(UidSet.of(uid), Set.of(Flag.SEEN), true);
        }
        return new Asked(summary, neighbours, box.mailboxes());
    }

    private Opened opened(
            OpenMailbox box, Asked asked, @Nullable MailList list, Viewer viewer) {
        MessageSummary summary =
                asked.summary()
                        .get()
                        .orElseThrow(
                                () -> new MailException(Problem.MESSAGE_MISSING, "when opened"));
        MailboxTree tree = asked.tree().get();
        Folder folder = names.folder(box.name(), tree, viewer.locale());
        Neighbours neighbours =
                asked.neighbours().get().orElse(new Neighbours(null, null, 1, box.exists()));
        Letter letter = letter(box, folder, summary, neighbours, lists.dates(viewer));
        return new Opened(letter, tree, list);
    }

    private static Letter letter(
            OpenMailbox box,
            Folder folder,
            MessageSummary summary,
            Neighbours neighbours,
            Dates dates) {
        Envelope envelope = summary.envelope();
        List<Address> from = envelope.from().isEmpty() ? envelope.sender() : envelope.from();
        String url = folder.url() + '/' + summary.uid();
        List<BodyPart> files = files(summary.structure());
        return new Letter(
                summary.uid(),
                box.uidValidity(),
                folder,
                Plain.text(envelope.subject()),
                from.isEmpty() ? new Avatar("", 0) : Avatar.of(from.getFirst()),
                Person.all(from),
                envelope.replyTo().equals(from) ? List.of() : Person.all(envelope.replyTo()),
                Person.all(envelope.to()),
                Person.all(envelope.cc()),
                dates.message(
                        envelope.date() == null
                                ? summary.received()
                                : Objects.requireNonNull(envelope.date()).toInstant()),
                summary.has(Flag.FLAGGED),
                files.stream().map(file -> enclosure(file, url, dates)).toList(),
                Octets.text(files.stream().mapToLong(Letters::decoded).sum(), dates.locale()),
                url + "/body",
                new Letter.Images(false, 0),
                place(folder, neighbours),
                page(neighbours.position()));
    }

    private static Letter.Place place(Folder folder, Neighbours neighbours) {
        Uid newer = neighbours.newer();
        Uid older = neighbours.older();
        return new Letter.Place(
                newer == null ? null : folder.url() + '/' + newer,
                older == null ? null : folder.url() + '/' + older,
                older == null ? newer : older,
                neighbours.position(),
                neighbours.total());
    }

    private static List<BodyPart> files(@Nullable BodyPart structure) {
        return structure == null
                ? List.of()
                : structure.all().stream()
                        .filter(part -> "attachment".equals(part.disposition()))
                        .toList();
    }

    private static Enclosure enclosure(BodyPart part, String url, Dates dates) {
        String name =
                Plain.text(
                        part.dispositionParameters()
                                .getOrDefault(
                                        "filename", part.parameters().getOrDefault("name", "")));
        String badge = Enclosure.badge(name, part.subtype());
        return new Enclosure(
                name,
                badge,
                Enclosure.tone(badge, part.type()),
                Octets.text(decoded(part), dates.locale()),
                url + "/parts/" + part.section());
    }

    /** Base64 in lines of 76 takes 78 octets for 57. */
    private static long decoded(BodyPart part) {
        return part.encoding().equals("base64") ? part.size() * 57 / 78 : part.size();
    }

    private static int page(long position) {
        return (int) ((position - 1) / ROWS) + 1;
    }

    private record Asked(
            Pending<Optional<MessageSummary>> summary,
            Pending<Optional<Neighbours>> neighbours,
            Pending<MailboxTree> tree) {}

    /** A message, the tree beside it, and the list where the whole page is wanted. */
    record Opened(Letter letter, MailboxTree tree, @Nullable MailList list) {}
}
