package org.restante.compose.template;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The templates of each user, by the address that they signed in with. */
@Component
public class Templates {

    /** How many one user can have. */
    static final int MOST = 200;

    static final int LONGEST_NAME = 200;
    static final int LONGEST_SUBJECT = 1_000;
    static final int LONGEST_TEXT = 50_000;
    static final int LONGEST_HTML = 200_000;

    private static final String COLUMNS = "SELECT id, name, subject, text, html FROM template ";

    private final JdbcClient sql;

    Templates(JdbcClient sql) {
        this.sql = sql;
    }

    /** All of them in the order of their names. */
    public List<Template> of(String owner) {
        return sql.sql(COLUMNS + "WHERE owner = :owner ORDER BY lower(name), id")
                .param("owner", key(owner))
                .query(Templates::template)
                .list();
    }

    public Optional<Template> find(String owner, UUID id) {
        return sql.sql(COLUMNS + "WHERE owner = :owner AND id = :id")
                .param("owner", key(owner))
                .param("id", id)
                .query(Templates::template)
                .optional();
    }

    private static Template template(ResultSet row, int number) throws SQLException {
        return new Template(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("subject"),
                row.getString("text"),
                row.getString("html"));
    }

    /**
     * Adds it, or changes the one with that id; false where it is too long or there are too many.
     */
    @Transactional
    public boolean save(String owner, Template template) {
        boolean fits =
                template.name().length() <= LONGEST_NAME
                        && template.subject().length() <= LONGEST_SUBJECT
                        && template.text().length() <= LONGEST_TEXT
                        && template.html().length() <= LONGEST_HTML;
        List<Template> before = of(owner);
        boolean isNew = before.stream().noneMatch(one -> one.id().equals(template.id()));
        if (!fits || (isNew && before.size() >= MOST)) {
            return false;
        }
        sql.sql(
                        """
                        INSERT INTO template (id, owner, name, subject, text, html)
                        VALUES (:id, :owner, :name, :subject, :text, :html)
                        ON CONFLICT (id) DO UPDATE
                           SET name = excluded.name, subject = excluded.subject,
                               text = excluded.text, html = excluded.html
                         WHERE template.owner = excluded.owner
                        """)
                .param("id", template.id())
                .param("owner", key(owner))
                .param("name", template.name())
                .param("subject", template.subject())
                .param("text", template.text())
                .param("html", template.html())
                .update();
        return true;
    }

    void remove(String owner, UUID id) {
        sql.sql("DELETE FROM template WHERE owner = :owner AND id = :id")
                .param("owner", key(owner))
                .param("id", id)
                .update();
    }

    private static String key(String owner) {
        return owner.toLowerCase(Locale.ROOT);
    }
}
