package org.restante.mailbox.probe;

import java.util.List;

/**
 * What came of one step.
 *
 * @param millis how long it took
 * @param number what the finding counts (days left, octets), or 0
 * @param found what was found, bounded and without control characters, but written by the server
 * @param missing what Restante could have used and the server does not offer
 */
public record Result(
        Step step,
        Finding finding,
        long millis,
        long number,
        List<String> found,
        List<String> missing) {}
