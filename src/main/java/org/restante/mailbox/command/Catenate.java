package org.restante.mailbox.command;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.mailbox.Appended;
import org.restante.mailbox.Piece;
import org.restante.mailbox.connection.Command;
import org.restante.mailbox.connection.CommandLine;
import org.restante.mailbox.connection.SequenceSets;
import org.restante.mailbox.connection.Status;

/**
 * Adds a message that is put together from pieces, those among them that the server has already
 * named by URL (CATENATE, RFC 4469; URLs by RFC 5092).
 */
public final class Catenate extends Command<Appended> {

    private static final String UNRESERVED = "-._~/";

    private final MailboxName mailbox;
    private final Set<Flag> flags;
    private final List<Piece> pieces;

    public Catenate(MailboxName mailbox, Set<Flag> flags, List<Piece> pieces) {
        this.mailbox = mailbox;
        this.flags = flags;
        this.pieces = pieces;
    }

    @Override
    public String name() {
        return "APPEND";
    }

    @Override
    public void write(CommandLine line) {
        line.text("APPEND ").mailbox(mailbox).text(" ").flags(flags).text(" CATENATE (");
        String separator = "";
        for (Piece piece : pieces) {
            line.text(separator);
            switch (piece) {
                case Piece.Octets octets ->
                        line.text("TEXT ")
                                .literal(
                                        new ByteArrayInputStream(octets.octets()),
                                        octets.size(),
                                        "");
                case Piece.Content content ->
                        line.text("TEXT ").literal(content.content(), content.size(), "");
                case Piece.Stored stored -> line.text("URL ").string(url(stored));
            }
            separator = " ";
        }
        line.text(")");
    }

    private static String url(Piece.Stored stored) {
        String section = stored.section().isEmpty() ? "" : "/;SECTION=" + stored.section();
        return "/"
                + escaped(stored.mailbox().value())
                + ";UIDVALIDITY="
                + stored.uidValidity()
                + "/;UID="
                + stored.uid()
                + section;
    }

    /** RFC 5092, section 2: names in UTF-8, whatever is not plain as its octets' numbers. */
    private static String escaped(String name) {
        StringBuilder url = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || UNRESERVED.indexOf(c) >= 0;
            url.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return url.toString();
    }

    @Override
    protected Appended result(Status status) {
        return appended(status);
    }

    /** What APPENDUID says (RFC 4315); a server that says nothing readable said nothing. */
    static Appended appended(Status status) {
        if (!status.has("APPENDUID")) {
            return Appended.UNTOLD;
        }
        return new Appended(
                number(status.argument(0).string()).map(one -> new UidValidity(one.value())),
                number(status.argument(1).string()));
    }

    /** A UIDVALIDITY has the range of a UID. */
    private static Optional<Uid> number(@Nullable String text) {
        return text == null ? Optional.empty() : SequenceSets.uids(text, 1).stream().findFirst();
    }

    @Override
    public boolean repeatable() {
        return false;
    }
}
