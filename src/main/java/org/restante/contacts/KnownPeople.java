package org.restante.contacts;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.restante.mail.Address;
import org.restante.reading.people.Acquaintance;
import org.restante.reading.people.Acquaintances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The address book as the pages of mail ask it. */
@Component
class KnownPeople implements Acquaintances {

    private static final Logger log = LoggerFactory.getLogger(KnownPeople.class);

    private final Contacts contacts;

    KnownPeople(Contacts contacts) {
        this.contacts = contacts;
    }

    /** That the book cannot be read keeps nobody from their mail: then nobody is known. */
    @Override
    public Map<String, Acquaintance> find(String owner, Collection<String> emails) {
        try {
            Map<String, Acquaintance> found = new HashMap<>();
            contacts.find(owner, emails)
                    .forEach((email, known) -> found.put(email, acquaintance(known)));
            return found;
        } catch (DataAccessException e) {
            log.warn("The address book cannot be read at the moment: {}", e.getMessage());
            return Map.of();
        }
    }

    private static Acquaintance acquaintance(Known known) {
        return new Acquaintance(
                ContactsController.ALL + "/" + known.id(), known.blocked(), known.images());
    }

    @Override
    public boolean block(String owner, Address who, boolean blocked) {
        return contacts.block(owner, who, blocked);
    }

    @Override
    public boolean showImages(String owner, Address who, boolean always) {
        return contacts.showImages(owner, who, always);
    }
}
