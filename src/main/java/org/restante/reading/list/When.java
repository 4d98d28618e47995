package org.restante.reading.list;

/**
 * A moment as a page shows it.
 *
 * @param text short, as in {@code 10:42} or {@code Fri 13 Nov}
 * @param full with everything, for the tooltip
 * @param iso for machines
 */
public record When(String text, String full, String iso) {}
