package org.restante.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.restante.mail.Address;
import org.restante.mail.Envelope;
import org.restante.reading.quote.Quoted;

/** To whom an answer goes, and what it is called (RFC 5322, section 3.6). */
final class Answers {

    /** What programs of many languages put before the subject of an answer. */
    private static final Pattern RE =
            Pattern.compile(
                    "^\\s*((re|aw|antw|sv|vs|odp|rif|ynt|res|回复|答复)(\\[\\d+])?\\s*[:：]\\s*)+",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern FORWARD =
            Pattern.compile(
                    "^\\s*((fwd?|wg|tr|enc|rv|vb|doorst|i)\\s*[:：]\\s*)+",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Answers() {}

    /** Who gets it. */
    record Addressees(List<Address> to, List<Address> cc) {}

    /**
     * Whom an answer goes to.
     *
     * @param own all addresses of the one who answers, in lower case
     * @param all whether to everybody who got the message
     */
    static Addressees recipients(Quoted quoted, Set<String> own, boolean all) {
        Envelope envelope = quoted.summary().envelope();
        List<Address> author =
                quoted.field("Reply-To").isPresent() && !envelope.replyTo().isEmpty()
                        ? envelope.replyTo()
                        : envelope.from();
        boolean mine = envelope.from().stream().anyMatch(one -> isIn(own, one));
        if (mine) {
            // an answer to one's own message goes to whom that one went
            return new Addressees(
                    without(envelope.to(), Set.of()),
                    all ? without(envelope.cc(), own) : List.of());
        }
        if (!all) {
            return new Addressees(author, List.of());
        }
        List<Address> asked =
                Recipients.parse(quoted.legible("Mail-Followup-To")).stream()
                        .filter(Recipient::isGood)
                        .map(Recipient::address)
                        .toList();
        if (!asked.isEmpty()) {
            return new Addressees(without(asked, own), List.of());
        }
        List<Address> to = without(author, own);
        Set<String> named = emails(to);
        named.addAll(own);
        List<Address> others = new ArrayList<>(envelope.to());
        others.addAll(envelope.cc());
        List<Address> cc = without(others, named);
        return to.isEmpty() ? new Addressees(cc, List.of()) : new Addressees(to, cc);
    }

    /** The address of the list that it came by (RFC 2369), or null. */
    static @Nullable Address list(Quoted quoted) {
        String post = quoted.field("List-Post").orElse("");
        int open = post.toLowerCase(Locale.ROOT).indexOf("<mailto:");
        int close = post.indexOf('>', Math.max(open, 0));
        if (open < 0 || close < 0) {
            return null;
        }
        String address = post.substring(open + 8, close).replaceFirst("\\?.*", "");
        return Recipients.parse(address).stream()
                .filter(Recipient::isGood)
                .map(Recipient::address)
                .findFirst()
                .orElse(null);
    }

    static String reply(String subject) {
        return "Re: " + RE.matcher(subject).replaceFirst("").strip();
    }

    static String forward(String subject) {
        return "Fwd: " + FORWARD.matcher(subject).replaceFirst("").strip();
    }

    /** The thread so far and the message itself (RFC 5322, section 3.6.4). */
    static List<String> references(Quoted quoted) {
        List<String> before = DraftReader.ids(quoted.field("References").orElse(""));
        if (before.isEmpty()) {
            List<String> one = DraftReader.ids(quoted.field("In-Reply-To").orElse(""));
            before = one.size() == 1 ? one : List.of();
        }
        String id = messageId(quoted);
        return DraftReader.ids(String.join(" ", before) + " " + (id == null ? "" : id));
    }

    static @Nullable String messageId(Quoted quoted) {
        return DraftReader.ids(quoted.field("Message-ID").orElse("")).stream()
                .findFirst()
                .orElse(null);
    }

    private static List<Address> without(List<Address> addresses, Set<String> others) {
        Set<String> seen = new TreeSet<>(others);
        return addresses.stream()
                .filter(one -> !one.email().isBlank())
                .filter(one -> seen.add(one.email().toLowerCase(Locale.ROOT)))
                .toList();
    }

    private static Set<String> emails(List<Address> addresses) {
        Set<String> emails = new TreeSet<>();
        addresses.forEach(one -> emails.add(one.email().toLowerCase(Locale.ROOT)));
        return emails;
    }

    private static boolean isIn(Set<String> own, Address address) {
        return own.contains(address.email().toLowerCase(Locale.ROOT));
    }
}
