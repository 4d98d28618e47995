package org.restante.setup;

import org.jspecify.annotations.Nullable;

/**
 * What somebody answered to the three questions. Who says nothing, or nothing that can be
 * understood, reads in many places, keeps the mail on the server and has enough room there.
 *
 * @param where {@code one} computer only, or {@code many} places
 * @param keep whether the mail shall stay on the server: {@code yes} or {@code no}
 * @param space whether the server has little room left: {@code short} or {@code enough}
 * @param protocol what was chosen in spite of the advice: {@code imap} or {@code pop}
 */
record Choice(
        @Nullable String where,
        @Nullable String keep,
        @Nullable String space,
        @Nullable String protocol) {

    Choice {
        where = "one".equals(where) ? "one" : "many";
        keep = "no".equals(keep) ? "no" : "yes";
        space = "short".equals(space) ? "short" : "enough";
    }

    boolean isInOnePlace() {
        return "one".equals(where);
    }

    boolean isLeaving() {
        return "no".equals(keep);
    }

    boolean isShort() {
        return "short".equals(space);
    }

    /** Whether the settings for POP are asked for, be it against the advice. */
    boolean isPop(Advice advice) {
        return switch (protocol) {
            case "pop" -> true;
            case "imap" -> false;
            case null, default -> advice.pop();
        };
    }

    /** Whether that is the answer to one of the questions. */
    public boolean says(String answer) {
        return answer.equals(where) || answer.equals(keep) || answer.equals(space);
    }
}
