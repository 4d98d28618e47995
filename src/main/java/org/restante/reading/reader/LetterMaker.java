package org.restante.reading.reader;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.mail.Flag;
import org.restante.mail.Octets;
import org.restante.mail.Uid;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.reading.list.Avatar;
import org.restante.reading.list.Dates;
import org.restante.reading.list.Folder;
import org.restante.reading.list.Pager;
import org.restante.reading.list.Plain;
import org.restante.reading.list.View;
import org.restante.reading.message.OpenedMessage;
import org.restante.reading.message.Sender;
import org.restante.reading.mime.Attachment;
import org.restante.reading.mime.Attachment.Role;
import org.restante.reading.mime.ReceiptRequest;

/** Turns an opened message into what the reading pane shows. */
final class LetterMaker {

    private static final Neighbours UNKNOWN = new Neighbours(null, null, 0, 0);

    private final OpenedMessage message;
    private final Folder folder;
    private final Dates dates;

    LetterMaker(OpenedMessage message, Folder folder, Dates dates) {
        this.message = message;
        this.folder = folder;
        this.dates = dates;
    }

    Letter letter(Letters.Wanted wanted, boolean justRead, int rows) {
        Envelope envelope = message.summary().envelope();
        List<Address> from = message.from().stream().map(Sender::address).toList();
        List<Attachment> files =
                message.parts().attachments().stream().filter(LetterMaker::isFile).toList();
        String images = wanted.images() ? Letter.IMAGES : "";
        return new Letter(
                message.summary().uid(),
                message.uidValidity(),
                folder,
                Plain.text(message.subject()),
                from.isEmpty() ? Avatar.NOBODY : Avatar.of(from.getFirst()),
                Person.all(from),
                Optional.ofNullable(message.sentBy()).map(Person::of).orElse(null),
                replyTo(envelope, from),
                from.isEmpty() ? null : Letter.Who.of(from, isGenuine()),
                receipt(),
                Person.all(envelope.to()),
                Person.all(envelope.cc()),
                dates.message(message.date()),
                message.summary().has(Flag.FLAGGED),
                justRead,
                files.stream().map(this::enclosure).toList(),
                Octets.text(files.stream().mapToLong(Attachment::size).sum(), dates.locale()),
                message.bodyPath() + images,
                message.truncated() ? message.fullTextPath() : null,
                new Letter.Images(wanted.images(), message.remoteImages()),
                place(
                        Optional.ofNullable(message.neighbours()).orElse(UNKNOWN),
                        wanted.view(),
                        rows),
                wanted.view());
    }

    /** Only where mail comes in, and where it can be kept that it was confirmed. */
    private @Nullable ReceiptRequest receipt() {
        boolean elsewhere =
                Stream.of("SENT", "DRAFTS", "JUNK", "TRASH").anyMatch(use -> folder.is(use));
        return elsewhere || message.readOnly() || message.summary().has(Flag.MDN_SENT)
                ? null
                : ReceiptRequest.of(message.header()).orElse(null);
    }

    /** What the server took for junk is not believed who it is from. */
    private boolean isGenuine() {
        return message.author() != null && !folder.is("JUNK");
    }

    /** Pictures of the text are in the text, and a signature is of no use to people. */
    private static boolean isFile(Attachment part) {
        return part.role() == Role.ATTACHED || part.role() == Role.MESSAGE;
    }

    /** An answer that goes elsewhere than the mail came from is worth a line. */
    private static List<Person> replyTo(Envelope envelope, List<Address> from) {
        List<String> senders = from.stream().map(address -> address.email()).toList();
        return Person.all(
                envelope.replyTo().stream()
                        .filter(address -> !senders.contains(address.email()))
                        .toList());
    }

    private Letter.Place place(Neighbours neighbours, View view, int rows) {
        Uid newer = neighbours.newer();
        Uid older = neighbours.older();
        long position = neighbours.position();
        return new Letter.Place(
                newer == null ? null : url(newer, view, position - 1, rows),
                older == null ? null : url(older, view, position + 1, rows),
                older == null ? newer : older,
                position,
                neighbours.total());
    }

    private String url(@Nullable Uid uid, View view, long position, int rows) {
        return folder.url() + '/' + uid + view.at(Pager.pageOf(position, rows)).query();
    }

    private Enclosure enclosure(Attachment file) {
        String name = Plain.text(file.filename());
        int slash = file.mediaType().indexOf('/');
        String badge = Enclosure.badge(name, file.mediaType().substring(slash + 1));
        return new Enclosure(
                name,
                badge,
                Enclosure.tone(badge, file.mediaType().substring(0, Math.max(0, slash))),
                Octets.text(file.size(), dates.locale()),
                message.partPath(file));
    }
}
