package org.restante.reading.message;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.restante.mail.Address;

/**
 * An address that the message says it is from.
 *
 * @param misleading whether its name holds an address other than the real one, which must then be
 *     shown beside it
 */
public record Sender(Address address, boolean misleading) {

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>()\",;:@＠]{1,64}[@＠][^\\s<>()\",;:@＠]{1,255}");

    static Sender of(Address address) {
        return new Sender(address, claimsOther(address.name(), address.email()));
    }

    private static boolean claimsOther(String name, String email) {
        String bounded = name.length() > 1_000 ? name.substring(0, 1_000) : name;
        Matcher matcher = ADDRESS.matcher(bounded);
        while (matcher.find()) {
            if (!plain(matcher.group()).equals(plain(email))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String email) {
        String lower = email.toLowerCase(Locale.ROOT).replace('＠', '@');
        int end = lower.length();
        while (end > 0 && ".'!?]".indexOf(lower.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = 0;
        while (start < end && "'[".indexOf(lower.charAt(start)) >= 0) {
            start++;
        }
        return lower.substring(start, end);
    }
}
