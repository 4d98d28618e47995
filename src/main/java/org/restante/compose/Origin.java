package org.restante.compose;

import org.jspecify.annotations.Nullable;
import org.restante.mail.MailboxName;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;

/** The message that a draft answers or passes on. */
public record Origin(Kind kind, MailboxName mailbox, UidValidity uidValidity, Uid uid) {

    /** What a draft does with it. */
    public enum Kind {
        REPLY,
        FORWARD
    }

    /** As in a header field of the draft. */
    String text() {
        return kind + " " + mailbox.toPath() + " " + uidValidity + " " + uid;
    }

    /** Reads {@link #text()}; null for anything else. */
    static @Nullable Origin of(@Nullable String text) {
        String[] parts = text == null ? new String[0] : text.strip().split("\\s+", -1);
        if (parts.length != 4
                || !parts[0].matches("REPLY|FORWARD")
                || !parts[2].matches("[1-9][0-9]{0,9}")
                || !parts[3].matches("[1-9][0-9]{0,9}")
                || !Uid.isUid(Long.parseLong(parts[3]))) {
            return null;
        }
        return new Origin(
                Kind.valueOf(parts[0]),
                MailboxName.ofPath(parts[1]),
                new UidValidity(Long.parseLong(parts[2])),
                new Uid(Long.parseLong(parts[3])));
    }
}
