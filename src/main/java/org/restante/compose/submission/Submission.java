package org.restante.compose.submission;

import java.io.InputStream;
import java.util.List;

/**
 * What is to be submitted.
 *
 * @param from the envelope's sender, empty for nobody who could be answered (RFC 5321, section
 *     4.5.5)
 * @param size of the message in octets, an estimate
 * @param deliveryReport whether the server shall report what became of it (RFC 3461)
 * @param eightBit whether the message may hold octets above 127
 * @param unchanged whether not an octet may change, so that it goes to no server that takes only 7
 *     bits of each
 * @param message read once, with lines ending in CRLF
 */
public record Submission(
        String from,
        List<String> recipients,
        long size,
        boolean deliveryReport,
        boolean eightBit,
        boolean unchanged,
        InputStream message) {

    /** The same, which nobody can answer. */
    public Submission fromNobody() {
        return new Submission("", recipients, size, deliveryReport, eightBit, unchanged, message);
    }
}
