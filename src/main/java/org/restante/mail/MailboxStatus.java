package org.restante.mail;

import org.jspecify.annotations.Nullable;

/**
 * The counts of a mailbox (STATUS, RFC 9051, section 6.3.11).
 *
 * @param size of all messages in octets (STATUS=SIZE, RFC 8438), or null where not told
 */
public record MailboxStatus(
        long messages, long unseen, @Nullable UidValidity uidValidity, @Nullable Long size) {}
