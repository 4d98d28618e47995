package org.restante.compose.mime;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses in a field of ours, one after another, so coded that nothing in them separates them:
 * what SMTP is told must not depend on how a field for people is read.
 */
public final class MachineAddresses {

    private MachineAddresses() {}

    /** The sender's, then the recipients'. */
    static String write(List<String> sender, List<String> recipients) {
        return String.join(
                "\r\n ",
                Stream.of(sender, recipients)
                        .flatMap(List::stream)
                        .map(email -> URLEncoder.encode(email, StandardCharsets.UTF_8))
                        .toList());
    }

    /** The sender first; empty where the field is not ours. */
    public static List<String> read(String field) {
        try {
            return new ArrayList<>(
                    Arrays.stream(field.strip().split("\\s+", -1))
                            .filter(one -> !one.isEmpty())
                            .map(one -> URLDecoder.decode(one, StandardCharsets.UTF_8))
                            .toList());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
