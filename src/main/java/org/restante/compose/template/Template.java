package org.restante.compose.template;

import java.util.UUID;
import org.restante.mail.HeaderText;

/**
 * A text to begin a message with.
 *
 * @param subject empty for none
 * @param html empty where it has no more to it than the text
 */
public record Template(UUID id, String name, String subject, String text, String html) {

    /** Made of a message, called as that is, or by its first words. */
    public static Template named(String subject, String text, String html) {
        String name = subject.isBlank() ? text.strip().lines().findFirst().orElse("") : subject;
        String label = HeaderText.clean(name).strip();
        return new Template(
                UUID.randomUUID(),
                label.isEmpty() ? "…" : label.substring(0, Math.min(label.length(), 100)),
                HeaderText.clean(subject).strip(),
                text.stripTrailing(),
                html);
    }
}
