package org.restante.mailbox.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.eclipse.angus.mail.iap.Protocol;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/** A response as Angus read it off the wire, open to our own lexer. */
final class RawResponse extends IMAPResponse {

    /** Longer texts of a server are of no use in a log. */
    private static final int TEXT = 300;

    RawResponse(Protocol protocol) throws IOException, ProtocolException {
        super(protocol);
    }

    int octets() {
        return size;
    }

    boolean isStatus() {
        return isOK() || isNO() || isBAD() || isBYE() || (isUnTagged() && isPreauth());
    }

    private boolean isPreauth() {
        if (pindex >= size) {
            return false;
        }
        List<Value> words = new Lexer(buffer, pindex, Math.min(size, pindex + 9)).all();
        return !words.isEmpty() && words.getFirst().keyword().equals("PREAUTH");
    }

    Status status() {
        int start = pindex;
        while (start < size && buffer[start] == ' ') {
            start++;
        }
        List<Value> code = List.of();
        if (start < size && buffer[start] == '[') {
            int end = codeEnd(start);
            code = new Lexer(buffer, start + 1, end).all();
            start = Math.min(size, end + 1);
        }
        String name = code.isEmpty() ? "" : code.getFirst().keyword();
        List<Value> arguments = code.isEmpty() ? code : code.subList(1, code.size());
        return new Status(kind(), name, arguments, printable(start));
    }

    /** The code's bracket: the first one outside quotes and parentheses, else any, else the end. */
    private int codeEnd(int start) {
        boolean quoted = false;
        int depth = 0;
        int first = size;
        for (int i = start + 1; i < size; i++) {
            if (buffer[i] == '"' && buffer[i - 1] != '\\') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += buffer[i] == '(' ? 1 : buffer[i] == ')' ? -1 : 0;
                if (buffer[i] == ']' && depth <= 0) {
                    return i;
                }
                first = buffer[i] == ']' ? Math.min(first, i) : first;
            }
        }
        return first;
    }

    private Status.Kind kind() {
        if (isOK()) {
            return Status.Kind.OK;
        }
        if (isNO()) {
            return Status.Kind.NO;
        }
        if (isBAD()) {
            return Status.Kind.BAD;
        }
        return isBYE() ? Status.Kind.BYE : Status.Kind.PREAUTH;
    }

    private String printable(int start) {
        int length = Math.min(size - start, TEXT);
        if (length <= 0) {
            return "";
        }
        String text = new String(buffer, start, length, StandardCharsets.UTF_8);
        return text.replaceAll("\\p{C}", "?").trim();
    }

    Untagged untagged() {
        List<Value> values = new Lexer(buffer, pindex, size).all();
        if (values.isEmpty()) {
            return new Untagged(-1, "", values);
        }
        long number = values.getFirst().number();
        int skip = number >= 0 && values.size() > 1 ? 2 : 1;
        String keyword = values.get(skip - 1).keyword();
        return new Untagged(
                skip == 2 ? number : -1,
                keyword.toUpperCase(Locale.ROOT),
                values.subList(skip, values.size()));
    }
}
