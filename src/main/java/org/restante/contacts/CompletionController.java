package org.restante.contacts;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import org.restante.mail.Address;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Suggestions for whoever types a recipient, as a small list in JSON. */
@Controller
class CompletionController {

    private static final int MOST = 8;
    private static final MediaType JSON =
            new MediaType("application", "json", StandardCharsets.UTF_8);

    private final Contacts contacts;
    private final JsonMapper json = JsonMapper.builder().build();

    CompletionController(Contacts contacts) {
        this.contacts = contacts;
    }

    /**
     * A suggestion as the script reads it.
     *
     * @param type {@code person} or {@code group}
     * @param to to whom mail would go: one for a person, all members for a group
     */
    record Item(String type, String name, List<To> to, boolean collected) {

        static Item of(Suggestion suggestion) {
            return switch (suggestion) {
                case Suggestion.Person person ->
                        new Item(
                                "person",
                                person.name(),
                                List.of(new To(person.name(), person.email())),
                                person.collected());
                case Suggestion.Group group ->
                        new Item(
                                "group",
                                group.name(),
                                group.members().stream().map(To::of).toList(),
                                false);
            };
        }
    }

    /** A recipient. */
    record To(String name, String email) {

        static To of(Address address) {
            return new To(address.name(), address.email());
        }
    }

    @GetMapping("/contacts/completion")
    ResponseEntity<String> complete(@RequestParam(defaultValue = "") String q, Principal user) {
        List<Item> items =
                contacts.complete(user.getName(), q, MOST).stream().map(Item::of).toList();
        return ResponseEntity.ok().contentType(JSON).body(harmless(json.writeValueAsString(items)));
    }

    /** Such characters stand in strings alone; nobody who mistakes it for HTML finds a tag. */
    private static String harmless(String text) {
        return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }
}
