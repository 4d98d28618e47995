package org.restante.compose.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.restante.compose.MessageHtml;
import org.restante.compose.Recipient;
import org.restante.compose.Recipients;
import org.restante.mail.Address;
import org.restante.mail.HeaderText;

/**
 * An identity as its page's form has it.
 *
 * @param text the signature in plain text
 * @param html what the editor made of it
 * @param format {@code rich} where the editor's counts
 */
record IdentityForm(
        @Nullable String address,
        @Nullable String name,
        @Nullable String replyTo,
        @Nullable String text,
        @Nullable String html,
        @Nullable String format,
        @Nullable String bccSelf,
        @Nullable String first) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 320;
    private static final int LONGEST_SIGNATURE = 4_000;
    private static final int LONGEST_HTML = 20_000;

    static IdentityForm of(Identity identity, boolean first) {
        return new IdentityForm(
                identity.address(),
                identity.name(),
                identity.replyTo(),
                identity.signature(),
                identity.html(),
                null,
                identity.bccSelf() ? "on" : null,
                first ? "on" : null);
    }

    /** The names of the fields that cannot stay so. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        check(wrong, "address", email(said(address)) != null);
        check(wrong, "name", said(name).length() <= LONGEST_NAME);
        check(wrong, "replyTo", said(replyTo).isBlank() || email(said(replyTo)) != null);
        boolean fits = said(text).length() <= LONGEST_SIGNATURE && clean().length() <= LONGEST_HTML;
        check(wrong, "text", fits);
        return wrong;
    }

    private static void check(List<String> wrong, String field, boolean right) {
        if (!right) {
            wrong.add(field);
        }
    }

    /** The one address that a text is, or null. */
    private static @Nullable String email(String typed) {
        List<Recipient> all = Recipients.parse(typed);
        if (all.size() != 1 || !all.getFirst().isGood()) {
            return null;
        }
        Address only = all.getFirst().address();
        return only != null && only.email().length() <= LONGEST_ADDRESS ? only.email() : null;
    }

    /** What was typed, once nothing is {@link #wrong}. */
    Identity toIdentity(UUID id) {
        String from = email(said(address));
        String answers = email(said(replyTo));
        String signature = said(text).replace("\r\n", "\n").stripTrailing();
        return new Identity(
                id,
                from == null ? "" : from,
                HeaderText.clean(said(name)).strip(),
                answers == null ? "" : answers,
                signature,
                signature.isEmpty() ? "" : clean(),
                bccSelf != null);
    }

    private String clean() {
        return "rich".equals(format) ? MessageHtml.clean(said(html)) : "";
    }

    private static String said(@Nullable String field) {
        return field == null ? "" : field;
    }
}
