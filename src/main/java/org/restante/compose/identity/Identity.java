package org.restante.compose.identity;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.jsoup.nodes.Entities;
import org.restante.mail.Address;

/**
 * As whom a user writes.
 *
 * @param name beside the address, empty for none
 * @param replyTo where answers go, empty for the address itself
 * @param signature in plain text, empty for none
 * @param html the signature in HTML, empty where it has no more to it than the text
 * @param bccSelf whether each message goes to the address too
 */
public record Identity(
        UUID id,
        String address,
        String name,
        String replyTo,
        String signature,
        String html,
        boolean bccSelf) {

    /** What holds until somebody says something else: the address they signed in with. */
    static Identity unsaid(String owner) {
        UUID id = UUID.nameUUIDFromBytes(key(owner).getBytes(StandardCharsets.UTF_8));
        return new Identity(id, owner, "", "", "", "", false);
    }

    /** The sender as the From field has it. */
    public Address sender() {
        return new Address(name, address);
    }

    /** Name and address in one line. */
    public String label() {
        return name.isEmpty() ? address : name + " <" + address + ">";
    }

    public boolean isAt(String email) {
        return address.equalsIgnoreCase(email);
    }

    /** What a plain text ends with, its first line telling where it begins (RFC 3676, 4.3). */
    public String signatureText() {
        return signature.isEmpty() ? "" : "\n\n-- \n" + signature;
    }

    /** The same for HTML; empty for none. */
    public String signatureHtml() {
        if (signature.isEmpty()) {
            return "";
        }
        String lines = Entities.escape(signature).replace("\n", "<br>");
        return "<div class=\"signature\">"
                + (html.isEmpty() ? "<p>" + lines + "</p>" : html)
                + "</div>";
    }

    static String key(String owner) {
        return owner.toLowerCase(Locale.ROOT);
    }
}
