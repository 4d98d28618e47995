package org.restante.contacts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.restante.settings.Domains;

/** Addresses as people use them: no quoted local parts, no comments (RFC 5322, section 3.4.1). */
final class Emails {

    static final int LONGEST = 254;

    private static final Pattern LOCAL =
            Pattern.compile("[^\\p{Z}\\p{C}@<>()\\[\\],;:\\\\\"]{1,64}");

    private static final Pattern DOMAIN = Pattern.compile("[^\\p{Z}\\p{C}]+");

    private Emails() {}

    /** The address without what stands around it, where it is one. */
    static Optional<String> of(String text) {
        String email = text.strip();
        if (email.regionMatches(true, 0, "mailto:", 0, 7)) {
            email = email.substring(7);
        }
        int at = email.lastIndexOf('@');
        if (at < 1 || email.length() > LONGEST) {
            return Optional.empty();
        }
        String domain = email.substring(at + 1);
        boolean right =
                LOCAL.matcher(email.substring(0, at)).matches()
                        && DOMAIN.matcher(domain).matches()
                        && Domains.normal(domain) != null
                        && !domain.startsWith(".")
                        && !domain.endsWith(".");
        return right ? Optional.of(email) : Optional.empty();
    }

    /** The one form in which addresses are compared. */
    static String key(String email) {
        int at = email.lastIndexOf('@');
        String domain = at < 0 ? null : Domains.normal(email.substring(at + 1));
        return domain == null
                ? email.toLowerCase(Locale.ROOT)
                : email.substring(0, at).toLowerCase(Locale.ROOT) + "@" + domain;
    }
}
