package org.restante.mailbox;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;

/**
 * A part's content in pieces, each fetched on a lease of its own, so that a slow reader holds no
 * connection and a large part takes no memory.
 *
 * <p>The first piece is fetched at once: what is wrong is known before anything was passed on.
 */
final class PartStream extends InputStream {

    private static final int FIRST = 64 << 10;
    private static final int NEXT = 512 << 10;

    private final ImapSession session;
    private final MailboxName mailbox;
    private final Uid uid;
    private final String section;
    private @Nullable UidValidity validity;
    private byte[] piece = {};
    private int at;
    private long offset;
    private boolean last;

    /**
     * @param validity of the mailbox, or null where any will do
     */
    PartStream(
            ImapSession session,
            MailboxName mailbox,
            Uid uid,
            String section,
            @Nullable UidValidity validity) {
        this.session = session;
        this.mailbox = mailbox;
        this.uid = uid;
        this.section = section;
        this.validity = validity;
        fetch(FIRST);
    }

    private void fetch(int length) {
        piece = session.open(mailbox, open -> fetch(open, length));
        at = 0;
        offset += piece.length;
        // A server that knows no ranges has sent all at once.
        last = piece.length != length;
    }

    private byte[] fetch(LeasedMailbox open, int length) {
        byte[] fetched =
                open.piece(uid, section, offset, length)
                        .orElseThrow(
                                () -> new MailException(Problem.MESSAGE_MISSING, "UID " + uid));
        UidValidity now = open.uidValidity();
        if (validity != null && !Objects.equals(validity, now)) {
            throw new MailException(Problem.MAILBOX_REPLACED, "UIDVALIDITY changed");
        }
        validity = now;
        return fetched;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int start, int length) {
        Objects.checkFromIndexSize(start, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (at == piece.length) {
            if (last) {
                return -1;
            }
            fetch(NEXT);
            if (piece.length == 0) {
                return -1;
            }
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, start, count);
        at += count;
        return count;
    }
}
