package org.restante.mailbox.connection;

import java.util.List;

/**
 * An untagged response that carries data, such as {@code * 23 FETCH (FLAGS ())}.
 *
 * @param number what stands before the keyword, or -1
 * @param keyword in capitals
 * @param values what follows the keyword
 */
public record Untagged(long number, String keyword, List<Value> values) {

    public boolean is(String word) {
        return keyword.equals(word);
    }

    public Value value(int index) {
        return index < values.size() ? values.get(index) : Value.Nil.NIL;
    }
}
