package org.restante.contacts;

import java.util.List;
import org.restante.mail.Address;

/** What somebody may mean who begins to type a recipient. */
public sealed interface Suggestion {

    /** As it is shown; empty for a person of whom only the address is known. */
    String name();

    /**
     * One address of a contact.
     *
     * @param times how often the contact was mailed
     * @param collected whether the contact was kept from sent mail and by nobody's hand
     */
    record Person(String name, String email, int times, boolean collected) implements Suggestion {}

    /**
     * Several contacts at once.
     *
     * @param members each by the preferred address; who has none is not among them
     */
    record Group(String name, List<Address> members) implements Suggestion {}
}
