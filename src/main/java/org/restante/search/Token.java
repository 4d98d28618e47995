package org.restante.search;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of what was typed.
 *
 * @param operator before the colon, in the reader's own spelling, empty for words
 * @param value without its quotation marks
 * @param quoted whether it stood in quotation marks
 * @param not whether a minus stands before it
 * @param from where it begins in the text
 * @param to where it ends
 */
record Token(String operator, String value, boolean quoted, boolean not, int from, int to) {

    /** More parts are no search that people type, and no server would thank us for them. */
    static final int MOST = 20;

    private static final String QUOTES = "\"“”„«»";

    static List<Token> all(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (tokens.size() < MOST) {
            while (at < text.length() && isSpace(text, at)) {
                at++;
            }
            if (at == text.length()) {
                return tokens;
            }
            Token token = read(text, at);
            if (!token.value().isEmpty() || !token.operator().isEmpty()) {
                tokens.add(token);
            }
            at = token.to();
        }
        return tokens;
    }

    private static Token read(String text, int from) {
        int at = from;
        boolean not = text.charAt(at) == '-' && at + 1 < text.length() && !isSpace(text, at + 1);
        at += not ? 1 : 0;
        int colon = at;
        while (colon < text.length() && Character.isLetter(text.charAt(colon))) {
            colon++;
        }
        boolean named = colon > at && colon < text.length() && text.charAt(colon) == ':';
        String operator = named ? text.substring(at, colon) : "";
        at = named ? colon + 1 : at;
        if (at < text.length() && isQuote(text, at)) {
            int end = at + 1;
            while (end < text.length() && !isQuote(text, end)) {
                end++;
            }
            String value = text.substring(at + 1, end).strip();
            return new Token(operator, value, true, not, from, Math.min(text.length(), end + 1));
        }
        int end = at;
        while (end < text.length() && !isSpace(text, end)) {
            end++;
        }
        return new Token(operator, text.substring(at, end), false, not, from, end);
    }

    private static boolean isSpace(String text, int at) {
        return Character.isWhitespace(text.charAt(at)) || Character.isSpaceChar(text.charAt(at));
    }

    private static boolean isQuote(String text, int at) {
        return QUOTES.indexOf(text.charAt(at)) >= 0;
    }

    /** The whole of it as one word, where its operator is none. */
    Token asWord() {
        return operator.isEmpty()
                ? this
                : new Token("", operator + ':' + value, quoted, not, from, to);
    }

    /** This one and the one behind it as one. */
    Token with(Token next) {
        return new Token(operator, value + ' ' + next.value, quoted, not, from, next.to);
    }

    /** The text without this part. */
    String rest(String text) {
        return (text.substring(0, from).strip() + ' ' + text.substring(to).strip()).strip();
    }
}
