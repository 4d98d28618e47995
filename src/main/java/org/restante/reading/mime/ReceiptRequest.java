package org.restante.reading.mime;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * That the author of a message wants to be told when it was read (RFC 8098, section 2.1).
 *
 * @param email where the confirmation would go
 * @param elsewhere whether the message itself did not come from there, as far as its Return-Path
 *     tells
 */
public record ReceiptRequest(String email, boolean elsewhere) {

    private static final String FIELD = "Disposition-Notification-To";
    private static final int LONGEST = 254;

    /** Nothing that a header field or a command could be broken with. */
    private static final Pattern EMAIL =
            Pattern.compile("[!#-'*+\\-.-9=?A-Z^-~]{1,64}@[A-Za-z0-9.-]{1,190}");

    private static final Pattern REQUIRED =
            Pattern.compile("=\\s*required\\b", Pattern.CASE_INSENSITIVE);

    /**
     * The request, if it is one that can be granted: to exactly one address, without conditions
     * that are not known here. A confirmation is never asked for by a confirmation.
     */
    public static Optional<ReceiptRequest> of(MessageHeader header) {
        String type = String.join(" ", header.all("Content-Type")).toLowerCase(Locale.ROOT);
        boolean conditions =
                header.all("Disposition-Notification-Options").stream()
                        .anyMatch(value -> REQUIRED.matcher(value).find());
        String wanted = header.only(FIELD);
        if (wanted == null || conditions || type.startsWith("multipart/report")) {
            return Optional.empty();
        }
        return address(wanted).map(email -> new ReceiptRequest(email, isElsewhere(header, email)));
    }

    private static Optional<String> address(String field) {
        // what is in a name is of no interest, whatever its charset
        String ascii =
                new String(field.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.US_ASCII);
        try {
            List<InternetAddress> all = List.of(InternetAddress.parse(ascii, true));
            if (all.size() != 1 || all.getFirst().isGroup()) {
                return Optional.empty();
            }
            return Optional.ofNullable(all.getFirst().getAddress())
                    .filter(email -> email.length() <= LONGEST)
                    .filter(email -> EMAIL.matcher(email).matches());
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    private static boolean isElsewhere(MessageHeader header, String email) {
        String path = header.all("Return-Path").stream().findFirst().orElse("");
        int open = path.indexOf('<');
        int close = path.indexOf('>', open + 1);
        String from = open >= 0 && close > open ? path.substring(open + 1, close) : path.strip();
        return !from.equalsIgnoreCase(email);
    }
}
