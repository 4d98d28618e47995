package org.restante.setup;

import org.jspecify.annotations.Nullable;

/**
 * What somebody answered to the three questions, and what follows from it.
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

    /** POP only for who reads in one place alone and wants the mail off the server. */
    public boolean isPopAdvised() {
        return "one".equals(where) && ("no".equals(keep) || "short".equals(space));
    }

    public boolean isPop() {
        return protocol == null ? isPopAdvised() : protocol.equals("pop");
    }

    public boolean isAnswered() {
        return where != null;
    }

    /** The key of the sentence that says why. */
    public String why() {
        if (isPopAdvised()) {
            return "no".equals(keep) ? "pop.leave" : "pop.space";
        }
        if ("many".equals(where) && ("no".equals(keep) || "short".equals(space))) {
            return "imap.many.space";
        }
        return "one".equals(where) ? "imap.one" : "imap.many";
    }

    public boolean says(String question, String answer) {
        String given =
                switch (question) {
                    case "where" -> where == null ? "many" : where;
                    case "keep" -> keep == null ? "yes" : keep;
                    default -> space == null ? "enough" : space;
                };
        return given.equals(answer);
    }
}
