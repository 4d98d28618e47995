package org.restante.compose.template;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.MessageHtml;
import org.restante.mail.HeaderText;

/**
 * A template as its page's form has it.
 *
 * @param html what the editor made of the text
 * @param format {@code rich} where the editor's counts
 */
record TemplateForm(
        @Nullable String name,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String html,
        @Nullable String format) {

    static TemplateForm of(Template template) {
        return new TemplateForm(
                template.name(), template.subject(), template.text(), template.html(), null);
    }

    /** The names of the fields that cannot stay so. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        if (said(name).isBlank() || said(name).length() > Templates.LONGEST_NAME) {
            wrong.add("name");
        }
        if (said(text).length() > Templates.LONGEST_TEXT
                || clean().length() > Templates.LONGEST_HTML) {
            wrong.add("text");
        }
        if (said(subject).length() > Templates.LONGEST_SUBJECT) {
            wrong.add("subject");
        }
        return wrong;
    }

    /** What was typed, once nothing is {@link #wrong}. */
    Template toTemplate(UUID id) {
        return new Template(
                id,
                HeaderText.clean(said(name)).strip(),
                HeaderText.clean(said(subject)).strip(),
                said(text).replace("\r\n", "\n").stripTrailing(),
                clean());
    }

    private String clean() {
        return "rich".equals(format) ? MessageHtml.clean(said(html)) : "";
    }

    private static String said(@Nullable String field) {
        return field == null ? "" : field;
    }
}
