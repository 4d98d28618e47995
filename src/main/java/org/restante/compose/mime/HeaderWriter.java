package org.restante.compose.mime;

import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.restante.mail.Address;
import org.restante.mail.HeaderText;

/**
 * Writes header fields that nothing in them can break out of: texts are cleaned, then encoded (RFC
 * 2047, RFC 2231), then folded (RFC 5322, section 2.2.3).
 */
final class HeaderWriter {

    /** A word without a blank that is longer cannot be folded and goes encoded, in pieces. */
    private static final int LONGEST_WORD = 60;

    /** Octets in an encoded word of at most 75 characters. */
    private static final int IN_A_WORD = 45;

    private static final String ATOM = "!#$%&'*+-/=?^_`{|}~ ";

    private final StringBuilder header = new StringBuilder();
    private boolean utf8;

    /** Whether something in it has to be UTF-8 as it is (RFC 6532). */
    boolean utf8() {
        return utf8;
    }

    /** A field whose value is of our own making. */
    HeaderWriter raw(String name, String value) {
        header.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    /** A field of identifiers, one below the other. */
    HeaderWriter ids(String name, List<String> ids) {
        return ids.isEmpty() ? this : raw(name, String.join("\r\n ", ids));
    }

    /** A text for people. */
    HeaderWriter text(String name, String text) {
        String clean = HeaderText.clean(text);
        return raw(name, MimeUtility.fold(name.length() + 2, encoded(clean)));
    }

    HeaderWriter addresses(String name, List<Address> addresses) {
        return addresses.isEmpty()
                ? this
                : raw(name, String.join(",\r\n ", addresses.stream().map(this::address).toList()));
    }

    /**
     * A value with a parameter for people, such as the name of a file.
     *
     * @param value of our own making
     */
    HeaderWriter with(String name, String value, String parameter, String text) {
        ParameterList parameters = new ParameterList();
        parameters.set(parameter, HeaderText.clean(text), "UTF-8");
        String written = parameters.toString(name.length() + 2 + value.length());
        return raw(name, value + written);
    }

    private String address(Address address) {
        String email = email(address.email());
        utf8 |= !isAscii(email);
        String name = HeaderText.clean(address.name());
        return name.isBlank() ? email : phrase(name) + " <" + email + ">";
    }

    /** The local part as it is, the domain in ASCII. */
    static String email(String email) {
        int at = email.lastIndexOf('@');
        String domain = email.substring(at + 1);
        return isAscii(domain)
                ? email
                : email.substring(0, at + 1) + IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
    }

    private static String phrase(String name) {
        if (!isAscii(name) || name.contains("=?") || longest(name) > LONGEST_WORD) {
            return MimeUtility.fold(0, encoded(name));
        }
        boolean atoms =
                name.chars().allMatch(c -> Character.isLetterOrDigit(c) || ATOM.indexOf(c) >= 0);
        return atoms ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String encoded(String text) {
        if (isAscii(text)) {
            return text.contains("=?") || longest(text) > LONGEST_WORD ? inPieces(text) : text;
        }
        try {
            return MimeUtility.encodeWord(text, "UTF-8", null);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("this Java has no UTF-8", e);
        }
    }

    private static String inPieces(String ascii) {
        StringBuilder words = new StringBuilder();
        for (int at = 0; at < ascii.length(); at += IN_A_WORD) {
            String piece = ascii.substring(at, Math.min(ascii.length(), at + IN_A_WORD));
            String coded =
                    Base64.getEncoder().encodeToString(piece.getBytes(StandardCharsets.US_ASCII));
            words.append(at == 0 ? "" : " ").append("=?UTF-8?B?").append(coded).append("?=");
        }
        return words.toString();
    }

    private static int longest(String text) {
        int longest = 0;
        for (String word : text.split(" ", -1)) {
            longest = Math.max(longest, word.length());
        }
        return longest;
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    byte[] octets() {
        return header.toString().getBytes(StandardCharsets.UTF_8);
    }
}
