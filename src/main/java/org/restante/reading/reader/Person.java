package org.restante.reading.reader;

import java.util.List;
import org.restante.mail.Address;
import org.restante.reading.list.Plain;

/**
 * Somebody of a message's head; the real address is always shown beside the name that they chose.
 *
 * @param name empty where there is none or where it only repeats the address
 */
record Person(String name, String email) {

    static Person of(Address address) {
        String name = Plain.text(address.name());
        String email = Plain.text(address.email());
        return new Person(name.equalsIgnoreCase(email) ? "" : name, email);
    }

    static List<Person> all(List<Address> addresses) {
        return addresses.stream()
                .filter(address -> !address.label().isBlank())
                .map(Person::of)
                .toList();
    }
}
