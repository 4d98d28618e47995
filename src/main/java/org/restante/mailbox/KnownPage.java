package org.restante.mailbox;

import java.util.Optional;
import org.restante.mail.MailboxTree;
import org.restante.mail.Quota;
import org.restante.mailbox.OpenMailbox.MessagePage;

/**
 * A page that is known to be as it was when it was last read, because the server would have told of
 * any change.
 *
 * @param state of the mailbox, as {@link MailboxState#stamp}
 */
public record KnownPage(MailboxTree tree, Optional<Quota> quota, MessagePage page, String state) {}
