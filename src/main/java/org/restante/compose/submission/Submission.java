package org.restante.compose.submission;

import java.io.InputStream;
import java.util.List;

/**
 * What is to be submitted.
 *
 * @param from the envelope's sender
 * @param size of the message in octets, an estimate
 * @param deliveryReport whether the server shall report what became of it (RFC 3461)
 * @param eightBit whether the message holds octets above 127
 * @param message read once, with lines ending in CRLF
 */
public record Submission(
        String from,
        List<String> recipients,
        long size,
        boolean deliveryReport,
        boolean eightBit,
        InputStream message) {}
