package org.restante.compose;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mailbox.Piece;

/**
 * A message that is being written.
 *
 * @param id made where the writing began, the same in every copy
 * @param html null for a message in plain text
 * @param inReplyTo a Message-ID with its angle brackets, or null
 * @param references Message-IDs with their angle brackets, the oldest first
 * @param origin what it answers or passes on, or null
 */
public record Draft(
        UUID id,
        Address from,
        List<Recipient> to,
        List<Recipient> cc,
        List<Recipient> bcc,
        List<Recipient> replyTo,
        String subject,
        String text,
        @Nullable String html,
        @Nullable String inReplyTo,
        List<String> references,
        @Nullable Origin origin,
        Wishes wishes,
        List<File> files,
        Manner manner) {

    /** A message that somebody writes. */
    public Draft(
            UUID id,
            Address from,
            List<Recipient> to,
            List<Recipient> cc,
            List<Recipient> bcc,
            List<Recipient> replyTo,
            String subject,
            String text,
            @Nullable String html,
            @Nullable String inReplyTo,
            List<String> references,
            @Nullable Origin origin,
            Wishes wishes,
            List<File> files) {
        this(
                id,
                from,
                to,
                cc,
                bcc,
                replyTo,
                subject,
                text,
                html,
                inReplyTo,
                references,
                origin,
                wishes,
                files,
                Manner.WRITTEN);
    }

    /** How it came to be, and therefore how it goes out. */
    public enum Manner {
        WRITTEN,
        /** Somebody else's message, as it is, below a block of fields (RFC 5322, 3.6.6). */
        REDIRECTED,
        /** The confirmation that a message was read (RFC 8098). */
        RECEIPT
    }

    /** What is asked of those who carry and read it. */
    public record Wishes(Priority priority, boolean readReceipt, boolean deliveryReport) {

        public static final Wishes NONE = new Wishes(Priority.NORMAL, false, false);
    }

    /** How urgent it is. */
    public enum Priority {
        HIGH,
        NORMAL,
        LOW
    }

    /**
     * A file that goes along.
     *
     * @param name as the reader shall see it
     * @param id the Content-ID without angle brackets of a picture in the text, or null
     * @param encoding of the content, in lower case
     * @param size of the file in octets, an estimate where the content is encoded
     * @param content still transfer-encoded
     * @param section in the copy of the draft that is on the server, empty for a new file
     */
    public record File(
            String name,
            String type,
            @Nullable String id,
            String encoding,
            long size,
            Piece content,
            String section) {}

    /** The origin as a header field of the draft holds it, empty where there is none. */
    public String originText() {
        return origin == null ? "" : origin.text();
    }

    /** Everybody it goes to, each once. */
    public List<Recipient> recipients() {
        return Stream.of(to, cc, bcc).flatMap(List::stream).toList();
    }
}
