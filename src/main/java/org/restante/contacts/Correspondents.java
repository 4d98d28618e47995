package org.restante.contacts;

import org.restante.mail.Mailed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Counts whom somebody writes to. */
@Component
class Correspondents {

    private static final Logger log = LoggerFactory.getLogger(Correspondents.class);

    private final Contacts contacts;

    Correspondents(Contacts contacts) {
        this.contacts = contacts;
    }

    /** That it cannot be counted keeps nobody from sending. */
    @EventListener
    void on(Mailed mailed) {
        try {
            contacts.mailed(mailed.owner(), mailed.recipients());
        } catch (DataAccessException e) {
            log.warn("Whom somebody wrote to could not be counted: {}", e.getMessage());
        }
    }
}
