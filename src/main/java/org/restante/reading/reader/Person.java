package org.restante.reading.reader;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.reading.list.Plain;
import org.restante.reading.people.Acquaintance;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Somebody of a message's head; the real address is always shown beside the name that they chose.
 *
 * @param url of the contact, or of the page that makes one; null where there is none to make
 * @param known whether the reader knows them
 * @param name empty where there is none or where it only repeats the address
 */
record Person(String name, String email, @Nullable String url, boolean known) {

    static Person of(Address address) {
        String name = Plain.text(address.name());
        String email = Plain.text(address.email());
        return new Person(name.equalsIgnoreCase(email) ? "" : name, email, null, false);
    }

    /**
     * The same as the reader knows them.
     *
     * @param owner the reader's own address, who is no contact of theirs
     */
    Person with(String owner, Map<String, Acquaintance> people) {
        Acquaintance one = people.get(email);
        if (one != null) {
            return new Person(name, email, one.url(), true);
        }
        boolean possible = email.indexOf('@') > 0 && !email.equalsIgnoreCase(owner);
        return possible ? new Person(name, email, unknown(), false) : this;
    }

    private String unknown() {
        return UriComponentsBuilder.fromPath("/contacts/new")
                .queryParam("name", "{name}")
                .queryParam("email", "{email}")
                .encode()
                .buildAndExpand(name, email)
                .toUriString();
    }

    static List<Person> all(List<Address> addresses) {
        return addresses.stream()
                .filter(address -> !address.label().isBlank())
                .map(Person::of)
                .toList();
    }
}
