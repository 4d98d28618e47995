package org.restante.compose;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.mime.MessageWriter;
import org.restante.mail.Uid;
import org.restante.mail.UidValidity;
import org.restante.reading.quote.Quoted;

/** One copy of a draft on the server: a UID, in one life of the mailbox. */
public record Copy(UidValidity uidValidity, Uid uid) {

    /**
     * Which writing of the draft a copy is.
     *
     * @param writer the page that wrote it
     * @param number counted by that page
     * @param base the copy that it was made from, or null for the first
     */
    public record Revision(UUID writer, long number, @Nullable Copy base) {

        /** As in the header field {@link MessageWriter#REVISION}. */
        String text() {
            String before = base == null ? "" : " " + base.uidValidity() + " " + base.uid();
            return writer + " " + number + before;
        }

        static Optional<Revision> of(String text) {
            String[] parts = text.strip().split("\\s+", -1);
            if (parts.length < 2 || !isId(parts[0]) || !parts[1].matches("[0-9]{1,18}")) {
                return Optional.empty();
            }
            Copy base = parts.length == 4 ? Copy.of(parts[2], parts[3]) : null;
            return Optional.of(
                    new Revision(UUID.fromString(parts[0]), Long.parseLong(parts[1]), base));
        }
    }

    static boolean isId(@Nullable String text) {
        return text != null && text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    /** Null where either is no number of that kind. */
    static @Nullable Copy of(@Nullable String uidValidity, @Nullable String uid) {
        boolean numbers =
                uidValidity != null
                        && uid != null
                        && uidValidity.matches("[1-9][0-9]{0,9}")
                        && uid.matches("[1-9][0-9]{0,9}")
                        && Uid.isUid(Long.parseLong(uid));
        return numbers
                ? new Copy(
                        new UidValidity(Long.parseLong(uidValidity)), new Uid(Long.parseLong(uid)))
                : null;
    }

    static Copy of(Quoted quoted) {
        return new Copy(quoted.uidValidity(), quoted.summary().uid());
    }
}
