package org.restante.reading.quote;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.restante.mail.HeaderText;
import org.restante.mail.MailboxName;
import org.restante.mail.MessageSummary;
import org.restante.mail.UidValidity;
import org.restante.reading.mime.Attachment;

/**
 * A message to be answered, passed on or written further.
 *
 * @param fields of its header, unfolded, raw, by their names in lower case; the first of each
 * @param text of all its texts, plain
 * @param html as the mail has it, unsafe to show; null where no text is HTML
 * @param cut whether the texts are longer than what is here
 */
public record Quoted(
        MailboxName mailbox,
        UidValidity uidValidity,
        MessageSummary summary,
        Map<String, String> fields,
        String text,
        @Nullable String html,
        boolean cut,
        List<Attachment> files) {

    /** A field as it stands, without what folds it. */
    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    /** A field as people read it. */
    public String legible(String name) {
        return field(name).map(HeaderText::decode).orElse("");
    }
}
