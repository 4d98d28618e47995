package org.restante.mailbox;

import org.restante.mail.MailServer;

/** One account on one server: all its browsers together share one set of connections. */
public record MailAccount(MailServer server, String username) {}
