package org.restante.reading.message;

import org.restante.mail.MailException;
import org.restante.mail.MailboxName;
import org.restante.mail.Problem;
import org.restante.mail.Uid;

/** The paths of a message's parts, written and read. */
final class Paths {

    private static final int MOST_DIGITS = 10;

    private Paths() {}

    /** A link that was never ours leads to no message. */
    static Uid uid(String path) {
        boolean digits = path.length() <= MOST_DIGITS && path.chars().allMatch(Paths::isDigit);
        if (digits && !path.isEmpty() && Uid.isUid(Long.parseLong(path))) {
            return new Uid(Long.parseLong(path));
        }
        throw new MailException(Problem.MESSAGE_MISSING, "no UID in the path");
    }

    /** Sections go into a command, so nothing but numbers and dots passes. */
    static String section(String path) {
        boolean plain = path.chars().allMatch(c -> isDigit(c) || c == '.');
        if (path.isEmpty() || path.length() > 1_000 || !plain) {
            throw new MailException(Problem.MESSAGE_MISSING, "no section in the path");
        }
        return path;
    }

    static String picture(MailboxName mailbox, Uid uid, String section) {
        return "/mail/" + mailbox.toPath() + "/" + uid + "/parts/" + section + "?inline";
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
