package org.restante.mailbox.connection;

import java.util.List;

/**
 * A status response, tagged or not (RFC 9051, section 7.1).
 *
 * @param code the response code in capitals, empty where there is none
 * @param arguments of the code
 * @param text for people, made safe for a log
 */
public record Status(Kind kind, String code, List<Value> arguments, String text) {

    /** What the server says with it. */
    public enum Kind {
        OK,
        NO,
        BAD,
        BYE,
        PREAUTH
    }

    public boolean ok() {
        return kind == Kind.OK;
    }

    public boolean has(String word) {
        return code.equals(word);
    }

    public Value argument(int index) {
        return index < arguments.size() ? arguments.get(index) : Value.Nil.NIL;
    }
}
