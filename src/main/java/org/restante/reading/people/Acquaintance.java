package org.restante.reading.people;

/**
 * What the reader has said of somebody.
 *
 * @param url of the page that tells more
 * @param blocked whether their mail is not wanted
 * @param images whether remote images in their mail are always shown
 */
public record Acquaintance(String url, boolean blocked, boolean images) {}
