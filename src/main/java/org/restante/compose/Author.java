package org.restante.compose;

import org.restante.account.Account;
import org.restante.mail.Credential;
import org.restante.mailbox.MailSession;
import org.restante.settings.Viewer;

/** Whoever writes, with the mailbox that the drafts are in. */
record Author(MailSession session, Account account, Credential credential, Viewer viewer) {}
