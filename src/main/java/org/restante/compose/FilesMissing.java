package org.restante.compose;

import org.restante.mail.MailException;
import org.restante.mail.Problem;

/** The message is gone whose files were to go along: moved, sent or deleted elsewhere. */
final class FilesMissing extends MailException {

    private static final long serialVersionUID = 1L;

    FilesMissing(MailException cause) {
        super(Problem.MESSAGE_MISSING, "the message with the files", cause);
    }
}
