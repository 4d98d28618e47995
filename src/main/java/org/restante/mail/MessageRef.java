package org.restante.mail;

/** Where one message is; only together with UIDVALIDITY does a UID name a message for good. */
public record MessageRef(MailboxName mailbox, UidValidity uidValidity, Uid uid) {}
