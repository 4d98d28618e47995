package org.restante.compose.mime;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.restante.mail.Address;

/**
 * What stands above a message that is sent on as it is (RFC 5322, section 3.6.6): the fields that
 * tell of that, and ours, the last of which ends the block. So the two are never mixed up, whatever
 * the message itself begins with.
 */
public final class Block {

    /** The first line of such a draft begins with this name; says what may leave the house. */
    public static final String REDIRECT = MessageWriter.OWN + "Redirect";

    /** Whom it goes to, in a form that nobody's name can change. */
    public static final String RECIPIENTS = MessageWriter.OWN + "Recipients";

    /** The last line of the block; what follows is the message as it was. */
    static final String END = MessageWriter.OWN + "Original";

    /** The message is not the user's own: not an octet of it changes. */
    static final String UNCHANGED = "unchanged";

    /** The message is the user's own, so that it holds what its recipients never got. */
    static final String AS_SENT = "as-sent";

    private Block() {}

    /**
     * Writes the block.
     *
     * @param own whether the message was written by the one who redirects it
     * @param origin as in the field {@link MessageWriter#ORIGIN}
     */
    public static byte[] write(
            UUID id,
            Address from,
            List<Address> to,
            boolean own,
            String origin,
            ZonedDateTime date) {
        HeaderWriter header = new HeaderWriter();
        header.raw(REDIRECT, own ? AS_SENT : UNCHANGED);
        header.raw("Resent-Date", MessageWriter.date(date));
        header.addresses("Resent-From", List.of(from));
        header.addresses("Resent-To", to);
        header.raw("Resent-Message-ID", MessageWriter.messageId(id, from));
        header.raw(MessageWriter.DRAFT, id.toString());
        header.raw(MessageWriter.ORIGIN, origin);
        header.raw(
                RECIPIENTS,
                MachineAddresses.write(
                        List.of(from.email()), to.stream().map(Address::email).toList()));
        header.raw(END, "below");
        return header.octets();
    }

    /** Whether the line ends the block. */
    public static boolean isEnd(String line) {
        return line.regionMatches(true, 0, END + ":", 0, END.length() + 1);
    }

    /** Whether a message that begins with this line is such a draft. */
    public static boolean begins(String line) {
        return line.regionMatches(true, 0, REDIRECT + ":", 0, REDIRECT.length() + 1);
    }

    /** Whether that first line says that all below the block goes out as it is. */
    public static boolean isUnchanged(String line) {
        return line.substring(line.indexOf(':') + 1).strip().equals(UNCHANGED);
    }

    /** How many octets of it the block takes, if the message begins with one; else 0. */
    public static int length(byte[] header) {
        String text = new String(header, StandardCharsets.ISO_8859_1);
        if (!begins(text)) {
            return 0;
        }
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at) + 1;
            if (end == 0) {
                return 0;
            }
            if (isEnd(text.substring(at, end))) {
                return end;
            }
            at = end;
        }
        return 0;
    }
}
