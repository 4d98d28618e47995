package org.restante.admin;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One line of the log for each act: who did what. What others wrote stands in quotation marks, cut
 * short, and with nothing in it that would break the line or pass for another.
 */
@Component
class Audit {

    private static final Logger log = LoggerFactory.getLogger("org.restante.audit");
    private static final int LONGEST = 200;

    void did(Administrator who, String what, String... whom) {
        say(who.name(), what, whom);
    }

    void somebody(String client, String what, String... whom) {
        say("somebody at " + client, what, whom);
    }

    private static void say(String who, String what, String... whom) {
        StringBuilder line = new StringBuilder(quoted(who)).append(' ').append(what);
        for (String one : whom) {
            line.append(' ').append(quoted(one));
        }
        log.info("{}", line);
    }

    static String quoted(String text) {
        StringBuilder safe = new StringBuilder("\"");
        text.codePoints()
                .limit(LONGEST)
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                safe.append('\\').appendCodePoint(c);
                            } else if (isPlain(c)) {
                                safe.appendCodePoint(c);
                            } else {
                                safe.append(String.format("\\u%04x", c));
                            }
                        });
        return safe.append('"').toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }
}
