package org.restante.contacts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The groups of an owner; names differ by more than case. */
@Service
class Groups {

    static final int LONGEST = 100;

    /** So many stand at the side of a page. */
    static final int MOST = 500;

    private final JdbcClient sql;

    Groups(JdbcClient sql) {
        this.sql = sql;
    }

    List<Group> all(String owner) {
        return sql.sql(
                        """
                        SELECT g.id, g.name, count(m.contact_id)
                          FROM contact_group g
                          LEFT JOIN contact_group_member m
                            ON m.group_id = g.id AND m.owner = g.owner
                         WHERE g.owner = :owner
                         GROUP BY g.id ORDER BY g.words COLLATE "C", g.name COLLATE "C"
                        """)
                .param("owner", owner)
                .query(
                        (row, number) ->
                                new Group(
                                        row.getObject(1, UUID.class),
                                        row.getString(2),
                                        row.getInt(3)))
                .list();
    }

    Optional<Group> find(String owner, UUID id) {
        return all(owner).stream().filter(group -> group.id().equals(id)).findFirst();
    }

    /** Why a group cannot have this name: the key of a sentence; empty where it can. */
    Optional<String> fault(String name) {
        if (Clean.word(name).isEmpty()) {
            return Optional.of("contact.fault.group");
        }
        return Clean.word(name).length() > LONGEST
                ? Optional.of("contact.fault.long")
                : Optional.empty();
    }

    /** Makes a group, or tells why not. */
    Optional<String> create(String owner, String name) {
        Optional<String> fault = fault(name);
        if (fault.isPresent()) {
            return fault;
        }
        if (all(owner).size() >= MOST) {
            return Optional.of("contact.fault.groups");
        }
        return insert(owner, Clean.word(name))
                ? Optional.empty()
                : Optional.of("contact.fault.exists");
    }

    private boolean insert(String owner, String name) {
        return sql.sql(
                                """
                                INSERT INTO contact_group (id, owner, name, key, words)
                                VALUES (:id, :owner, :name, :key, :words)
                                    ON CONFLICT (owner, key) DO NOTHING
                                """)
                        .param("id", UUID.randomUUID())
                        .param("owner", owner)
                        .param("name", name)
                        .param("key", key(name))
                        .param("words", Fold.names(Stream.of(name)))
                        .update()
                == 1;
    }

    /** Calls a group otherwise, or tells why not. */
    Optional<String> rename(String owner, UUID id, String name) {
        Optional<String> fault = fault(name);
        if (fault.isPresent()) {
            return fault;
        }
        try {
            sql.sql(
                            """
                            UPDATE contact_group SET name = :name, key = :key, words = :words
                             WHERE owner = :owner AND id = :id
                            """)
                    .param("name", Clean.word(name))
                    .param("key", key(Clean.word(name)))
                    .param("words", Fold.names(Stream.of(Clean.word(name))))
                    .param("owner", owner)
                    .param("id", id)
                    .update();
            return Optional.empty();
        } catch (DuplicateKeyException e) {
            return Optional.of("contact.fault.exists");
        }
    }

    /** Removes a group; who was in it stays in the book. */
    boolean remove(String owner, UUID id) {
        return sql.sql("DELETE FROM contact_group WHERE owner = :owner AND id = :id")
                        .param("owner", owner)
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * Groups by the {@link #key} of their names; those that are not there are made, up to a bound.
     */
    Map<String, UUID> ensure(String owner, Collection<String> names) {
        Map<String, UUID> known = new HashMap<>();
        all(owner).forEach(group -> known.put(key(group.name()), group.id()));
        List<String> missing =
                new ArrayList<>(
                        names.stream()
                                .filter(name -> !known.containsKey(key(name)))
                                .distinct()
                                .limit(Math.max(0, MOST - known.size()))
                                .toList());
        if (missing.isEmpty()) {
            return known;
        }
        missing.forEach(name -> insert(owner, name));
        all(owner).forEach(group -> known.put(key(group.name()), group.id()));
        return known;
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
