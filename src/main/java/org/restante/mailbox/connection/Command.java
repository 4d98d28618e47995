package org.restante.mailbox.connection;

import org.jspecify.annotations.Nullable;

/**
 * One IMAP command: what is sent, what it takes of the untagged responses, and what comes of it.
 *
 * <p>Untagged responses of commands in the same flight may come in any order; a command takes only
 * what is unmistakably its own.
 */
public abstract class Command<T extends @Nullable Object> {

    /** The command's name for metrics, such as {@code UID FETCH}. */
    public abstract String name();

    /** Writes the command after its tag. */
    public abstract void write(CommandLine line);

    /** Looks at an untagged response that came while the command was under way. */
    public void untagged(Untagged response) {}

    /** Looks at an untagged status response, such as {@code * OK [COPYUID ...]}. */
    public void untagged(Status status) {}

    /** The result, once the server has completed the command, well or not. */
    public T completed(Status status) {
        if (!status.ok()) {
            throw Failures.of(name(), status);
        }
        return result(status);
    }

    /** The result of a command that went well. */
    protected abstract T result(Status status);

    /**
     * Whether it opens another mailbox: what comes before it is completed tells of the one before
     * and is not for the commands behind it.
     */
    public boolean changesMailbox() {
        return false;
    }

    /** Whether sending it again does no harm where it is not known if the server has done it. */
    public boolean repeatable() {
        return true;
    }
}
