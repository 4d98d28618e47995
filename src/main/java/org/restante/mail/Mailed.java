package org.restante.mail;

import java.util.List;

/**
 * That somebody has sent a message, for whoever keeps count of whom they write to.
 *
 * @param owner the sender's address in lower case
 */
public record Mailed(String owner, List<Address> recipients) {}
