package org.restante.reading.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.UidValidity;
import org.restante.mailbox.OpenMailbox.Neighbours;
import org.restante.reading.mime.Attachment;
import org.restante.reading.mime.MessageHeader;
import org.restante.reading.mime.MessageParts;
import org.restante.reading.mime.TextPart;

/**
 * Everything that the page of one message shows.
 *
 * @param summary with {@code \Seen} where opening has set it
 * @param readOnly whether nothing can be changed in the mailbox
 * @param neighbours null where the server did not tell
 * @param header as it came
 * @param cut the first text of which the body shows only the beginning, or null
 * @param remoteImages how many pictures from elsewhere its body would show
 */
public record OpenedMessage(
        MailboxName mailbox,
        UidValidity uidValidity,
        boolean readOnly,
        MessageSummary summary,
        List<Sender> from,
        MessageParts parts,
        MessageHeader header,
        @Nullable Neighbours neighbours,
        @Nullable TextPart cut,
        int remoteImages) {

    public String subject() {
        return summary.envelope().subject();
    }

    /** The Date field, or when the server took the message where that is missing. */
    public Instant date() {
        var date = summary.envelope().date();
        return date == null ? summary.received() : date.toInstant();
    }

    /** Several addresses in From are rare and a means of deceit: then all are shown. */
    public boolean hasSeveralSenders() {
        return from.size() > 1;
    }

    /** The address that really sent it, where From names others (RFC 5322, section 3.6.2). */
    public @Nullable Address sentBy() {
        List<Address> senders = summary.envelope().sender();
        if (senders.size() != 1) {
            return null;
        }
        Address sender = senders.getFirst();
        boolean same =
                from.stream()
                        .anyMatch(one -> one.address().email().equalsIgnoreCase(sender.email()));
        return same || sender.email().isBlank() ? null : sender;
    }

    /**
     * The address that may be taken for the one that wrote this, or null. Mail is easily given a
     * false sender, so what depends on the sender does not happen where From has several addresses
     * or is there twice (programs differ in which one they show), or a server on the way found it
     * forged.
     */
    public @Nullable Address author() {
        boolean sole = from.size() == 1 && header.all("From").size() <= 1;
        Address author = sole ? from.getFirst().address() : null;
        return author == null || author.email().indexOf('@') < 1 || header.isForged()
                ? null
                : author;
    }

    /** Where the message's pages are, without a slash at the end. */
    public String path() {
        return "/mail/" + mailbox.toPath() + "/" + summary.uid();
    }

    /** The body as a document of its own, for the sandboxed frame. */
    public String bodyPath() {
        return path() + "/body?validity=" + uidValidity;
    }

    public boolean truncated() {
        return cut != null;
    }

    /** The whole of the text that was cut, as a file; the whole message where that is unknown. */
    public String fullTextPath() {
        return cut == null || summary.structure() == null
                ? sourcePath()
                : path() + "/parts/" + cut.section();
    }

    /** The message as a file. */
    public String sourcePath() {
        return path() + "/source";
    }

    /** The part as a file. */
    public String partPath(Attachment attachment) {
        return path() + "/parts/" + attachment.section();
    }

    /** A picture of the message as a picture. */
    public String picturePath(Attachment attachment) {
        return partPath(attachment) + "?inline";
    }
}
