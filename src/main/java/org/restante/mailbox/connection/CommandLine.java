package org.restante.mailbox.connection;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Flag;
import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.UidSet;

/**
 * A command as it goes over the wire, built so that no text of a user can break out of its place:
 * lengths are counted in octets, and what no quoted string can hold becomes a literal.
 */
public final class CommandLine {

    /** What is sent: octets, then perhaps a literal, which the server may have to invite first. */
    record Piece(byte[] line, @Nullable Literal literal) {}

    record Literal(InputStream content, long size, boolean invited) {}

    private final Capabilities capabilities;
    private final List<Piece> pieces = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    CommandLine(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    public Capabilities capabilities() {
        return capabilities;
    }

    /** Appends protocol text of our own: keywords, numbers, parentheses. Never a user's text. */
    public CommandLine text(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            char c = ascii.charAt(i);
            if (c < ' ' || c > '~') {
                throw new IllegalArgumentException("not protocol text");
            }
            line.write(c);
        }
        return this;
    }

    public CommandLine uids(UidSet uids) {
        return text(uids.toString());
    }

    public CommandLine flags(Iterable<Flag> flags) {
        text("(");
        String separator = "";
        for (Flag flag : flags) {
            text(separator).text(flag.name());
            separator = " ";
        }
        return text(")");
    }

    public CommandLine mailbox(MailboxName name) {
        return bytes(MailboxNames.encode(name, capabilities.utf8()));
    }

    /** Appends a text of anybody's, in UTF-8. */
    public CommandLine string(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private CommandLine bytes(byte[] bytes) {
        boolean quotable = bytes.length < 1000;
        for (byte b : bytes) {
            if (b == 0) {
                throw new MailException(Problem.REFUSED, "NUL cannot be sent");
            }
            boolean eightBit = b < 0 && !capabilities.utf8();
            quotable &= b != '\r' && b != '\n' && !eightBit;
        }
        if (!quotable) {
            return literal(new ByteArrayInputStream(bytes), bytes.length, "");
        }
        line.write('"');
        for (byte b : bytes) {
            if (b == '"' || b == '\\') {
                line.write('\\');
            }
            line.write(b);
        }
        line.write('"');
        return this;
    }

    /**
     * Appends content of a known size.
     *
     * @param prefix {@code ~} for binary content, else empty
     */
    public CommandLine literal(InputStream content, long size, String prefix) {
        boolean plus =
                capabilities.has("LITERAL+") || (capabilities.has("LITERAL-") && size <= 4096);
        text(prefix + "{" + size + (plus ? "+" : "") + "}");
        line.write('\r');
        line.write('\n');
        pieces.add(new Piece(line.toByteArray(), new Literal(content, size, !plus)));
        line.reset();
        return this;
    }

    List<Piece> end() {
        line.write('\r');
        line.write('\n');
        pieces.add(new Piece(line.toByteArray(), null));
        return pieces;
    }
}
