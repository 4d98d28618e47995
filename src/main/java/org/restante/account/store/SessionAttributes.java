package org.restante.account.store;

import java.util.HashMap;
import java.util.Map;
import org.springframework.session.Session;

/** A session's attributes as an immutable map. */
final class SessionAttributes {

    private SessionAttributes() {}

    static Map<String, Object> of(Session session) {
        Map<String, Object> attributes = new HashMap<>();
        for (String name : session.getAttributeNames()) {
            Object value = session.getAttribute(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return Map.copyOf(attributes);
    }
}
