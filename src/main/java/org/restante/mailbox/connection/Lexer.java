package org.restante.mailbox.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a response into values and takes whatever a server sends: what breaks the grammar is read as
 * well as it can be, and never fails unless it is larger than anything that was asked for.
 *
 * <p>Lists are followed with a stack of our own, since a hostile structure may be nested deeper
 * than a thread's.
 */
final class Lexer {

    /** More than the UIDs of the largest mailbox. */
    private static final int VALUES = 5_000_000;

    private final byte[] buffer;
    private final int end;
    private int at;
    private int literalSize;
    private int count;
    private boolean neverClosed;

    Lexer(byte[] buffer, int start, int end) {
        this.buffer = buffer;
        this.at = start;
        this.end = end;
    }

    List<Value> all() {
        Deque<List<Value>> open = new ArrayDeque<>();
        List<Value> values = new ArrayList<>();
        while (true) {
            skipSpaces();
            if (at >= end) {
                break;
            }
            byte b = buffer[at];
            if (b == '(') {
                at++;
                bounded();
                open.push(values);
                values = new ArrayList<>();
            } else if (b == ')') {
                at++;
                if (!open.isEmpty()) {
                    values = close(open, values);
                }
            } else {
                bounded();
                values.add(text());
            }
        }
        while (!open.isEmpty()) {
            values = close(open, values);
        }
        return values;
    }

    /** A text of nothing but parentheses would take a hundred times its size. */
    private void bounded() {
        if (++count > VALUES) {
            throw new Wire.OversizedResponse();
        }
    }

    private static List<Value> close(Deque<List<Value>> open, List<Value> values) {
        List<Value> outer = open.pop();
        outer.add(new Value.Items(values));
        return outer;
    }

    private void skipSpaces() {
        while (at < end && (buffer[at] == ' ' || buffer[at] == '\r' || buffer[at] == '\n')) {
            at++;
        }
    }

    private Value text() {
        if (buffer[at] == '"') {
            return quoted();
        }
        int brace = buffer[at] == '~' && at + 1 < end && buffer[at + 1] == '{' ? at + 1 : at;
        if (buffer[brace] == '{') {
            int content = literalContent(brace);
            if (content >= 0) {
                return literal(content);
            }
        }
        return atom();
    }

    private Value quoted() {
        int start = ++at;
        int escapes = 0;
        while (at < end && buffer[at] != '"') {
            if (buffer[at] == '\\' && at + 1 < end) {
                escapes++;
                at++;
            }
            at++;
        }
        byte[] text = Arrays.copyOfRange(buffer, start, at);
        at++;
        return new Value.Text(escapes == 0 ? text : unescaped(text, escapes), false);
    }

    private static byte[] unescaped(byte[] text, int escapes) {
        byte[] plain = new byte[text.length - escapes];
        int from = 0;
        for (int to = 0; to < plain.length; to++) {
            from += text[from] == '\\' && from + 1 < text.length ? 1 : 0;
            plain[to] = text[from++];
        }
        return plain;
    }

    /** Where the content of the literal at {@code brace} starts, or -1 where there is none. */
    private int literalContent(int brace) {
        long size = 0;
        int i = brace + 1;
        while (at(i) >= '0' && at(i) <= '9' && size < Integer.MAX_VALUE) {
            size = size * 10 + (buffer[i++] - '0');
        }
        boolean header = i > brace + 1 && at(i) == '}' && at(i + 1) == '\r' && at(i + 2) == '\n';
        if (!header || i + 3 + size > end) {
            return -1;
        }
        literalSize = (int) size;
        return i + 3;
    }

    private int at(int index) {
        return index < end ? buffer[index] : -1;
    }

    private Value literal(int content) {
        at = content + literalSize;
        return new Value.Text(Arrays.copyOfRange(buffer, content, at), false);
    }

    /**
     * An atom; brackets hold together what they enclose, as in {@code BODY[HEADER.FIELDS (To)]}.
     */
    private Value atom() {
        int start = at;
        while (at < end && !isDelimiter(buffer[at]) && !isLiteralAfter(start)) {
            int bracket = buffer[at] == '[' ? closingBracket(start) : -1;
            at = bracket > 0 ? bracket + 1 : at + 1;
        }
        if (at == start) {
            at++;
        }
        byte[] bytes = Arrays.copyOfRange(buffer, start, at);
        return isNil(bytes) ? Value.Nil.NIL : new Value.Text(bytes, true);
    }

    private static boolean isDelimiter(byte b) {
        return b == ' ' || b == '(' || b == ')' || b == '\r' || b == '\n';
    }

    private static boolean isNil(byte[] atom) {
        return atom.length == 3
                && (atom[0] | ' ') == 'n'
                && (atom[1] | ' ') == 'i'
                && (atom[2] | ' ') == 'l';
    }

    /** Some servers leave out the space before a literal. */
    private boolean isLiteralAfter(int start) {
        return at > start && buffer[at] == '{' && literalContent(at) >= 0;
    }

    /** The bracket that closes a section; one that is missing is not looked for again. */
    private int closingBracket(int start) {
        if (neverClosed || at - start < 4) {
            return -1;
        }
        for (int i = at + 1; i < end; i++) {
            if (buffer[i] == ']') {
                return i;
            }
        }
        neverClosed = true;
        return -1;
    }
}
